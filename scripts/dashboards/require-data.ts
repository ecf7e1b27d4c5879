/** Whether the data that were opened are those of the run: Prometheus leaves out what it cannot read, and shows the rest. */
import { COUNTER } from '../../scenarios/metrics.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { quote } from '../mistakes/plan-error.ts';
import type { Prometheus } from '../rehearsal/prometheus/query.ts';
import { lastOf } from '../rehearsal/prometheus/series.ts';
import type { FinishedRun } from './finished-run.ts';

/** @throws CarnivalError when not one request of the run is in them */
export async function requireData(
  { id, dataFolder, fromMs, untilMs }: FinishedRun,
  prometheus: Pick<Prometheus, 'instant'>,
): Promise<void> {
  const [startedAtMs, endedAtMs] = [Math.floor(fromMs), Math.ceil(untilMs)];
  const requests = lastOf(COUNTER.intended, { runId: id, startedAtMs, endedAtMs });
  const found = await prometheus.instant(`count(${requests})`, endedAtMs);
  if (found.length > 0) return;
  throw new CarnivalError(`${dataFolder} holds nothing of run ${quote(id)} that Prometheus can read`, {
    hint: 'it was cut off or changed, or it is of another run',
    exitCode: EXIT.badPlan,
  });
}
