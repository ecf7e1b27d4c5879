/** Keeps how a run went over time in its folder, before the run's Prometheus ends. Whatever goes wrong with it, the verdict stands. */
import { setMaxListeners } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Timeline } from '../evidence/timeline.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import { abortable } from './late-stages.ts';
import type { PrometheusAccess } from './prometheus/access.ts';
import { connectPrometheus } from './prometheus/query.ts';
import { readTimeline, type TimelineSpan } from './prometheus/read-timeline.ts';
import type { RunFolder } from './run-folder.ts';
import { useOverTime, type WatchedUse } from './use-over-time.ts';

/** Somebody waits for the verdict. A default run is read in half a second. */
const READ_MS_MAX = 5000;

/** Null: it could not be read or written, and an event of the run says why. */
export async function keepTimeline(
  access: PrometheusAccess,
  run: TimelineSpan & { readonly use?: WatchedUse | null },
  plan: Plan,
  folder: Pick<RunFolder, 'file' | 'note'>,
  readMsMax = READ_MS_MAX,
): Promise<Timeline | null> {
  const limit = new AbortController();
  // Each query that is under way listens, and Node would warn of a leak.
  setMaxListeners(0, limit.signal);
  const timer = setTimeout(() => limit.abort(new Error(`${readMsMax / 1000} s were over`)), readMsMax);
  try {
    const prometheus = abortable(connectPrometheus(access, readMsMax), limit.signal);
    const read = await readTimeline(prometheus, run, plan);
    const timeline = run.use ? { ...read, use: useOverTime(run.use, run.zeroAtMs, read) } : read;
    await writeFile(folder.file('timeline'), `${JSON.stringify(timeline)}\n`);
    return timeline;
  } catch (error) {
    folder.note('note', `the report has no charts over time: ${reasonOf(error)}`);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
