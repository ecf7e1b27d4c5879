/**
 * Checks one field of a plan against another. They also run on plans with malformed fields, so that the user sees every
 * mistake at once. Malformed fields are undefined here, and each check skips what is undefined.
 */
import type { CurvePoint, Plan } from '../../scenarios/campaigns/plan.ts';
import { DISTRICTS_MAX } from '../../scenarios/crowd/address.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { type Draft, type Known, namesOf, type Path, type Report } from '../mistakes/draft.ts';
import { LIMIT } from '../mistakes/fields.ts';
import { checkAbort } from './abort-checks.ts';
import { checkCapacity } from './capacity-checks.ts';
import { checkClocks } from './clock-checks.ts';
import { checkDrills } from './drill-checks.ts';
import { checkGray } from './gray-checks.ts';
import { checkObjective, checkSomethingIsProven } from './objective-checks.ts';
import { checkTimeZone } from './time-zone-check.ts';

type DraftPhase = Draft<Plan['phases'][number]>;
type DraftPopulation = Draft<Plan['phases'][number]['populations'][number]>;

/** Shares are typed by hand. Three times 0.333 is a mistake; the floating-point error of 0.1 + 0.2 + 0.7 is not. */
const SHARE_ERROR_MAX = 1e-6;

export function crossCheck(plan: Draft<Plan>, known: Known, report: Report): void {
  checkShares(plan, known, report);
  checkNames(plan, report);
  checkSettings(plan, report);
  known.settings?.check(plan, known, report);
  plan?.phases?.forEach((phase, i) => {
    checkPhase(plan, phase, ['phases', i], known, report);
  });
  plan?.objectives?.forEach((objective, i) => {
    checkObjective(plan, objective, ['objectives', i], known, report);
  });
  checkSomethingIsProven(plan?.objectives, report);
  checkDrills(plan, known, report);
  checkAbort(plan, known, report);
  checkGray(plan, known, report);
  checkCapacity(plan, known, report);
  checkClocks(plan, report);
}

function checkShares(plan: Draft<Plan>, known: Known, report: Report): void {
  const sum = (shares: readonly (number | undefined)[], path: Path): void => {
    // A missing share makes the sum NaN. Then the comparison is false, and nothing is reported.
    const total = shares.reduce<number>((before, share) => before + (share ?? Number.NaN), 0);
    if (Math.abs(total - 1) > SHARE_ERROR_MAX) {
      report(
        path,
        `adds up to ${Number(total.toFixed(6))}, not to 1`,
        'change the shares so that they add up to 1',
      );
    }
  };
  const { channels, regions } = plan ?? {};
  if (channels !== undefined && known.channels.length > 0)
    sum(
      known.channels.map((channel) => channels[channel]),
      ['channels'],
    );
  const shares = regions?.map((region) => region?.share);
  if (shares !== undefined) sum(shares, ['regions']);
}

function checkNames(plan: Draft<Plan>, report: Report): void {
  const unique = <Key extends string>(
    items: readonly ({ readonly [K in Key]?: string | undefined } | undefined)[] | undefined,
    path: Path,
    key: Key,
  ): void => {
    const names = items?.map((item) => item?.[key]) ?? [];
    names.forEach((name, i) => {
      const first = names.indexOf(name);
      if (name === undefined || first === i) return;
      report([...path, i, key], `is already the ${key} of ${path.at(-1)}[${first}]`, `choose another ${key}`);
    });
  };
  unique(plan?.regions, ['regions'], 'name');
  plan?.regions?.forEach((region, i) => {
    const phase = plan.phases?.findIndex((each) => each?.name === region?.name) ?? -1;
    if (region?.name === undefined || phase < 0) return;
    const hint = 'choose another name: the verdict calls its cells by phase, step and region';
    report(['regions', i, 'name'], `is also the name of phases[${phase}]`, hint);
  });
  unique(plan?.allow, ['allow'], 'host');
  unique(plan?.objectives, ['objectives'], 'id');
  unique(plan?.phases, ['phases'], 'name');
  plan?.phases?.forEach((phase, i) => {
    unique(phase?.populations, ['phases', i, 'populations'], 'name');
  });
  const populations = plan?.phases?.reduce((sum, phase) => sum + (phase?.populations?.length ?? 0), 0) ?? 0;
  if (populations > DISTRICTS_MAX) {
    const problem = `have ${populations} populations in total, but there are addresses for only ${DISTRICTS_MAX}`;
    report(['phases'], problem, 'merge populations that behave alike');
  }
}

function checkSettings(plan: Draft<Plan>, report: Report): void {
  const { vus, inFlightMax, requestTimeoutMs, drainMs } = plan?.generator ?? {};
  if (drainMs !== undefined && requestTimeoutMs !== undefined && drainMs < requestTimeoutMs) {
    const hint = 'make it at least as long as the time-out, so that the last request can end';
    report(['generator', 'drainMs'], `is below generator.requestTimeoutMs (${requestTimeoutMs})`, hint);
  }
  if (inFlightMax !== undefined && vus !== undefined && inFlightMax < vus) {
    const hint = 'each VU needs at least one request in flight';
    report(['generator', 'inFlightMax'], `is below generator.vus (${vus})`, hint);
  }
  checkTimeZone(plan, report);
}

