/**
 * The windows of drills, as one phase's crowd needs them: in which window a request is, by its intended time, its step and its
 * region. A request in two windows belongs to the drill that the plan names last. Times are milliseconds from the phase's start.
 */
import type { Plan, PlannedDrill } from '../campaigns/plan.ts';
import { isInScope, scopeOf } from '../drills/scope.ts';
import { drillTimes } from './drill-times.ts';
import type { PhaseTime } from './timetable.ts';

interface Window {
  readonly drill: PlannedDrill;
  readonly fromMs: number;
  readonly untilMs: number;
}

export class DrillWindows {
  /** The drills of the phase. Number 0 is no drill, and drill i has the number i + 1. */
  readonly drills: readonly PlannedDrill[];
  /** No request outside these times is in a window. */
  private readonly firstMs: number;
  private readonly lastMs: number;
  /** Between two neighbouring edges, the same windows are open. */
  private readonly edgesMs: readonly number[];
  /** By stretch, then step × regions + region: the number of the drill. */
  private readonly drillAt: readonly Uint8Array[];
  private readonly regions: number;

  constructor(
    { plan, phase }: { readonly plan: Plan; readonly phase: PhaseTime | undefined },
    steps: readonly string[],
  ) {
    const windows = phase === undefined ? [] : windowsIn(plan, phase);
    const regions = plan.regions.map(({ name }) => name);
    this.regions = regions.length;
    this.drills = windows.map(({ drill }) => drill);
    this.edgesMs = [...new Set(windows.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]))].sort(
      (one, other) => one - other,
    );
    this.firstMs = this.edgesMs[0] ?? Number.POSITIVE_INFINITY;
    this.lastMs = this.edgesMs.at(-1) ?? Number.NEGATIVE_INFINITY;
    this.drillAt = this.edgesMs.slice(0, -1).map((edgeMs) => {
      const numbers = new Uint8Array(steps.length * regions.length);
      windows.forEach(({ drill, fromMs, untilMs }, i) => {
        if (edgeMs < fromMs || edgeMs >= untilMs) return;
        const scope = scopeOf(drill.where);
        steps.forEach((step, s) => {
          regions.forEach((region, r) => {
            if (isInScope(scope, step, region)) numbers[s * regions.length + r] = i + 1;
          });
        });
      });
      return numbers;
    });
  }

  /** The number of the drill in whose window a request is, by its intended time. */
  at(intendedMs: number, step: number, region: number): number {
    if (intendedMs < this.firstMs || intendedMs >= this.lastMs) return 0;
    const { edgesMs } = this;
    let stretch = 0;
    while (intendedMs >= edgesMs[stretch + 1]!) stretch++;
    return this.drillAt[stretch]![step * this.regions + region]!;
  }

  /** Whether any request at a step and a region can be in the window of the drill with this number. */
  reaches(number: number, step: number, region: number): boolean {
    return this.drillAt.some((numbers) => numbers[step * this.regions + region] === number);
  }
}

/** A window may begin before the phase, or end after it: a drill belongs to a time, whatever phases run then. */
const windowsIn = (plan: Plan, phase: PhaseTime): readonly Window[] =>
  drillTimes(plan)
    .map(({ beginMs, recoveredMs }, i) => ({
      drill: plan.drills![i]!,
      fromMs: beginMs - phase.startMs,
      untilMs: recoveredMs - phase.startMs,
    }))
    .filter(({ fromMs, untilMs }) => untilMs > 0 && fromMs < phase.endMs - phase.startMs);
