/** What the user's own Prometheus is asked for the objectives of a plan: which windows, how often, in which words. Pure. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { lengthMs, type PhaseTime, timetable } from '../../../scenarios/crowd/timetable.ts';

export interface Question {
  /** The objective's. */
  readonly id: string;
  /** Its place in the plan, for mistakes. */
  readonly path: string;
  /** As the plan has it, and as it is asked. */
  readonly written: string;
  readonly query: string;
  /** Milliseconds from the timetable's zero. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Null: asked once, at the window's end, because it looks back over the window by itself. */
  readonly stepMs: number | null;
}

/** The name of the window's length in a query. */
const WINDOW = /\$window\b|\$\{window\}/g;
/** A second in a run of a quarter of an hour, eleven in one of three hours: finer than most scrape. */
const SAMPLES_MAX = 1000;
const MS_PER_SECOND = 1000;

/** @param endedMs when the load ended, if it has: no window goes on after that */
export function questionsOf(plan: Plan, endedMs = Number.POSITIVE_INFINITY): readonly Question[] {
  const times = timetable(plan);
  return plan.objectives.flatMap((objective, i) => {
    if (objective.kind !== 'promql') return [];
    const { id, query, window } = objective;
    const [fromMs, untilMs] = windowOf(window, times);
    const until = Math.min(untilMs, endedMs);
    const looksBack = query.search(WINDOW) >= 0;
    const path = `objectives[${i}].query`;
    const asked = written(query, until - fromMs);
    return [
      {
        id,
        path,
        written: query,
        query: asked,
        fromMs,
        untilMs: until,
        stepMs: looksBack ? null : stepMs(until - fromMs),
      },
    ];
  });
}

type Window = Extract<Plan['objectives'][number], { kind: 'promql' }>['window'];

function windowOf(window: Window, times: readonly PhaseTime[]): [fromMs: number, untilMs: number] {
  if (typeof window === 'object') {
    const { startMs, endMs } = times.find(({ phase }) => phase === window.phase)!;
    return [startMs, endMs];
  }
  const begins = times.flatMap(({ startMs, herdAtMs }) => (window === 'whole' ? startMs : (herdAtMs ?? [])));
  return [Math.min(...begins), lengthMs(times)];
}

/** With the window's length in whole seconds. */
const written = (query: string, windowMs: number): string =>
  query.replaceAll(WINDOW, `${Math.max(1, Math.round(windowMs / MS_PER_SECOND))}s`);

const stepMs = (windowMs: number): number =>
  Math.max(1, Math.ceil(windowMs / MS_PER_SECOND / SAMPLES_MAX)) * MS_PER_SECOND;
