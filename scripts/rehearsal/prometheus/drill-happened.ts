/** Whether what a drill broke was used meanwhile. If nobody was there to notice, the drill did not happen. */
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import { scopeOf } from '../../../scenarios/drills/scope.ts';
import { COUNTER } from '../../../scenarios/metrics.ts';
import type { BreakerReadings } from '../../evidence/drills-seen.ts';
import { quote } from '../../mistakes/plan-error.ts';
import type { Prometheus } from './query.ts';
import { growthOf } from './rising.ts';
import type { RunSpan } from './run-span.ts';
import { lastOf } from './series.ts';

/** The crowd writes once a second and k6 pushes once a second. */
const LATE_MS = 2000;

/**
 * Why nobody noticed the drill, or null. A breaker that was not seen proves nothing either way.
 * @param breakers their readings around the drill; none if it looks at no breaker
 */
export async function whyUnnoticed(
  prometheus: Prometheus,
  run: Pick<RunSpan, 'runId' | 'startedAtMs' | 'zeroAtMs' | 'endedAtMs'>,
  { where, fault, name }: PlannedDrill,
  time: DrillTime,
  breakers: readonly BreakerReadings[],
): Promise<string | null> {
  const sumOf = async (query: string, atMs: number): Promise<number> =>
    (await prometheus.instant(`sum(${query})`, atMs)).reduce((sum, { value }) => sum + value, 0);

  const faultEndedAtMs = Math.min(run.endedAtMs, run.zeroAtMs + time.endMs + LATE_MS);
  const ofDrill = lastOf(COUNTER.intended, run, `drill=${JSON.stringify(name)}`);
  if ((await sumOf(ofDrill, run.endedAtMs)) === 0) return 'no request was due in its window and scope';
  // Who only comes in the recovery has not met the fault. If nothing is set, nobody being there may be what goes wrong.
  if (fault.kind !== 'expect-only' && (await sumOf(ofDrill, faultEndedAtMs)) === 0)
    return 'no request was due in its scope while its fault was there';
  if (fault.kind === 'crowd') {
    const { population } = fault;
    const sessions = lastOf(COUNTER.sessions, run, `population=${JSON.stringify(population)}`);
    const before = await sumOf(sessions, run.zeroAtMs + time.beginMs);
    const after = await sumOf(sessions, faultEndedAtMs);
    if (after <= before) return `nobody of population ${quote(population)} came in its time`;
  }
  if ('dependency' in where) {
    const regions = scopeOf(where).regions;
    const its = breakers.filter(
      ({ dependency, region }) =>
        dependency === where.dependency && (regions === null || regions.includes(region)),
    );
    const calls = its.map((readings) => callsWithin(readings, time)).filter((each) => each !== null);
    if (calls.length > 0 && calls.every((count) => count === 0))
      return `nobody asked ${quote(where.dependency)} in its time`;
  }
  return null;
}

/** Calls in the fault's time. Where a breaker does not tell them: those that it rejected, and those that it let through. */
function callsWithin(
  { atMs, calls, rejected, arrivals }: BreakerReadings,
  { beginMs, endMs }: DrillTime,
): number | null {
  const grown = (counter: readonly (number | null)[]): number | null =>
    growthOf(counter.filter((_, i) => atMs[i]! >= beginMs && atMs[i]! <= endMs));
  const told = grown(calls);
  if (told !== null && told > 0) return told;
  const both = [grown(rejected), grown(arrivals)].filter((count) => count !== null);
  return both.length === 0 ? told : both.reduce((sum, count) => sum + count, told ?? 0);
}
