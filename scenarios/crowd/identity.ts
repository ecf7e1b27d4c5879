/** Who a population's shoppers are: new ones, or shoppers of an earlier population who return. */
import type { Phase, PlannedRun, Population, PopulationName } from '../campaigns/plan.ts';
import { DISTRICTS_MAX, homeBitsOf } from './address.ts';
import { type Crowds, drawRanges, rangeName } from './draw-ranges.ts';

export interface Identity {
  /** The population in which they first came. Their ids, addresses and devices derive from it. */
  readonly first: Population;
  readonly firstSeed: number;
  /** How the numbers of that population make households: see address.ts. */
  readonly homeBits: number;
  /** That population and its phase, by name. */
  readonly place: PopulationName;
  /** The index of that first population in the plan, from the run's first district on. It decides their addresses. */
  readonly district: number;
  /** Seed of the population in which they placed their earlier orders. */
  readonly earlierSeed: number;
  /** True if they return from an earlier population. A held place then keeps the same shopper in every generation. */
  readonly returns: boolean;
}

/** @throws Error when `of` does not name an earlier population */
export function identityOf(plan: PlannedRun, phase: Phase, population: Population): Identity {
  const everybody = plan.phases.flatMap((each) => each.populations.map((one) => ({ phase: each, one })));
  const isNamed = (phaseName: string, name: string) => (each: (typeof everybody)[number]) =>
    each.phase.name === phaseName && each.one.name === name;
  const place = everybody.findIndex(isNamed(phase.name, population.name));
  const district = (place + (plan.run?.districtsFrom ?? 0)) % DISTRICTS_MAX;
  const { of } = population;
  if (of === undefined) {
    const { seed, expected } = drawRanges(plan).get(rangeName(phase.name, population.name))!;
    const homeBits = homeBitsOf(expected);
    const home = { phase: phase.name, population: population.name };
    return {
      first: population,
      firstSeed: seed,
      place: home,
      homeBits,
      district,
      earlierSeed: seed,
      returns: false,
    };
  }
  const earlier = everybody.slice(0, place).find(isNamed(of.phase, of.population));
  if (earlier === undefined)
    throw new Error(
      `phase ${phase.name}, population ${population.name}: its shoppers return from population "${of.population}" of phase "${of.phase}", which does not come before it`,
    );
  return {
    ...identityOf(plan, earlier.phase, earlier.one),
    earlierSeed: populationSeed(plan, earlier.phase.name, earlier.one.name),
    returns: true,
  };
}

export const populationSeed = (plan: Crowds, phase: string, population: string): number =>
  drawRanges(plan).get(rangeName(phase, population))!.seed;

/** When only some phases of a plan run: drops the populations whose shoppers return from a population that does not run. */
export function withoutStrangers(phases: readonly Phase[]): readonly Phase[] {
  const here = new Set<string>();
  return phases.map((phase) => {
    const populations = phase.populations.filter(({ name, of }) => {
      const isHere = of === undefined || here.has(`${of.phase}/${of.population}`);
      if (isHere) here.add(`${phase.name}/${name}`);
      return isHere;
    });
    return { ...phase, populations };
  });
}
