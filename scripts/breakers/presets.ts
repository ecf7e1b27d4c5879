/**
 * What each library's breaker does when nobody sets it, with the source of every figure. A threshold comes from the plan or from here,
 * and is never assumed: what a library has no default for is null, and the plan must say it.
 */
import type { BreakerPreset, BreakerSettings, OpensWhen } from '../../scenarios/drills/breaker.ts';

/** How a breaker is set, after the plan's settings and its library's defaults. Null: neither says. */
export interface ResolvedBreaker {
  readonly preset: BreakerPreset;
  readonly opens: OpensWhen | null;
  /** A call that takes longer has failed. Null: the breaker has no limit of its own. */
  readonly timeoutMs: number | null;
  readonly openMs: number | null;
  /** Null: it lets no probes through, and closes by itself. */
  readonly probesMax: number | null;
  /** How often it looks whether it may close. 0: it need not look. */
  readonly sweepMs: number;
  /** Its nth opening lasts n × `openMs`, but not longer than this. Null: each lasts `openMs`. */
  readonly openMsMax: number | null;
  /** Whether its metrics tell half-open from closed. */
  readonly tellsHalfOpen: boolean;
}

interface Preset extends Omit<ResolvedBreaker, 'preset'> {
  /** Where each figure comes from. */
  readonly sources: Readonly<Record<'opens' | 'timeoutMs' | 'openMs' | 'probesMax', string>>;
}

const EACH_LASTS_THE_SAME = { sweepMs: 0, openMsMax: null } as const;
const NO_TIMEOUT = 'has none: the call itself has one';

/** Envoy's documentation of outlier detection, which is also that of Istio's sidecars. */
const EJECTIONS = {
  opens: { by: 'consecutive', failures: 5 },
  timeoutMs: null,
  openMs: 30_000,
  probesMax: null,
  sweepMs: 10_000,
  openMsMax: 300_000,
  tellsHalfOpen: true,
} as const;

