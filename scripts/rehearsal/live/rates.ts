/** A snapshot of a run's counters, and the rates between two snapshots. Pure. */
import type { LagCause } from '../../../scenarios/metrics.ts';
import type { Sample } from '../prometheus/query.ts';
import { boundSeconds } from '../prometheus/samples.ts';

/** Counts since the run began, over all phases, steps, regions and generators. */
export interface Snapshot {
  readonly atMs: number;
  readonly shoppers: number;
  readonly offered: number;
  /** Sent, late or not. */
  readonly achieved: number;
  readonly answered: number;
  /** Not failed, and within the plan's limit. */
  readonly good: number;
  readonly couponsOk: number;
  readonly couponsFailed: number;
  readonly ordersOk: number;
  /** Sends by how late the generator made them: cumulative, by the bucket's bound in seconds. */
  readonly sendLag: ReadonlyMap<number, number>;
}

/** A share is null when nothing was counted. */
export interface Rates {
  readonly seconds: number;
  readonly offered: number;
  readonly achieved: number;
  readonly answered: number;
  readonly withinShare: number | null;
  readonly couponShare: number | null;
  readonly orders: number;
  /** 99 % of sends were at most this late, seconds. The bound of a bucket; Infinity beyond the last one. */
  readonly sendLagSecondsP99: number | null;
}

export interface StepNames {
  /** The steps whose `ok` is an order, and the step whose success is the coupons'. Null: the shop has none. */
  readonly orderSteps: readonly string[];
  readonly couponStep: string | null;
}

export interface Readings {
  readonly shoppers: readonly Sample[];
  readonly intended: readonly Sample[];
  /** Labels step, outcome, within. */
  readonly responses: readonly Sample[];
  /** Labels cause, le. */
  readonly sendLag: readonly Sample[];
}

export function snapshotOf(
  atMs: number,
  readings: Readings,
  { orderSteps, couponStep }: StepNames,
): Snapshot {
  const { responses } = readings;
  const of = (step: string | null, outcome: string) =>
    sum(responses.filter(({ labels }) => labels.step === step && labels.outcome === outcome));
  const sendLag = new Map<number, number>();
  let achieved = 0;
  for (const { labels, value } of readings.sendLag) {
    const bound = boundSeconds(labels.le ?? '');
    if (bound === Number.POSITIVE_INFINITY) achieved += value;
    if (labels.cause !== GENERATOR) continue;
    sendLag.set(bound, (sendLag.get(bound) ?? 0) + value);
  }
  return {
    atMs,
    shoppers: sum(readings.shoppers),
    offered: sum(readings.intended),
    achieved,
    answered: sum(responses),
    good: sum(responses.filter(({ labels }) => labels.outcome !== 'failed' && labels.within === 'true')),
    couponsOk: of(couponStep, 'ok'),
    couponsFailed: of(couponStep, 'failed'),
    ordersOk: orderSteps.reduce((total, step) => total + of(step, 'ok'), 0),
    sendLag,
  };
}

export const NOTHING_YET: Omit<Snapshot, 'atMs'> = {
  shoppers: 0,
  offered: 0,
  achieved: 0,
  answered: 0,
  good: 0,
  couponsOk: 0,
  couponsFailed: 0,
  ordersOk: 0,
  sendLag: new Map(),
};

export function ratesBetween(before: Snapshot, after: Snapshot): Rates {
  const answered = after.answered - before.answered;
  const couponsOk = after.couponsOk - before.couponsOk;
  return {
    seconds: (after.atMs - before.atMs) / MS_PER_SECOND,
    offered: after.offered - before.offered,
    achieved: after.achieved - before.achieved,
    answered,
    withinShare: share(after.good - before.good, answered),
    couponShare: share(couponsOk, couponsOk + after.couponsFailed - before.couponsFailed),
    orders: after.ordersOk - before.ordersOk,
    sendLagSecondsP99: p99(before.sendLag, after.sendLag),
  };
}

/** A send that waited for a slot is late because the target was slow. */
const GENERATOR: LagCause = 'generator';
const MS_PER_SECOND = 1000;
const P99 = 0.99;

const sum = (samples: readonly Sample[]): number => samples.reduce((total, { value }) => total + value, 0);

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** The lowest bucket bound that holds 99 % of the sends between the snapshots. It does not interpolate inside the bucket. */
function p99(before: Snapshot['sendLag'], after: Snapshot['sendLag']): number | null {
  const between = (bound: number) => (after.get(bound) ?? 0) - (before.get(bound) ?? 0);
  const sends = between(Number.POSITIVE_INFINITY);
  if (sends <= 0) return null;
  const bounds = [...after.keys()].sort((a, b) => a - b);
  return bounds.find((bound) => between(bound) >= P99 * sends) ?? Number.POSITIVE_INFINITY;
}
