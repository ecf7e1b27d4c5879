/** Which accounts of the file belong to which population. Shoppers who return keep those of the population where they first came. */
import type { Phase, Plan, Population, PopulationName } from '../campaigns/plan.ts';
import type { Account, Accounts } from '../shop/accounts.ts';
import { Arrivals } from './arrivals.ts';
import { Curve } from './curve.ts';
import { type Crowds, shoppersOf } from './draw-ranges.ts';
import { populationSeed } from './identity.ts';
import { realMs } from './timetable.ts';

/** The accounts of the file, by number from 0. */
export interface AccountBook {
  readonly count: number;
  /** Undefined: the file has no such number. */
  readonly at: (index: number) => Account | undefined;
}

export interface AccountRange {
  /** The account of shopper 0. */
  readonly from: number;
  /** How many accounts further on the next shopper of a held place is; 0: it has the same one. */
  readonly perGeneration: number;
}

const NONE: AccountRange = { from: 0, perGeneration: 0 };

export function accountRangeOf(
  plan: Crowds,
  { phase, population }: PopulationName,
  accounts: Accounts | null,
): AccountRange {
  if (accounts === null) return NONE;
  let from = 0;
  for (const { phase: its, population: one } of newcomers(plan)) {
    const shoppers = shoppersExactly(plan, its, one);
    if (its.name === phase && one.name === population)
      return { from, perGeneration: accounts.per === 'session' ? shoppers : 0 };
    from += shoppers;
  }
  return NONE;
}

/** How many different accounts a plan needs if no two shoppers may share one. */
export const accountsOfAll = (plan: Crowds): number =>
  newcomers(plan).reduce((sum, { phase, population }) => sum + shoppersExactly(plan, phase, population), 0);

/** The populations whose shoppers come for the first time, in the plan's order. */
const newcomers = (plan: Crowds): readonly { readonly phase: Phase; readonly population: Population }[] =>
  plan.phases.flatMap((phase) =>
    phase.populations.flatMap((population) => (population.of === undefined ? [{ phase, population }] : [])),
  );

/** Arrivals are seeded, so their number is known exactly. */
function shoppersExactly(plan: Crowds, phase: Phase, population: Population): number {
  if (population.kind !== 'arriving') return shoppersOf(plan as Plan, phase, population);
  const curve = new Curve(population.perHour, plan.speed, plan.scale);
  const stream = new Arrivals(curve, population.process, populationSeed(plan, phase.name, population.name));
  const endMs = realMs(plan, phase.calendarMinutes);
  while (stream.atMs < endMs) stream.advance();
  return stream.index;
}
