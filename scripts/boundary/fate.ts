/** What the faults that are set do to one call. Pure: chance is passed in. */
import { type LogNormal, logNormalMs } from '../../scenarios/campaigns/log-normal.ts';
import { normalQuantile } from '../../scenarios/crowd/normal.ts';
import type { BoundaryFault } from '../../scenarios/drills/boundary-fault.ts';
import { shareOf } from './fault-schema.ts';

export type Ending = Extract<BoundaryFault, { readonly kind: 'error' | 'hang' | 'reset' }>;

/** In this order: it waits, then it ends, or it is passed on and its answer's body is slow. */
export interface Fate {
  readonly waitMs: number | null;
  readonly ending: Ending | null;
  readonly bytesPerSecond: number | null;
}

export const UNTOUCHED: Fate = { waitMs: null, ending: null, bytesPerSecond: null };

/**
 * Faults that may strike the same call are drawn apart from each other. Of error, hang and reset one strikes at most, and so of several
 * latencies: one draw falls into the share of one of them, so each strikes exactly its share of the calls.
 * @param random evenly in [0, 1)
 */
export function fateOf(faults: readonly BoundaryFault[], random: () => number): Fate {
  if (faults.length === 0) return UNTOUCHED;
  const latency = struck(faults.filter(isLatency), random);
  const ending = struck(faults.filter(isEnding), random);
  const slow = struck(faults.filter(isSlow), random);
  return {
    waitMs: latency === null ? null : waitMsOf(latency, random),
    ending,
    bytesPerSecond: slow?.bytesPerSecond ?? null,
  };
}

const isLatency = (fault: BoundaryFault) => fault.kind === 'latency';
const isEnding = (fault: BoundaryFault) =>
  fault.kind === 'error' || fault.kind === 'hang' || fault.kind === 'reset';
const isSlow = (fault: BoundaryFault) => fault.kind === 'slow-body';

/** Nothing is drawn for faults that are not set. */
function struck<Fault extends BoundaryFault>(faults: readonly Fault[], random: () => number): Fault | null {
  if (faults.length === 0) return null;
  let left = random();
  for (const fault of faults) {
    left -= shareOf(fault);
    if (left < 0) return fault;
  }
  return null;
}

/** 0 has no quantile. Half the least number that Math.random gives besides is as good. */
const EVEN_MIN = 2 ** -53;

const waitMsOf = (latency: LogNormal, random: () => number): number =>
  logNormalMs(latency, normalQuantile(Math.max(EVEN_MIN, random())));
