/** Reads in which state each breaker was over a whole run. Around a drill it is read more closely: see read-breakers.ts. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import type { BreakerStates } from '../../evidence/timeline.ts';
import type { Prometheus, Series } from './query.ts';
import type { RunSpan } from './run-span.ts';
import { type WatchedBreaker, watchedBreakers } from './watched-breakers.ts';

const SECOND_MS = 1000;
const READINGS_MAX = 1200;
/** Twice the slowest scrape: older than that, nobody knows. */
const LOOKBACK_MS = 5000;
/** By the number that queries give for it. */
const STATES = ['closed', 'half-open', 'open'] as const;

/** Those of which Prometheus knows anything. */
export async function readBreakerStates(
  prometheus: Prometheus,
  run: Pick<RunSpan, 'runId' | 'startedAtMs' | 'zeroAtMs' | 'endedAtMs'>,
  plan: Plan,
): Promise<readonly BreakerStates[]> {
  const runSeconds = Math.ceil((run.endedAtMs - run.zeroAtMs) / SECOND_MS);
  const stepMs = Math.max(1, Math.ceil(runSeconds / READINGS_MAX)) * SECOND_MS;
  const span = {
    fromMs: run.zeroAtMs,
    untilMs: run.endedAtMs,
    stepMs,
    lookbackMs: LOOKBACK_MS,
  };
  const read = async ({ dependency, region, state }: WatchedBreaker): Promise<readonly BreakerStates[]> => {
    if (state === null) return [];
    const [series] = await prometheus.range(state, span);
    return series === undefined ? [] : [{ dependency, region, changes: changesIn(series, span) }];
  };
  return (await Promise.all((await watchedBreakers(prometheus, run, plan)).map(read))).flat();
}

type States = BreakerStates['changes'][number]['state'];

function changesIn(
  { points }: Series,
  { fromMs, untilMs, stepMs }: { readonly fromMs: number; readonly untilMs: number; readonly stepMs: number },
): BreakerStates['changes'] {
  const told = new Map(points.map(({ atMs, value }) => [Math.round((atMs - fromMs) / stepMs), value]));
  const changes: { atSeconds: number; state: States }[] = [];
  for (let i = 0; fromMs + i * stepMs <= untilMs; i++) {
    const state = STATES[told.get(i) ?? -1] ?? 'unknown';
    if (changes.at(-1)?.state !== state) changes.push({ atSeconds: (i * stepMs) / SECOND_MS, state });
  }
  return changes;
}
