/** Reads how many connections were held open, and how many the target closed before their time. */
import { COUNTER, GAUGE } from '../../../scenarios/metrics.ts';
import type { ConnectionsObserved } from '../../evidence/observations.ts';
import type { Prometheus } from './query.ts';
import type { RunSpan } from './run-span.ts';
import { PHASE } from './samples.ts';
import { lastOf, seriesOf } from './series.ts';

export async function readConnections(
  prometheus: Prometheus,
  run: Pick<RunSpan, 'runId' | 'startedAtMs' | 'endedAtMs'>,
): Promise<ConnectionsObserved> {
  const ask = (query: string) => prometheus.instant(query, run.endedAtMs);
  const sumBy = (labels: string, what: string) => `sum by (${labels}) (${what})`;
  const seconds = await ask(sumBy(PHASE, lastOf(COUNTER.connectionSeconds, run)));
  const open = sumBy(PHASE, seriesOf(GAUGE.connections, run.runId));
  const most = await ask(`max_over_time(${open}[${run.endedAtMs - run.startedAtMs}ms:1s])`);
  const dropped = await ask(sumBy(`${PHASE}, step`, lastOf(COUNTER.connectionsDropped, run)));
  return {
    held: seconds.map(({ labels, value }) => {
      const phase = labels[PHASE] ?? '';
      return {
        phase,
        seconds: value,
        most: most.find((each) => each.labels[PHASE] === phase)?.value ?? 0,
      };
    }),
    dropped: dropped.map(({ labels, value }) => ({
      phase: labels[PHASE] ?? '',
      step: labels.step ?? '',
      count: value,
    })),
  };
}
