/** What a drill's fault does to the calls of a breaker: how many fail, and when that is known. */
import type { BoundaryFault } from '../../scenarios/drills/boundary-fault.ts';
import type { DrillFault } from '../../scenarios/drills/drill.ts';
import type { CallsFailing } from './bounds.ts';

type Fails = Pick<CallsFailing, 'failingShare' | 'failsAfterMs'>;
const NONE: Fails = { failingShare: 0, failsAfterMs: 0 };

/**
 * @param timeoutMs of the breaker
 * @param answeredWithinMs how long a call may take that has no time-out
 * @param told the share that the plan says itself
 * @returns null if nobody says how many fail
 */
export function failingUnder(
  fault: DrillFault,
  timeoutMs: number | null,
  answeredWithinMs: number,
  told?: number,
): CallsFailing | null {
  const limitMs = timeoutMs ?? answeredWithinMs;
  const fails =
    told === undefined ? byFault(fault, timeoutMs) : { failingShare: told, failsAfterMs: limitMs };
  return fails === null ? null : { ...fails, answeredWithinMs: limitMs };
}

function byFault(fault: DrillFault, timeoutMs: number | null): Fails | null {
  if (fault.kind === 'boundary') {
    const strike = (isMeant: (each: BoundaryFault) => boolean): Fails | null =>
      oneOf(fault.faults.filter(isMeant).map((each) => ofBoundary(each, timeoutMs)));
    return together([strike(isLatency), strike((each) => !isLatency(each))]);
  }
  if (fault.kind === 'shop') return together(fault.faults.map((each) => ofShop(each, timeoutMs)));
  return null;
}

const isLatency = ({ kind }: BoundaryFault): boolean => kind === 'latency';

/** A call meets one of these at most, as scripts/boundary/fate.ts draws them: their shares add up. */
const oneOf = (faults: readonly (Fails | null)[]): Fails | null =>
  faults.reduce<Fails | null>(
    (all, each) =>
      all === null || each === null
        ? null
        : {
            failingShare: Math.min(1, all.failingShare + each.failingShare),
            failsAfterMs: Math.max(all.failsAfterMs, each.failsAfterMs),
          },
    NONE,
  );

/** Each fault strikes by itself. */
const together = (faults: readonly (Fails | null)[]): Fails | null =>
  faults.reduce<Fails | null>(
    (all, each) =>
      all === null || each === null
        ? null
        : {
            failingShare: 1 - (1 - all.failingShare) * (1 - each.failingShare),
            failsAfterMs: Math.max(all.failsAfterMs, each.failsAfterMs),
          },
    NONE,
  );

const SERVER_ERROR_MIN = 500;

function ofBoundary(fault: BoundaryFault, timeoutMs: number | null): Fails | null {
  const share = 'share' in fault ? (fault.share ?? 1) : 1;
  const at = (failsAfterMs: number): Fails => ({ failingShare: share, failsAfterMs });
  switch (fault.kind) {
    case 'error':
      // Libraries differ about what a 4xx is.
      return fault.status >= SERVER_ERROR_MIN ? at(0) : null;
    case 'reset':
    case 'refuse':
      return at(0);
    case 'hang':
      return timeoutMs === null ? null : at(timeoutMs);
    case 'latency':
      return timeoutMs === null
        ? null
        : {
            failingShare: share * shareAbove(timeoutMs, fault.medianMs, fault.p99Ms),
            failsAfterMs: timeoutMs,
          };
    case 'slow-body':
      return null;
  }
}

function ofShop(
  { kind, value }: { readonly kind: string; readonly value: number },
  timeoutMs: number | null,
) {
  if (kind === 'error') return { failingShare: 1 / value, failsAfterMs: 0 };
  if (timeoutMs === null) return null;
  if (kind === 'hang' || (kind === 'latency' && value >= timeoutMs))
    return { failingShare: 1, failsAfterMs: timeoutMs };
  return null;
}

/** The standard normal variable's 99th percentile. */
const Z99 = 2.3263478740408408;

/** The share of a log-normal duration that is above a limit. */
function shareAbove(limitMs: number, medianMs: number, p99Ms: number): number {
  if (p99Ms <= medianMs) return limitMs < medianMs ? 1 : 0;
  const z = (Z99 * Math.log(limitMs / medianMs)) / Math.log(p99Ms / medianMs);
  return normalAbove(z);
}

/** P(Z > z), within 7.5e-8 (Abramowitz & Stegun 26.2.17). */
function normalAbove(z: number): number {
  if (z < 0) return 1 - normalAbove(-z);
  const t = 1 / (1 + 0.231_641_9 * z);
  const series = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
  const sum = series.reduceRight((inner, coefficient) => t * (coefficient + inner), 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
