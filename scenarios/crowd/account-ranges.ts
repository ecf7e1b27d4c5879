/** Which accounts of the file belong to which population. Shoppers who return keep those of the population where they first came. */
import type { Phase, Population, PopulationName } from '../campaigns/plan.ts';
import type { Account, Accounts } from '../shop/accounts.ts';
import { Arrivals } from './arrivals.ts';
import { Curve } from './curve.ts';
import { type Crowds, rangeName, shoppersOf } from './draw-ranges.ts';
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
  const range = rangesOf(plan).get(rangeName(phase, population));
  if (range === undefined) return NONE;
  return { from: range.from, perGeneration: accounts.per === 'session' ? range.size : 0 };
}

/** How many different accounts a plan needs if no two shoppers may share one. */
export function accountsOfAll(plan: Crowds): number {
  let sum = 0;
  for (const { size } of rangesOf(plan).values()) sum += size;
  return sum;
}

interface Range {
  readonly from: number;
  readonly size: number;
}

/** To know them, all arrivals are drawn, so once for a plan. */
const known = new WeakMap<Crowds, ReadonlyMap<string, Range>>();

/** The ranges of the populations whose shoppers come for the first time, in the plan's order. */
function rangesOf(plan: Crowds): ReadonlyMap<string, Range> {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const sizes = new Map<string, number>();
  /** By population: the one in which its shoppers came first. */
  const first = new Map<string, string>();
  for (const phase of plan.phases)
    for (const population of phase.populations) {
      const name = rangeName(phase.name, population.name);
      const { of } = population;
      const place = of === undefined ? name : (first.get(rangeName(of.phase, of.population)) ?? name);
      first.set(name, place);
      // More may return than ever came: the rest are new shoppers with numbers, and so accounts, behind the others'.
      sizes.set(place, Math.max(sizes.get(place) ?? 0, shoppersExactly(plan, phase, population)));
    }
  const ranges = new Map<string, Range>();
  let from = 0;
  for (const [name, size] of sizes) {
    ranges.set(name, { from, size });
    from += size;
  }
  known.set(plan, ranges);
  return ranges;
}

/** Arrivals are seeded, so their number is known exactly. */
function shoppersExactly(plan: Crowds, phase: Phase, population: Population): number {
  if (population.kind !== 'arriving') return shoppersOf(plan, phase, population);
  const curve = new Curve(population.perHour, plan.speed, plan.scale);
  const stream = new Arrivals(curve, population.process, populationSeed(plan, phase.name, population.name));
  const endMs = realMs(plan, phase.calendarMinutes);
  while (stream.atMs < endMs) stream.advance();
  return stream.index;
}
