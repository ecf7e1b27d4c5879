/** When each drill's fault begins and ends, and until when recovery may take. Milliseconds from the run's zero. */
import type { Plan } from '../campaigns/plan.ts';
import type { DrillTime } from '../drills/drill.ts';
import { realMs, timetable } from './timetable.ts';

const MS_PER_SECOND = 1000;

/** In the plan's order. @throws Error when a drill names a phase that the plan does not have */
export function drillTimes(plan: Plan): readonly DrillTime[] {
  const phases = timetable(plan);
  return (plan.drills ?? []).map(({ name, at, for: { seconds, recoverySeconds } }) => {
    const phase = phases.find((each) => each.phase === at.phase);
    if (phase === undefined) throw new Error(`drill "${name}" is in no phase of the plan`);
    const beginMs = phase.startMs + realMs(plan, at.minute);
    const endMs = beginMs + Math.round(seconds * MS_PER_SECOND);
    const recoveredMs = endMs + Math.round(recoverySeconds * MS_PER_SECOND);
    return { drill: name, phase: at.phase, beginMs, endMs, recoveredMs };
  });
}

/** The drills that begin in a phase, in milliseconds from its start. */
export function drillTimesIn(plan: Plan, phase: string): readonly DrillTime[] {
  const startMs = timetable(plan).find((each) => each.phase === phase)?.startMs ?? 0;
  return drillTimes(plan)
    .filter((each) => each.phase === phase)
    .map((each) => ({
      ...each,
      beginMs: each.beginMs - startMs,
      endMs: each.endMs - startMs,
      recoveredMs: each.recoveredMs - startMs,
    }));
}
