/** Who a population's shoppers are: those of their own, or those of an earlier population who come back. */
import type { Phase, Plan, Population } from '../campaigns/plan.ts';
import { seedFor } from './draws.ts';

export interface Identity {
  /** The population as which they first came: their ids, addresses and devices are made for it. */
  readonly first: Population;
  readonly firstSeed: number;
  /** Its place among all populations of the plan: where they live. */
  readonly district: number;
  /** Seed of the population whose orders are their earlier ones. */
  readonly earlierSeed: number;
  /** They have been here as others: a held place keeps the one shopper then, whatever its generation. */
  readonly returns: boolean;
}

/** @throws Error when `of` names no population that stands before this one */
export function identityOf(plan: Plan, phase: Phase, population: Population): Identity {
  const everybody = plan.phases.flatMap((each) => each.populations.map((one) => ({ phase: each, one })));
  const isNamed = (phaseName: string, name: string) => (each: (typeof everybody)[number]) =>
    each.phase.name === phaseName && each.one.name === name;
  const district = everybody.findIndex(isNamed(phase.name, population.name));
  const { of } = population;
  if (of === undefined) {
    const seed = populationSeed(plan, phase.name, population.name);
    return { first: population, firstSeed: seed, district, earlierSeed: seed, returns: false };
  }
  const earlier = everybody.slice(0, district).find(isNamed(of.phase, of.population));
  if (earlier === undefined)
    throw new Error(
      `phase ${phase.name}, population ${population.name}: no population "${of.population}" of phase "${of.phase}" before it`,
    );
  return {
    ...identityOf(plan, earlier.phase, earlier.one),
    earlierSeed: populationSeed(plan, earlier.phase.name, earlier.one.name),
    returns: true,
  };
}

export const populationSeed = (plan: Pick<Plan, 'seed'>, phase: string, population: string): number =>
  seedFor(plan.seed, `${phase}/${population}`);

/** Without the populations that are `of` one that is not there, when only some phases of a plan are performed. */
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
