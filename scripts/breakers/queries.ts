/**
 * How the metrics of each library become our readings of a breaker: PromQL, one number each. State: 0 closed, 1 half-open, 2 open.
 * Null: the library has no such metric. What needs it is then not proven.
 */
import type { BreakerPreset, BreakerSettings } from '../../scenarios/drills/breaker.ts';
import { SHOP_BREAKER } from '../../scenarios/metrics.ts';

interface BreakerQueries {
  readonly state: string | null;
  /** How often it has opened. */
  readonly opened: string | null;
  /** Calls that its caller wanted to make, those that it rejected included. */
  readonly calls: string | null;
  readonly rejected: string | null;
}

interface BreakerMetrics {
  /** The label that names the breaker. */
  readonly nameLabel: string;
  /** Whose metrics these are, and what to know of them. */
  readonly source: string;
  /** @param where label matchers without braces, such as `name="bank",region="east"` */
  readonly queries: (where: string) => BreakerQueries;
}

const sum = (metric: string, where: string, more = ''): string => `sum(${metric}{${where}${more}})`;
/** A counter that is told only once it has counted something. */
const sumOr0 = (metric: string, where: string, more = ''): string =>
  `(${sum(metric, where, more)} or vector(0))`;

/** Events by name alone say when it is open: each opening ends with one half-opening. Half-open and closed look alike. */
const openUntilHalfOpen = (opened: string, halfOpened: string): string => `2 * (${opened} - ${halfOpened})`;

const EMBEDDED: BreakerMetrics = {
  nameLabel: 'dependency',
  source: 'the embedded shop: /metrics/breakers',
  queries: (where) => ({
    state: `max(${SHOP_BREAKER.state}{${where}})`,
    opened: sum(SHOP_BREAKER.events, where, ',event="open"'),
    // Counted when they end. opossum counts a time-out as a failure too.
    calls: sum(SHOP_BREAKER.events, where, ',event=~"success|failure|reject"'),
    rejected: sum(SHOP_BREAKER.events, where, ',event="reject"'),
  }),
};

const ejections = (nameLabel: string, source: string): BreakerMetrics => ({
  nameLabel,
  source,
  queries: (where) => ({
    state: `2 * clamp_max(max(envoy_cluster_outlier_detection_ejections_active{${where}}), 1)`,
    opened: sum('envoy_cluster_outlier_detection_ejections_enforced_total', where),
    calls: sum('envoy_cluster_upstream_rq_total', where),
    rejected: sum('envoy_cluster_upstream_cx_none_healthy', where),
  }),
});

const SENTINEL = 'sentinel_go_circuit_breaker_state_changed_total';
const POLLY = 'resilience_polly_strategy_events_total';
const POLLY_CALLS = 'resilience_polly_pipeline_duration_milliseconds_count';

export const METRICS: Readonly<Record<BreakerPreset, BreakerMetrics>> = {
  opossum: {
    nameLabel: 'name',
    source: 'opossum-prometheus: the counter `circuit` by event',
    queries: (where) => {
      const counted = (event: string): string => sumOr0('circuit', where, `,event="${event}"`);
      return {
        state: openUntilHalfOpen(counted('open'), counted('halfOpen')),
        opened: counted('open'),
        calls: counted('fire'),
        rejected: counted('reject'),
      };
    },
  },
  resilience4j: {
    nameLabel: 'name',
    source: 'resilience4j-micrometer; its calls are counted when they end, and its openings are not counted',
    queries: (where) => ({
      state: `max(2 * resilience4j_circuitbreaker_state{${where},state=~"open|forced_open"} or resilience4j_circuitbreaker_state{${where},state="half_open"})`,
      opened: null,
      calls: `${sum('resilience4j_circuitbreaker_calls_seconds_count', where)} + ${sumOr0('resilience4j_circuitbreaker_not_permitted_calls_total', where)}`,
      rejected: sumOr0('resilience4j_circuitbreaker_not_permitted_calls_total', where),
    }),
  },
  sentinel: {
    nameLabel: 'resource',
    source: 'sentinel-golang’s exporter; that of Java tells no state',
    queries: (where) => {
      const isIn = (state: string): string =>
        `(${sumOr0(SENTINEL, where, `,to_state="${state}"`)} - ${sumOr0(SENTINEL, where, `,from_state="${state}"`)})`;
      return {
        state: `2 * ${isIn('Open')} + ${isIn('HalfOpen')}`,
        opened: sumOr0(SENTINEL, where, ',to_state="Open"'),
        calls: sum('sentinel_go_handled_total', where),
        rejected: sumOr0('sentinel_go_handled_total', where, ',result="block"'),
      };
    },
  },
  envoy: ejections('envoy_cluster_name', 'Envoy’s /stats/prometheus'),
  polly: {
    nameLabel: 'pipeline_name',
    source:
      'Polly.Extensions through OpenTelemetry’s exporter for Prometheus; calls are counted when they end',
    queries: (where) => {
      const counted = (event: string): string => sumOr0(POLLY, where, `,event_name="${event}"`);
      return {
        state: openUntilHalfOpen(counted('OnCircuitOpened'), counted('OnCircuitHalfOpened')),
        opened: counted('OnCircuitOpened'),
        calls: sum(POLLY_CALLS, where),
        rejected: sumOr0(
          POLLY_CALLS,
          where,
          ',exception_type=~"Polly.CircuitBreaker.BrokenCircuitException.*"',
        ),
      };
    },
  },
  istio: ejections(
    'cluster_name',
    'the sidecar’s /stats/prometheus; `proxyStatsMatcher` must include outlier_detection',
  ),
  pybreaker: {
    nameLabel: 'name',
    source: 'pybreaker has none of its own: a listener tells these, see docs/breakers.md',
    queries: (where) => ({
      state: `max(pybreaker_state{${where}})`,
      opened: sumOr0('pybreaker_opened_total', where),
      calls: sum('pybreaker_calls_total', where),
      rejected: sumOr0('pybreaker_rejected_total', where),
    }),
  },
};

/** @param matchers what else selects its series, such as `region="east"`; may be empty */
export function breakerQueries(
  dependency: string,
  settings: BreakerSettings,
  matchers: string,
): BreakerQueries {
  const { nameLabel, queries } = metricsOf(settings);
  const name = `${nameLabel}=${JSON.stringify(settings.name ?? dependency)}`;
  return queries([name, matchers].filter((part) => part !== '').join(','));
}

/** Without an address of its own, it is the embedded shop's. */
export const metricsOf = ({ preset, metrics }: BreakerSettings): BreakerMetrics =>
  metrics === undefined ? EMBEDDED : METRICS[preset];
