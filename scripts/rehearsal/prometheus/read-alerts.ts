/** Reads which alerts fired during a run, and when. An alert that is only pending has not fired. */
import { PROMETHEUS_OWN, RUN_ID } from '../../../scenarios/metrics.ts';
import type { AlertSeen } from '../../evidence/drills-seen.ts';
import type { Prometheus } from './query.ts';
import type { RunSpan } from './run-span.ts';

/** As often as alerts are evaluated. */
const STEP_MS = 1000;
/** A machine that was busy for a second has not ended an alert. */
const GAP_MS_MAX = 2 * STEP_MS;

/** Series of the alerts that fire: pending ones do not. */
export const firingAlerts = (...matchers: readonly string[]): string =>
  `${PROMETHEUS_OWN.alerts}{${['alertstate="firing"', ...matchers].join(', ')}}`;

type AlertSpan = Pick<RunSpan, 'runId' | 'zeroAtMs' | 'endedAtMs'>;

/** In the order in which they fired. Rejects with a `PrometheusError` and nothing else. */
export async function readAlerts(prometheus: Prometheus, run: AlertSpan): Promise<readonly AlertSeen[]> {
  if (run.endedAtMs <= run.zeroAtMs) return [];
  // The watchdog is about no run.
  const query = firingAlerts(`${RUN_ID}=~${JSON.stringify(`${run.runId}|`)}`);
  const span = { fromMs: run.zeroAtMs, untilMs: run.endedAtMs, stepMs: STEP_MS };
  const alerts = (await prometheus.range(query, span)).flatMap(({ labels: all, points }) => {
    const { __name__: _, alertname = '', alertstate: __, [RUN_ID]: ___, ...labels } = all;
    return stretches(points.map(({ atMs }) => atMs - run.zeroAtMs)).map((stretch) => ({
      alert: alertname,
      labels,
      ...stretch,
    }));
  });
  return alerts.toSorted((one, other) => one.fromMs - other.fromMs || (one.alert < other.alert ? -1 : 1));
}

type Stretch = Pick<AlertSeen, 'fromMs' | 'untilMs'>;

/** An alert that ended and fired again has fired twice. */
function stretches(timesMs: readonly number[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const atMs of timesMs) {
    const last = found.at(-1);
    if (last !== undefined && atMs - last.untilMs <= GAP_MS_MAX)
      found[found.length - 1] = { ...last, untilMs: atMs };
    else found.push({ fromMs: atMs, untilMs: atMs });
  }
  return found;
}
