/** Counts the requests that a killed process had begun and never answered. */
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import { scopeOf } from '../../../scenarios/drills/scope.ts';
import { COUNTER, NO_DRILL } from '../../../scenarios/metrics.ts';
import type { DrillSeen } from '../../evidence/drills-seen.ts';
import type { Prometheus } from './query.ts';
import { lastOf, type RunOfSeries } from './series.ts';

/** Their connections break at once. The crowd writes once a second, k6 pushes once a second, and each may be late. */
const TOLD_WITHIN_MS = 3000;

type Run = RunOfSeries & { readonly zeroAtMs: number };

/**
 * Requests that failed just after the kill though they were due before it. Those that were due in the window are left out: many of
 * them found nobody there. So there may have been more. `own` failures were the generator's.
 */
export async function readCutOff(
  prometheus: Prometheus,
  run: Run,
  { where, fault }: PlannedDrill,
  { set }: Pick<DrillSeen, 'set'>,
): Promise<Pick<DrillSeen, 'cutOff'>> {
  if (fault.kind !== 'kill' || set === null) return {};
  const labels = [`drill=${JSON.stringify(NO_DRILL)}`, 'outcome="failed"', 'within!="own"'];
  const regions = scopeOf(where).regions ?? [];
  const series = regions.map((region) =>
    lastOf(COUNTER.responses, run, ...labels, `region=${JSON.stringify(region)}`),
  );
  const failedBy = async (atMs: number): Promise<number> => {
    const sums = series.map((each) => prometheus.instant(`sum(${each})`, run.zeroAtMs + atMs));
    return (await Promise.all(sums)).flat().reduce((sum, { value }) => sum + value, 0);
  };
  const [before, after] = [await failedBy(set.afterMs), await failedBy(set.byMs + TOLD_WITHIN_MS)];
  return { cutOff: Math.max(0, after - before) };
}
