/** What the command line changes in a plan: pure functions from plan to plan, with every mistake at once. */
import type { Fault } from '../../scenarios/campaigns/faults.ts';
import type { Objective, Phase, Plan, RequiredCell } from '../../scenarios/campaigns/plan.ts';
import { withoutStrangers } from '../../scenarios/crowd/identity.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Known } from '../mistakes/draft.ts';
import { LIMIT } from '../mistakes/fields.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { kindOf } from '../objectives/index.ts';
import { checkPlan } from './check.ts';
import { crowdOf } from './crowd-of.ts';
import { parseFault } from './faults.ts';
import { objectivesAtScale } from './objectives-at-scale.ts';
import { planSchema } from './schema.ts';

/** As typed. A missing option leaves the plan as it is. */
export interface PlanOptions {
  readonly scale?: string | undefined;
  readonly pace?: string | undefined;
  readonly speed?: string | undefined;
  readonly seed?: string | undefined;
  /** Phases to keep. */
  readonly only?: readonly string[] | undefined;
  /** `NAME:KIND[=VALUE]`, of a step or a dependency, added to the plan's own faults. */
  readonly fault?: readonly string[] | undefined;
}

const NUMBERS = {
  scale: { is: 'a number above 0', hint: '0.01 is a hundredth of the crowd' },
  pace: { is: 'a number above 0', hint: '2 makes think times twice as long' },
  speed: { is: 'a number above 0', hint: '60 lets a calendar hour pass in a minute' },
  seed: { is: `a whole number from 0 to ${LIMIT.seedMax}`, hint: 'the same seed gives the same crowd' },
} as const;

/**
 * Options only set the plan's fields: it is the crowd that multiplies by `scale`, `pace` and `speed`. Objectives about numbers that
 * a smaller `scale` leaves as they are follow it.
 * @throws PlanError with every mistake of the options; or, when there is none, of the plan that they make
 */
export function applyOptions(plan: Plan, options: PlanOptions, known: Known): Plan {
  const mistakes: Mistake[] = [];
  const numbers = readNumbers(options, mistakes);
  const faults = readFaults(options.fault ?? [], known, mistakes);
  checkOnly(plan, options.only ?? [], known.behaviours, mistakes);
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const kept = keepOnly(plan, options.only ?? [], known.behaviours);
  const shop = { ...plan.shop, faults: [...plan.shop.faults, ...faults] };
  const objectives = objectivesAtScale(kept, numbers.scale ?? plan.scale, known.behaviours);
  return checkPlan({ ...kept, ...numbers, shop, objectives }, known);
}

function readNumbers(options: PlanOptions, mistakes: Mistake[]): Partial<Pick<Plan, keyof typeof NUMBERS>> {
  const numbers: Partial<Record<keyof typeof NUMBERS, number>> = {};
  for (const key of Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]) {
    const text = options[key];
    if (text === undefined) continue;
    // Number() also reads '', ' 1 ' and 0x10, none of which anybody means here.
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (planSchema.shape[key].safeParse(value).success) numbers[key] = value;
    else {
      const { is, hint } = NUMBERS[key];
      mistakes.push({ path: `--${key}`, value: text, problem: `is not ${is}`, hint });
    }
  }
  return numbers;
}

function readFaults(texts: readonly string[], known: Known, mistakes: Mistake[]): Fault[] {
  return texts.flatMap((text) => {
    const fault = parseFault(text, known);
    if ('kind' in fault) return [fault];
    mistakes.push({ path: '--fault', value: text, ...fault });
    return [];
  });
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
      problem: 'is no phase of the plan',
      hint: didYouMean(value, phases),
    });
  }
  for (const { name, populations } of keepOnly(plan, only, behaviours).phases) {
    if (populations.length > 0) continue;
    const problem = 'has nobody left: its shoppers come back from phases that are left out';
    mistakes.push({ path: '--only', value: name, problem, hint: 'name those phases too' });
  }
}

/**
 * The plan with these phases alone, in their order; all of them when none is named.
 *
 * A phase that began *during* one that is left out begins after the phase before it instead: its minute has lost its
 * clock. A population whose shoppers would come back from a phase that is left out is left out with it: nobody of it was ever
 * there. An objective is dropped if it is about what only others did: a phase that is left out (recovery), a step that nobody
 * left comes to, bots when none is left. So are the cells in `requires` that name such a phase or step. The others stay: what the
 * shoppers left are too few to prove, the verdict calls not proven.
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
    .map((objective) => ({
      ...objective,
      requires: objective.requires.filter((cell) => isLeft(cell, objective)),
    }));
  return { ...plan, phases, objectives };
}