export const PRESETS: Readonly<Record<BreakerPreset, Preset>> = {
  opossum: {
    // It looks at each failure, and calls under way count as calls. A bucket is a tenth of the window.
    opens: {
      by: 'time-window',
      windowMs: 10_000,
      bucketMs: 1000,
      callsMin: 0,
      failedShare: 0.5,
      opensAtShare: false,
    },
    timeoutMs: 10_000,
    openMs: 30_000,
    probesMax: 1,
    ...EACH_LASTS_THE_SAME,
    tellsHalfOpen: false,
    sources: {
      opens:
        'opossum 9.0.0, lib/circuit.js: rollingCountTimeout 10000, rollingCountBuckets 10, volumeThreshold 0, errorThresholdPercentage 50 (above it)',
      timeoutMs: 'opossum 9.0.0, lib/circuit.js: timeout 10000',
      openMs: 'opossum 9.0.0, lib/circuit.js: resetTimeout 30000',
      probesMax: 'opossum 9.0.0, lib/circuit.js: `pendingClose` lets a single call through',
    },
  },
  resilience4j: {
    opens: { by: 'count-window', calls: 100, callsMin: 100, failedShare: 0.5, opensAtShare: true },
    timeoutMs: null,
    openMs: 60_000,
    probesMax: 10,
    ...EACH_LASTS_THE_SAME,
    tellsHalfOpen: true,
    sources: {
      opens:
        'https://resilience4j.readme.io/docs/circuitbreaker: slidingWindowSize 100, minimumNumberOfCalls 100, failureRateThreshold 50 (at or above it)',
      timeoutMs: `${NO_TIMEOUT} (TimeLimiter)`,
      openMs: 'https://resilience4j.readme.io/docs/circuitbreaker: waitDurationInOpenState 60000',
      probesMax:
        'https://resilience4j.readme.io/docs/circuitbreaker: permittedNumberOfCallsInHalfOpenState 10',
    },
  },
  sentinel: {
    // A rule has no default for the share at which it opens, nor for how long.
    opens: null,
    timeoutMs: null,
    openMs: null,
    probesMax: 1,
    ...EACH_LASTS_THE_SAME,
    tellsHalfOpen: true,
    sources: {
      opens:
        'https://sentinelguard.io/en-us/docs/circuit-breaking.html: statIntervalMs 1000 and minRequestAmount 5, but the threshold is the rule’s own',
      timeoutMs: NO_TIMEOUT,
      openMs: 'https://sentinelguard.io/en-us/docs/circuit-breaking.html: timeWindow is the rule’s own',
      probesMax: 'https://sentinelguard.io/en-us/docs/circuit-breaking.html: the next request is the probe',
    },
  },
  envoy: {
    ...EJECTIONS,
    sources: {
      opens:
        'https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/outlier_detection.proto: consecutive_5xx 5',
      timeoutMs: `${NO_TIMEOUT} (the route’s)`,
      openMs: 'the same: base_ejection_time 30 s × ejections, max_ejection_time 300 s, interval 10 s',
      probesMax:
        'https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/outlier: a host returns whole',
    },
  },
  polly: {
    opens: {
      by: 'time-window',
      windowMs: 30_000,
      bucketMs: 3000,
      callsMin: 100,
      failedShare: 0.1,
      opensAtShare: true,
    },
    timeoutMs: null,
    openMs: 5000,
    probesMax: 1,
    ...EACH_LASTS_THE_SAME,
    tellsHalfOpen: false,
    sources: {
      opens:
        'Polly 8, CircuitBreakerConstants.cs: SamplingDuration 30 s, MinimumThroughput 100, FailureRatio 0.1 (at or above it); RollingHealthMetrics.cs: ten windows',
      timeoutMs: `${NO_TIMEOUT} (the timeout strategy)`,
      openMs: 'Polly 8, CircuitBreakerConstants.cs: BreakDuration 5 s',
      probesMax: 'https://www.pollydocs.org/strategies/circuit-breaker: half-open lets one call through',
    },
  },
  istio: {
    ...EJECTIONS,
    sources: {
      opens:
        'https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection: consecutive5xxErrors 5',
      timeoutMs: `${NO_TIMEOUT} (the virtual service’s)`,
      openMs: 'the same: baseEjectionTime 30 s × ejections, interval 10 s; Envoy’s max_ejection_time 300 s',
      probesMax: 'as Envoy',
    },
  },
  pybreaker: {
    opens: { by: 'consecutive', failures: 5 },
    timeoutMs: null,
    openMs: 60_000,
    probesMax: 1,
    ...EACH_LASTS_THE_SAME,
    tellsHalfOpen: true,
    sources: {
      opens: 'pybreaker 1.4, CircuitBreaker: fail_max 5',
      timeoutMs: NO_TIMEOUT,
      openMs: 'pybreaker 1.4, CircuitBreaker: reset_timeout 60',
      probesMax: 'pybreaker 1.4, CircuitHalfOpenState: one trial call, under the breaker’s lock',
    },
  },
};

/** What the plan says of a breaker comes first, then its library's defaults. */
export function resolved(settings: BreakerSettings): ResolvedBreaker {
  const { preset, metrics, opens, timeoutMs, openMs, probesMax } = settings;
  const { sources: _, ...defaults } = PRESETS[preset];
  return {
    ...defaults,
    preset,
    opens: opens ?? defaults.opens,
    // Null is a setting too: no limit.
    timeoutMs: timeoutMs === undefined ? defaults.timeoutMs : timeoutMs,
    openMs: openMs ?? defaults.openMs,
    probesMax: defaults.probesMax === null ? null : (probesMax ?? defaults.probesMax),
    // The embedded shop has a gauge of its own.
    tellsHalfOpen: metrics === undefined || defaults.tellsHalfOpen,
  };
}
