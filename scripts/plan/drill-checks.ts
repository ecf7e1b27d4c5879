/** Checks what a plan says about drills against the rest of it: names, times, and what may be expected. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { realMs } from '../../scenarios/crowd/timetable.ts';
import type { DrillPlace } from '../../scenarios/drills/drill.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { type Draft, type Known, namesOf, type Path, type Report } from '../mistakes/draft.ts';
import { kindOf } from '../objectives/index.ts';
import { checkWindows } from './drill-windows-checks.ts';
import { checkObjective } from './objective-checks.ts';

type DraftDrill = NonNullable<Draft<NonNullable<Plan['drills']>[number]>>;

interface At {
  readonly plan: Draft<Plan>;
  readonly drill: DraftDrill;
  readonly path: Path;
  readonly known: Known;
  readonly report: Report;
}

export function checkDrills(plan: Draft<Plan>, known: Known, report: Report): void {
  const drills = plan?.drills ?? [];
  const names = drills.map((drill) => drill?.name);
  drills.forEach((drill, i) => {
    if (drill === undefined) return;
    const path = ['drills', i];
    const at = { plan, drill, path, known, report };
    if (drill.name !== undefined && names.indexOf(drill.name) !== i)
      report(
        [...path, 'name'],
        `is already the name of drills[${names.indexOf(drill.name)}]`,
        'choose another name',
      );
    checkTime(at);
    checkPlace(at);
    checkFault(at);
    checkExpected(at);
    drill.overlaps?.forEach((name, o) => {
      if (name !== undefined && !names.includes(name))
        report(
          [...path, 'overlaps', o],
          'is not a drill of the plan',
          didYouMean(name, namesOf(drills) ?? []),
        );
    });
  });
  checkWindows(plan, report);
}

function checkTime({ plan, drill, path, report }: At): void {
  const { phase: name, minute } = drill.at ?? {};
  const phases = namesOf(plan?.phases);
  const phase = plan?.phases?.find((each) => each?.name === name);
  if (name !== undefined && phases !== null && phase === undefined)
    report([...path, 'at', 'phase'], 'is not a phase of the plan', didYouMean(name, phases));
  const { seconds, recoverySeconds } = drill.for ?? {};
  const minutes = phase?.calendarMinutes;
  const speed = plan?.speed;
  if (minute === undefined || minutes === undefined || speed === undefined) return;
  if (seconds === undefined || recoverySeconds === undefined) return;
  const lastsSeconds = realMs({ speed }, minutes) / MS_PER_SECOND;
  const endsSeconds = realMs({ speed }, minute) / MS_PER_SECOND + seconds + recoverySeconds;
  if (endsSeconds <= lastsSeconds) return;
  const hint = `begin it earlier, make it shorter, lower speed (${speed}), or leave it out with --no-drills`;
  const problem = `ends ${endsSeconds} real seconds after its phase begins, recovery included, and the phase lasts ${lastsSeconds}`;
  report([...path, 'at', 'minute'], problem, hint);
}

const MS_PER_SECOND = 1000;

function checkPlace({ plan, drill, path, known, report }: At): void {
  const where = drill.where as Partial<Record<string, unknown>> & Draft<DrillPlace>;
  if (where === undefined) return;
  const at = [...path, 'where'];
  const regions = namesOf(plan?.regions);
  const checkIn = (name: unknown, names: readonly string[] | null, where: Path, what: string): void => {
    if (typeof name !== 'string' || names === null || names.includes(name)) return;
    report(where, `is not ${what}`, didYouMean(name, names));
  };
  if ('step' in where) checkIn(where.step, known.steps, [...at, 'step'], 'a step of the shop');
  if ('steps' in where)
    (where.steps as readonly unknown[] | undefined)?.forEach((step, i) => {
      checkIn(step, known.steps, [...at, 'steps', i], 'a step of the shop');
    });
  if ('regions' in where)
    (where.regions as readonly unknown[] | undefined)?.forEach((region, i) => {
      checkIn(region, regions, [...at, 'regions', i], 'a region of the plan');
    });
  if ('region' in where) checkIn(where.region, regions, [...at, 'region'], 'a region of the plan');
  if ('process' in where)
    checkIn(where.process, regions, [...at, 'process'], 'a region with a process of its own');
  if ('dependency' in where && drill.fault?.kind === 'shop')
    checkIn(where.dependency, known.dependencies, [...at, 'dependency'], 'a dependency of the shop');
}

/** What a fault needs to be there. What the embedded shop's own faults may be is its settings' rule. */
function checkFault({ plan, drill, path, known, report }: At): void {
  const { fault, where } = drill;
  const at = [...path, 'fault'];
  switch (fault?.kind) {
    case 'shop':
    case 'roll-back':
    case 'kill':
      if (known.settings === null)
        report([...at, 'kind'], 'is for the embedded shop', 'use boundary, command, http or expect-only');
      else if (fault.kind === 'kill' && where !== undefined && !('process' in where))
        report(
          [...path, 'where'],
          'is no process, and only a process can be killed',
          'write { process: "north" }',
        );
      return;
    case 'boundary': {
      const dependency = where !== undefined && 'dependency' in where ? where.dependency : undefined;
      const names = Object.keys(plan?.boundaries ?? {});
      if (where !== undefined && !('dependency' in where))
        report(
          [...path, 'where'],
          'names no dependency, so no boundary',
          'write { dependency: …, steps: […] }',
        );
      else if (dependency !== undefined && !names.includes(dependency))
        report([...path, 'where', 'dependency'], 'has no boundary in this plan', 'add it to plan.boundaries');
      return;
    }
    case 'crowd': {
      const phase = plan?.phases?.find((each) => each?.name === drill.at?.phase);
      const names = namesOf(phase?.populations);
      const { population } = fault;
      if (population !== undefined && names !== null && !names.includes(population))
        report(
          [...at, 'population'],
          'is not a population of the drill’s phase',
          didYouMean(population, names),
        );
      return;
    }
    default:
  }
}

function checkExpected({ plan, drill, path, known, report }: At): void {
  const ids = drill.expect?.map((objective) => objective?.id) ?? [];
  drill.expect?.forEach((objective, i) => {
    const at = [...path, 'expect', i];
    const { id, kind } = objective ?? {};
    if (id !== undefined && ids.indexOf(id) !== i)
      report([...at, 'id'], `is already the id of expect[${ids.indexOf(id)}]`, 'choose another id');
    if (kind !== undefined) {
      const { isA, over } = kindOf({ kind });
      if (isA === 'fact' || over === 'whole run') {
        const hint = 'move it to the plan’s objectives, where it is judged whatever the drills do';
        report([...at, 'kind'], 'is about the whole run, so no drill can expect it', hint);
      }
    }
    checkObjective(plan, objective, at, known, report, drill);
  });
}
