/**
 * The share of honest shoppers that risk control turned away, among the populations that visit guarded steps. Each shopper
 * counts once, however often it tries. A session that got no answer at a guarded step says nothing about risk control: left out.
 *
 * Its samples are not thinned by how they lie in time (dispersion.ts): they are shoppers, not requests, and a shopper is turned
 * away for its address and device, not for the second in which it comes.
 */
import type { z } from 'zod';
import { sessionsOf, valueAt } from '../evidence/evidence.ts';
import type { Observations } from '../evidence/observations.ts';
import { atMostCell } from '../evidence/share-cell.ts';
import type { PopulationForecast } from '../forecast/forecast.ts';
import { type DeepReadonly, targetShare } from '../mistakes/fields.ts';
import { checkPhaseOnly, type ObjectiveKind, objectiveFields } from './kind.ts';
import { withRequired } from './places.ts';
import { guardedBy, placesOfPopulations, sumOver } from './populations.ts';

const schema = objectiveFields('honest-refused', { maxShare: targetShare });
type HonestRefused = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'honest-refused': HonestRefused;
  }
}

export const honestRefused = {
  schema,
  isA: 'sample',
  over: 'whole run',
  check: checkPhaseOnly,
  judge(objective, evidence) {
    const { maxShare } = objective;
    const { observations } = evidence;
    const places = placesOfPopulations(evidence, isHonest);
    const cells = withRequired(places, objective).map(({ place, required }) => {
      const over = (count: (phase: string, population: string) => number): number =>
        sumOver(evidence, place, isHonest, count);
      const stopped = over((phase, population) => valueAt(observations.sessionsStopped, phase, population));
      const told = over((phase, population) => sessionsTold(observations, phase, population));
      // These are several counters. If a push to Prometheus broke off between them, more sessions may be stopped than told.
      return atMostCell(place, required, stopped, Math.max(told, stopped), maxShare);
    });
    return { unit: 'share', targetMin: null, targetMax: maxShare, cells };
  },
} satisfies ObjectiveKind<HonestRefused>;

/**
 * Sessions that are sure to know what risk control made of them. Requests are counted and not who sent them, so each failed one
 * may have been a session's only one, and there are at most as many sessions as answers.
 */
function sessionsTold(observations: Observations, phase: string, population: string): number {
  const { passed, stopped, other } = guardedBy(observations, phase, population);
  return Math.max(0, Math.min(sessionsOf(observations, phase, population) - other, passed + stopped));
}

const isHonest = ({ isBot, meetsGuards }: PopulationForecast): boolean => !isBot && meetsGuards;
