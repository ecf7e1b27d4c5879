/** After the load: asks the user's own Prometheus what the objectives want to know. Whatever it answers is an observation. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { scrapeSecondsOf } from '../../../scenarios/campaigns/plan.ts';
import type { ServerAnswer } from '../../evidence/observations.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { PrometheusError } from '../prometheus/query.ts';
import { type Question, questionsOf } from './questions.ts';
import { severalSeries, type TheirPrometheus, type TheirSeries, type When } from './their-prometheus.ts';

const QUERY_LIMIT_MS = 30_000;
/** It may be busy with the same load. */
const TRIES = 3;
const RETRY_PAUSE_MS = 1000;
const MS_PER_SECOND = 1000;

export interface AskedRun {
  readonly plan: Plan;
  /** Null when the plan names none: then it has no such objective either. */
  readonly theirs: TheirPrometheus | null;
  /** Epoch milliseconds: the timetable's zero, and k6's end. */
  readonly zeroAtMs: number;
  readonly endedAtMs: number;
  readonly signal: AbortSignal;
}

/** Never rejects because of Prometheus. */
export async function askObjectives(run: AskedRun): Promise<readonly ServerAnswer[]> {
  const { plan, theirs, zeroAtMs, endedAtMs, signal } = run;
  const questions = questionsOf(plan, endedAtMs - zeroAtMs);
  if (theirs === null || plan.prometheus === undefined || questions.length === 0) return [];
  const lastMs = Math.max(...questions.map(({ untilMs }) => untilMs));
  // What happened in a window's last second is scraped later.
  const dueMs = zeroAtMs + lastMs + scrapeSecondsOf(plan.prometheus) * MS_PER_SECOND;
  await pause(dueMs - Date.now(), signal);
  const answers: ServerAnswer[] = [];
  for (const question of questions) answers.push(await answerTo(question, { ...run, theirs }));
  return answers;
}

async function answerTo(
  { id, query, fromMs, untilMs, stepMs }: Question,
  { theirs, zeroAtMs, signal }: AskedRun & { readonly theirs: TheirPrometheus },
): Promise<ServerAnswer> {
  const toSeconds = (ms: number): number => ms / MS_PER_SECOND;
  const asked = {
    id,
    query,
    fromSeconds: toSeconds(fromMs),
    untilSeconds: toSeconds(untilMs),
    stepSeconds: stepMs === null ? null : toSeconds(stepMs),
  };
  const without = (missing: string): ServerAnswer => ({ ...asked, samples: [], missing });
  if (untilMs <= fromMs) return without('its window never began: the load had ended before');
  const when: When =
    stepMs === null
      ? { atMs: zeroAtMs + untilMs }
      : { fromMs: zeroAtMs + fromMs, untilMs: zeroAtMs + untilMs, stepMs };
  const answer = await insisted(theirs, query, when, signal).catch((error: unknown) => {
    if (!(error instanceof PrometheusError)) throw error;
    return error;
  });
  if (answer instanceof PrometheusError) return without(answer.message);
  const several = severalSeries(answer);
  if (several !== null) return without(`the query ${several}`);
  const points = answer[0]?.points ?? [];
  const samples = points.map(({ atMs, value }) => ({ atSeconds: toSeconds(atMs - zeroAtMs), value }));
  return { ...asked, samples, missing: null };
}

/** A question that got no answer is asked again. */
async function insisted(
  theirs: TheirPrometheus,
  query: string,
  when: When,
  signal: AbortSignal,
): Promise<readonly TheirSeries[]> {
  for (let tries = 1; ; tries++)
    try {
      if (signal.aborted)
        throw new PrometheusError('refused', `Prometheus was not asked: ${reasonOf(signal.reason)}`);
      return await theirs.ask({ query, when, limitMs: QUERY_LIMIT_MS, signal });
    } catch (error) {
      const mayCome = error instanceof PrometheusError && error.failure === 'unreachable';
      if (!mayCome || tries === TRIES || signal.aborted) throw error;
      await pause(RETRY_PAUSE_MS, signal);
    }
}

/** Shorter, if the signal is aborted. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    signal.addEventListener('abort', end);
  });
