/**
 * Which draws belong to which population. A draw is a hash of seed + who (see `draws.ts`), so a population whose shoppers are
 * numbered from 0 owns the sums from its seed to its seed + size, modulo 2³². No two of these ranges overlap. So two populations
 * never share a draw for the same n and purpose, whatever the plan's seed: not even one pair of their shoppers does.
 *
 * A range begins where the plan's seed and the names of phase and population put it. So a phase that runs alone has the same
 * crowd as in the whole plan. Where it would overlap a range before it (in one plan of a hundred), the next place is tried.
 */
import type { Phase, Plan, Population } from '../campaigns/plan.ts';
import { Curve } from './curve.ts';
import { seedFor } from './draws.ts';
import { realMs } from './timetable.ts';

export interface DrawRange {
  readonly seed: number;
  /** How many shoppers may draw. */
  readonly size: number;
  /** How many shoppers are expected. */
  readonly expected: number;
}

const SUMS = 2 ** 32;
/** With half of all sums in use, every second place is free at least, so a few tries find one. */
export const SHOPPERS_IN_ALL_MAX = SUMS / 2;
const TRIES_MAX = 10_000;
const HOUR_MS = 3_600_000;
/** An arriving population's count is Poisson. So many standard deviations above its mean it never comes. */
const SIGMAS = 10;
const SPARE = 100;

export type Crowds = Pick<Plan, 'seed' | 'scale' | 'speed' | 'phases'>;

export const rangeName = (phase: string, population: string): string => `${phase}/${population}`;

/** The ranges by `rangeName`. */
export function drawRanges(plan: Crowds): ReadonlyMap<string, DrawRange> {
  const ranges = new Map<string, DrawRange>();
  for (const phase of plan.phases)
    for (const population of phase.populations) {
      const name = rangeName(phase.name, population.name);
      const expected = shoppersOf(plan, phase, population);
      const size = population.kind === 'arriving' ? atMost(expected) : expected;
      const seed = freeSeed(plan.seed, name, size, [...ranges.values()]);
      ranges.set(name, { seed, size, expected });
    }
  return ranges;
}

/** How many shoppers a population is expected to number. */
export function shoppersOf(
  plan: Pick<Plan, 'scale' | 'speed'>,
  phase: Phase,
  population: Population,
): number {
  if (population.kind === 'herd') return Math.round(population.shoppers * plan.scale);
  if (population.kind === 'held')
    return Math.ceil(new Curve(population.shoppers, plan.speed, plan.scale).max);
  const curve = new Curve(population.perHour, plan.speed, plan.scale);
  return Math.ceil(curve.areaUntil(realMs(plan, phase.calendarMinutes)) / HOUR_MS);
}

const atMost = (expected: number): number => Math.ceil(expected + SIGMAS * Math.sqrt(expected) + SPARE);

function freeSeed(plan: number, name: string, size: number, taken: readonly DrawRange[]): number {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const seed = seedFor(plan, tries === 0 ? name : `${name}/${tries}`);
    if (!taken.some((other) => overlap({ seed, size }, other))) return seed;
  }
  throw new Error(
    `no draws are left for ${name}: a plan can have ${SHOPPERS_IN_ALL_MAX} shoppers in all its populations`,
  );
}

type Sums = Pick<DrawRange, 'seed' | 'size'>;

const overlap = (one: Sums, other: Sums): boolean =>
  distance(one.seed, other.seed) < one.size || distance(other.seed, one.seed) < other.size;

/** From one seed up to another, around the end. */
const distance = (from: number, to: number): number => (to - from) >>> 0;
