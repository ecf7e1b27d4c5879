/** Checks the windows of drills against each other: they may overlap only where the plan says so, and leave enough to the plan. */
import type { Plan, PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import { realMs, timetable } from '../../scenarios/crowd/timetable.ts';
import { type DrillScope, scopeOf } from '../../scenarios/drills/scope.ts';
import type { Draft, Report } from '../mistakes/draft.ts';
import { inShort } from '../text/numbers.ts';

/** Of a phase's time, for any step in any region. What is left shows whether the plan's own objectives hold. */
const WINDOWS_SHARE_MAX = 0.5;
const MS_PER_SECOND = 1000;

interface Window {
  readonly index: number;
  readonly drill: PlannedDrill;
  readonly scope: DrillScope;
  /** Milliseconds from its phase's start. */
  readonly fromMs: number;
  readonly untilMs: number;
}

export function checkWindows(plan: Draft<Plan>, report: Report): void {
  if (plan?.drills === undefined) return;
  const windows = windowsOf(plan);
  const starts = startsOf(plan);
  windows.forEach((window, i) => {
    for (const earlier of windows.slice(0, i)) {
      if (!isOverlapping(earlier, window, starts) || isDeclared(earlier.drill, window.drill)) continue;
      const problem = `shares time, steps and regions with the drill "${earlier.drill.name}"`;
      const hint = `move one of them, write overlaps: ["${earlier.drill.name}"], or leave them out with --no-drills`;
      report(['drills', window.index], problem, hint);
    }
  });
  plan.phases?.forEach((phase, i) => {
    const lengthMs =
      phase?.calendarMinutes === undefined || plan.speed === undefined
        ? 0
        : realMs({ speed: plan.speed }, phase.calendarMinutes);
    if (lengthMs === 0) return;
    const here = windows.flatMap((window) => within(phase!.name!, lengthMs, window, starts));
    const mostMs = Math.max(0, ...here.map((window) => unionMs(here.filter((each) => meets(each, window)))));
    if (mostMs <= WINDOWS_SHARE_MAX * lengthMs) return;
    const problem = `has drills in ${inShort(mostMs / MS_PER_SECOND)} s of its ${inShort(lengthMs / MS_PER_SECOND)} s at the same steps and regions`;
    const hint =
      "leave at least half of a phase to the plan's own objectives: make it longer, or leave the drills out with --no-drills";
    report(['phases', i], problem, hint);
  });
}

/** What of a window lies in a phase, which may run while another one does: a window belongs to a time. Milliseconds of this phase. */
function within(
  phase: string,
  lengthMs: number,
  window: Window,
  starts: ReadonlyMap<string, number>,
): readonly Window[] {
  const itsPhase = window.drill.at.phase;
  if (itsPhase === phase) return [window];
  const [startMs, itsStartMs] = [starts.get(phase), starts.get(itsPhase)];
  if (startMs === undefined || itsStartMs === undefined) return [];
  const laterMs = itsStartMs - startMs;
  const fromMs = Math.max(0, window.fromMs + laterMs);
  const untilMs = Math.min(lengthMs, window.untilMs + laterMs);
  return untilMs > fromMs ? [{ ...window, fromMs, untilMs }] : [];
}

/** The drills that are complete enough to be placed. */
const windowsOf = (plan: NonNullable<Draft<Plan>>): readonly Window[] =>
  (plan.drills ?? []).flatMap((draft, index) => {
    const { name, at, for: lasts, where } = draft ?? {};
    const isPlaced = at?.phase !== undefined && at.minute !== undefined && where !== undefined;
    const isTimed = lasts?.seconds !== undefined && lasts.recoverySeconds !== undefined;
    if (name === undefined || !isPlaced || !isTimed || plan.speed === undefined || hasHoles(where)) return [];
    const drill = draft as PlannedDrill;
    const fromMs = realMs({ speed: plan.speed }, drill.at.minute);
    const { seconds, recoverySeconds } = drill.for;
    const untilMs = fromMs + (seconds + recoverySeconds) * MS_PER_SECOND;
    return [{ index, drill, scope: scopeOf(drill.where), fromMs, untilMs }];
  });

const hasHoles = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.values(value).some(hasHoles));

/** When each phase starts, milliseconds from the run's zero; none while the phases are not complete. */
function startsOf(plan: NonNullable<Draft<Plan>>): ReadonlyMap<string, number> {
  if (plan.phases === undefined || plan.speed === undefined || plan.scale === undefined) return new Map();
  if (hasHoles(plan.phases)) return new Map();
  try {
    return new Map(timetable(plan as Plan).map(({ phase, startMs }) => [phase, startMs]));
  } catch {
    // A phase that begins during no earlier one has been reported already.
    return new Map();
  }
}

/** A phase may run during another one, and a window belongs to a time, whatever phases run then. */
function isOverlapping(one: Window, other: Window, starts: ReadonlyMap<string, number>): boolean {
  const [start, otherStart] = [starts.get(one.drill.at.phase), starts.get(other.drill.at.phase)];
  const isSamePhase = one.drill.at.phase === other.drill.at.phase;
  if (!isSamePhase && (start === undefined || otherStart === undefined)) return false;
  const laterMs = isSamePhase ? 0 : otherStart! - start!;
  return one.fromMs < other.untilMs + laterMs && other.fromMs + laterMs < one.untilMs && meets(one, other);
}

/** Whether any request can be in the scope of both. */
const meets = ({ scope: one }: Window, { scope: other }: Window): boolean =>
  share(one.steps, other.steps) && share(one.regions, other.regions);

const share = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  one === null || other === null || one.some((each) => other.includes(each));

const isDeclared = (one: PlannedDrill, other: PlannedDrill): boolean =>
  (one.overlaps?.includes(other.name) ?? false) || (other.overlaps?.includes(one.name) ?? false);

function unionMs(windows: readonly Window[]): number {
  const sorted = windows.toSorted((one, other) => one.fromMs - other.fromMs);
  let [sumMs, untilMs] = [0, Number.NEGATIVE_INFINITY];
  for (const window of sorted) {
    sumMs += Math.max(0, window.untilMs - Math.max(window.fromMs, untilMs));
    untilMs = Math.max(untilMs, window.untilMs);
  }
  return sumMs;
}
