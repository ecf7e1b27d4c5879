/** Sums over the populations of an objective: bots, or the honest shoppers who meet risk control. */
import { type Evidence, populationsOf } from '../evidence/evidence.ts';
import type { GuardedCount, Observations } from '../evidence/observations.ts';
import { type Place, WHOLE_RUN } from '../evidence/place.ts';
import type { PopulationForecast } from '../forecast/forecast.ts';

type IsMeant = (population: PopulationForecast) => boolean;

/** The whole run, and each phase that has such a population, over all regions. */
export function placesOfPopulations(evidence: Evidence, isMeant: IsMeant): readonly Place[] {
  const phases = evidence.plan.phases.filter(({ name }) => populationsOf(evidence, name).some(isMeant));
  return [WHOLE_RUN, ...phases.map(({ name: phase }) => ({ ...WHOLE_RUN, phase }))];
}

export function sumOver(
  evidence: Evidence,
  place: Place,
  isMeant: IsMeant,
  count: (phase: string, population: string) => number,
): number {
  return evidence.plan.phases
    .filter(({ name }) => place.phase === null || place.phase === name)
    .flatMap(({ name }) =>
      populationsOf(evidence, name)
        .filter(isMeant)
        .map(({ population }) => count(name, population)),
    )
    .reduce((sum, each) => sum + each, 0);
}

/** How risk control answered a population in a phase. */
export function guardedBy(
  { guarded }: Observations,
  phase: string,
  population: string,
): Readonly<Record<GuardedCount['answer'], number>> {
  const counts = { passed: 0, stopped: 0, other: 0 };
  for (const each of guarded)
    if (each.phase === phase && each.population === population) counts[each.answer] += each.count;
  return counts;
}

/** The source of a target about bots in a smaller crowd, where it differs from the plan's. */
export const sourceAtScale = (source: string, scale: number): string =>
  `${source}; at scale ${scale}, as many bots pass out of fewer requests`;
