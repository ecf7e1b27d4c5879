/**
 * The outside world, in one table: everything that the shop calls and does not own, how many calls it takes at once, how
 * long they take, and how its breaker is set. Its answers and fallback are in the code of the service that calls it. Latencies are
 * assumptions: log-normal, given by their median and 99th percentile.
 */
import type { LatencySpec } from './latency.ts';

export interface BreakerSpec {
  /** A call that takes longer counts as failed, and the fallback answers. */
  readonly timeoutMs: number;
  /** Opens when more than this share of the window's calls failed, … */
  readonly failedPercentMax: number;
  /** … but only with this many calls in the window; opossum's default is 0, so that the first failure opens. */
  readonly callsMin: number;
  readonly windowMs: number;
  /** How long it stays open before one probe. Longer than the window, or opossum's old statistics make it flap. */
  readonly openMs: number;
}

export interface DependencySpec {
  /** Calls at once. One more is rejected, as a busy bank does. */
  readonly capacity: number;
  readonly latency: LatencySpec;
  readonly breaker: BreakerSpec;
  /** In words: what the shop answers while the dependency is down. */
  readonly fallback: string;
}

/** As Hystrix (5 s, 20 calls, 50 %; Sentinel has 1 s, 5 calls), but with the probe after the whole window has passed. */
export const DEFAULT_BREAKER: BreakerSpec = {
  timeoutMs: 400,
  failedPercentMax: 50,
  callsMin: 20,
  windowMs: 5_000,
  openMs: 6_000,
};

/** Carriers of one kind: a hundred pickups at once, an answer within a city's network. */
const COURIER: DependencySpec = {
  capacity: 100,
  latency: { medianMs: 20, p99Ms: 150 },
  breaker: DEFAULT_BREAKER,
  fallback: 'the last status that the shop knows',
};

export const DEPENDENCIES = {
  // Room for 200 / 0.015 s, about 13,000 payments a second: above what a region can send.
  bank: {
    capacity: 200,
    latency: { medianMs: 15, p99Ms: 80 },
    breaker: DEFAULT_BREAKER,
    fallback: 'pending: settled in the background when the bank is back',
  },
  // Answers searches; every other page is read from memory. Campaign review: a database under pressure crashed in a 618 sale.
  database: {
    capacity: 100,
    latency: { medianMs: 5, p99Ms: 60 },
    breaker: DEFAULT_BREAKER,
    fallback: 'the most popular products, marked as degraded',
  },
  sms: {
    capacity: 50,
    latency: { medianMs: 30, p99Ms: 200 },
    breaker: DEFAULT_BREAKER,
    fallback: 'the batch stays queued and is sent again',
  },
  'faq-bot': {
    capacity: 50,
    latency: { medianMs: 40, p99Ms: 250 },
    breaker: DEFAULT_BREAKER,
    fallback: 'an agent takes the question',
  },
  // Asked twice a second, before each round of dispatch: too seldom for its breaker to open.
  warehouses: {
    capacity: 10,
    latency: { medianMs: 10, p99Ms: 60 },
    breaker: DEFAULT_BREAKER,
    fallback: 'parcels wait in line, the oldest payment first',
  },
  // A seventh courier carries parcels and answers no queries: the shop never calls it, see logistics/couriers.ts.
  'courier-sf': COURIER,
  'courier-jd': COURIER,
  'courier-zto': COURIER,
  'courier-yto': COURIER,
  'courier-sto': COURIER,
  'courier-yunda': COURIER,
} as const satisfies Record<string, DependencySpec>;

export type DependencyName = keyof typeof DEPENDENCIES;