function checkPhase(plan: Draft<Plan>, phase: DraftPhase, path: Path, known: Known, report: Report): void {
  checkBeginning(plan, phase, path, report);
  phase?.populations?.forEach((population, i) => {
    // The kind decides which fields there are. Without a known kind, the schema has not checked them.
    if (population?.kind === undefined) return;
    const at = [...path, 'populations', i];
    const { behaviour } = population;
    const behaviours = Object.keys(known.behaviours);
    if (behaviour !== undefined && !behaviours.includes(behaviour)) {
      report([...at, 'behaviour'], 'is not a known behaviour', didYouMean(behaviour, behaviours));
    }
    checkIdentity(plan, population, at, report);
    checkTimetable(population, phase.calendarMinutes, at, report);
    checkScale(population, plan?.scale, at, report);
  });
}

function checkBeginning(plan: Draft<Plan>, phase: DraftPhase, path: Path, report: Report): void {
  const { begins } = phase ?? {};
  if (begins === undefined || !('during' in begins) || begins.during === undefined) return;
  const earlier = plan?.phases?.slice(0, path.at(-1) as number);
  const names = namesOf(earlier);
  const host = earlier?.find((candidate) => candidate?.name === begins.during);
  if (names !== null && host === undefined) {
    report([...path, 'begins', 'during'], 'is not an earlier phase', didYouMean(begins.during, names));
  }
  checkMinute(begins.atMinute, host?.calendarMinutes, [...path, 'begins', 'atMinute'], report);
}

/** Returning shoppers (`of`) must come from a population that is earlier in the plan and whose shoppers keep their numbers. */
function checkIdentity(plan: Draft<Plan>, population: DraftPopulation, path: Path, report: Report): void {
  const { of } = population ?? {};
  const [, phaseIndex, , index] = path as readonly number[];
  if (of?.phase === undefined) return;
  const phases = plan?.phases?.slice(0, phaseIndex! + 1);
  const names = namesOf(phases);
  const phase = phases?.findLastIndex((each) => each?.name === of.phase) ?? -1;
  if (phase < 0) {
    if (names !== null)
      report([...path, 'of', 'phase'], 'is not this phase or an earlier one', didYouMean(of.phase, names));
    return;
  }
  const candidates =
    phase === phaseIndex ? phases![phase]!.populations?.slice(0, index) : phases![phase]!.populations;
  const known = namesOf(candidates);
  const earlier = candidates?.find((each) => each?.name === of.population);
  const at = [...path, 'of', 'population'];
  if (earlier === undefined && known !== null && of.population !== undefined) {
    const wanted =
      phase === phaseIndex ? 'an earlier population of this phase' : `a population of phase "${of.phase}"`;
    report(at, `is not ${wanted}`, didYouMean(of.population, known));
  }
  if (earlier?.kind === 'held') {
    const hint = 'name an arriving population or a herd: their shoppers keep their numbers';
    report(at, 'is a held population: others take over its places, so its shoppers cannot come back', hint);
  }
}

function checkTimetable(
  population: DraftPopulation,
  calendarMinutes: number | undefined,
  path: Path,
  report: Report,
): void {
  if (population?.kind === 'herd') {
    checkMinute(population.atMinute, calendarMinutes, [...path, 'atMinute'], report);
  }
  if (population?.kind === 'held')
    checkCurve(population.shoppers, calendarMinutes, [...path, 'shoppers'], report);
  if (population?.kind === 'arriving')
    checkCurve(population.perHour, calendarMinutes, [...path, 'perHour'], report);
}

function checkMinute(
  minute: number | undefined,
  calendarMinutes: number | undefined,
  path: Path,
  report: Report,
): void {
  if (minute === undefined || calendarMinutes === undefined || minute <= calendarMinutes) return;
  report(
    path,
    `is after the phase's end, minute ${calendarMinutes}`,
    'minutes count from the start of the phase',
  );
}

function checkCurve(
  points: Draft<readonly CurvePoint[]>,
  calendarMinutes: number | undefined,
  path: Path,
  report: Report,
): void {
  points?.forEach((point, i) => {
    const at = [...path, i, 'atMinute'];
    checkMinute(point?.atMinute, calendarMinutes, at, report);
    const before = points[i - 1]?.atMinute;
    if (before !== undefined && point?.atMinute !== undefined && point.atMinute <= before) {
      report(
        at,
        `is not after the previous point, minute ${before}`,
        'sort the points by minute; for a jump, put 0.01 minutes between them',
      );
    }
  });
}

/** A crowd within the limits can exceed them once it is multiplied by `scale`. */
function checkScale(
  population: DraftPopulation,
  scale: number | undefined,
  path: Path,
  report: Report,
): void {
  if (scale === undefined || scale <= 1) return;
  const check = (count: number | undefined, max: number, at: Path): void => {
    if (count === undefined || count * scale <= max) return;
    report(at, `is above ${max} once multiplied by scale (${scale})`, 'lower scale');
  };
  if (population?.kind === 'herd') check(population.shoppers, LIMIT.shoppersMax, [...path, 'shoppers']);
  if (population?.kind === 'held') {
    population.shoppers?.forEach((point, i) => {
      check(point?.value, LIMIT.shoppersMax, [...path, 'shoppers', i, 'value']);
    });
  }
  if (population?.kind === 'arriving') {
    population.perHour?.forEach((point, i) => {
      check(point?.value, LIMIT.sessionsPerHourMax, [...path, 'perHour', i, 'value']);
    });
  }
}
