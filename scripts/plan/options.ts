/** Applies command-line options to a plan. Pure functions; they report every mistake at once. */

import type { Objective, Phase, Plan, RequiredCell } from '../../scenarios/campaigns/plan.ts';
import { withoutStrangers } from '../../scenarios/crowd/identity.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Known, Worsening } from '../mistakes/draft.ts';
import { LIMIT } from '../mistakes/fields.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { kindOf } from '../objectives/index.ts';
import { checkPlan } from './check.ts';
import { crowdOf } from './crowd-of.ts';
import { objectivesAtScale } from './objectives-at-scale.ts';
import { planSchema } from './schema.ts';

/** As typed. A missing option leaves the plan as it is. */
export interface PlanOptions extends Worsening {
  readonly scale?: string | undefined;
  readonly pace?: string | undefined;
  readonly speed?: string | undefined;
  readonly seed?: string | undefined;
  /** Phases to keep. */
  readonly only?: readonly string[] | undefined;
  /** False: the drills are left out. */
  readonly drills?: boolean | undefined;
}

const NUMBERS = {
  scale: { is: 'a number above 0', hint: '0.01 is a hundredth of the crowd' },
  pace: {
    is: 'a number above 0',
    hint: '2 makes think times twice as long; rehearse and forecast also take "auto"',
  },
  speed: { is: 'a number above 0', hint: '60 runs a calendar hour in one minute' },
  seed: { is: `a whole number from 0 to ${LIMIT.seedMax}`, hint: 'the same seed gives the same crowd' },
} as const;

/** Mistakes that do not depend on the plan. They can be told even if there is none. */
export function optionMistakes(options: PlanOptions, known: Known): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  readNumbers(options, mistakes);
  readWorsening(options, known, mistakes);
  return mistakes;
}

/**
 * Options only set fields of the plan; the crowd multiplies by `scale`, `pace` and `speed` later. Objectives that count bots
 * are adapted to a smaller `scale`: see `objectives-at-scale.ts`.
 * @throws PlanError with every mistake in the options or, if there is none, in the resulting plan
 */
export function applyOptions(plan: Plan, options: PlanOptions, known: Known): Plan {
  const mistakes: Mistake[] = [];
  const numbers = readNumbers(options, mistakes);
  const worsen = readWorsening(options, known, mistakes);
  checkOnly(plan, options.only ?? [], known.behaviours, mistakes);
  const kept = keepOnly(
    options.drills === false ? { ...plan, drills: [] } : plan,
    options.only ?? [],
    known.behaviours,
  );
  const shop = worsen === null || plan.shop === undefined ? {} : { shop: worsen(plan.shop) };
  mistakes.push(...(known.settings?.idle({ ...kept, ...shop }, options, known) ?? []));
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const objectives = objectivesAtScale(kept, numbers.scale ?? plan.scale, known.behaviours);
  return checkPlan({ ...kept, ...numbers, ...shop, objectives }, known);
}

function readNumbers(options: PlanOptions, mistakes: Mistake[]): Partial<Pick<Plan, keyof typeof NUMBERS>> {
  const numbers: Partial<Record<keyof typeof NUMBERS, number>> = {};
  for (const key of Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]) {
    const text = options[key];
    if (text === undefined) continue;
    // Number() also accepts '', ' 1 ' and 0x10, which nobody means here.
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (planSchema.shape[key].safeParse(value).success) numbers[key] = value;
    else {
      const { is, hint } = NUMBERS[key];
      mistakes.push({ path: `--${key}`, value: text, problem: `is not ${is}`, hint });
    }
  }
  return numbers;
}

/** Nothing is lost: a shop that cannot be made worse by an option says so. */
function readWorsening(
  options: PlanOptions,
  known: Known,
  mistakes: Mistake[],
): ((settings: object) => object) | null {
  const { fault = [], misbehave = [] } = options;
  if (fault.length + misbehave.length === 0) return null;
  if (known.settings !== null) return known.settings.worsen({ fault, misbehave }, known, mistakes);
  const told = (path: string) => (value: string) =>
    mistakes.push({ path, value, problem: 'is for the embedded shop', hint: 'leave it out' });
  fault.forEach(told('--fault'));
  misbehave.forEach(told('--misbehave'));
  return null;
}

function checkOnly(
  plan: Plan,
  only: readonly string[],
  behaviours: Known['behaviours'],
  mistakes: Mistake[],
): void {
  const phases = plan.phases.map((phase) => phase.name);
  for (const value of only.filter((name) => !phases.includes(name))) {
    mistakes.push({
      path: '--only',
      value,
      problem: 'is not a phase of the plan',
      hint: didYouMean(value, phases),
    });
  }
  for (const { name, populations } of keepOnly(plan, only, behaviours).phases) {
    if (populations.length > 0) continue;
    const problem = 'has no shoppers left: they return from phases that --only drops';
    mistakes.push({ path: '--only', value: name, problem, hint: 'add --only for those phases too' });
  }
}

/**
 * Keeps only the named phases, in the plan's order. Keeps all of them when `only` is empty.
 *
 * - A phase that began *during* a dropped phase now begins after the phase before it.
 * - A population whose shoppers return from a dropped phase is dropped too: they were never there.
 * - Objectives with no traffic left are dropped: recovery in a dropped phase, a step that no behaviour visits, bots when
 *   there are none. So are the cells in `requires` that name such a phase or step.
 * - Drills in a dropped phase are dropped.
 * - Other objectives stay. With too few samples the verdict calls them not proven.
 */
export function keepOnly(plan: Plan, only: readonly string[], behaviours: Known['behaviours']): Plan {
  if (only.length === 0) return plan;
  const isKept = (name: string | undefined): boolean => name === undefined || only.includes(name);
  const begin = (phase: Phase): Phase =>
    'during' in phase.begins && !isKept(phase.begins.during)
      ? { ...phase, begins: { after: 'previous' } }
      : phase;
  const phases = withoutStrangers(plan.phases.filter((phase) => isKept(phase.name)).map(begin));
  const left = crowdOf(phases, behaviours);
  const isLeft = (cell: RequiredCell, objective: Objective): boolean => {
    const there = crowdOf(
      phases.filter(({ name }) => cell.phase === undefined || cell.phase === name),
      behaviours,
    );
    const step = 'step' in objective ? objective.step : cell.step;
    return !there.isEmpty && (step === undefined || there.visits(step));
  };
  const objectives = plan.objectives
    .filter((objective) => kindOf(objective).isAbout?.(objective, left) ?? true)
    .map((objective) =>
      objective.requires === undefined
        ? objective
        : { ...objective, requires: objective.requires.filter((cell) => isLeft(cell, objective)) },
    );
  const drills = plan.drills?.filter(({ at }) => only.includes(at.phase));
  return { ...plan, phases, objectives, ...(drills === undefined ? {} : { drills }) };
}
