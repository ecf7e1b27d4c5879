/** Of the guarded requests of bots that risk control decided on, the share that it stopped. A failure says nothing about it. */
import type { z } from 'zod';
import type { Evidence, Place } from '../evidence/evidence.ts';
import type { GuardedCount } from '../evidence/observations.ts';
import { shareCell } from '../evidence/share-cell.ts';
import type { PopulationForecast } from '../forecast/forecast.ts';
import { type DeepReadonly, targetShare } from '../mistakes/fields.ts';
import { checkNoStep, type ObjectiveKind, objectiveFields } from './kind.ts';
import { withRequired } from './places.ts';
import { placesOfPopulations, sumOver } from './populations.ts';

const schema = objectiveFields('bots-stopped', { targetShare });
type BotsStopped = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'bots-stopped': BotsStopped;
  }
}

export const botsStopped = {
  schema,
  isFact: false,
  check: checkNoStep,
  isAbout: (_objective, crowd) => crowd.hasBots,
  /**
   * How many bots pass before risk control has seen enough of them is a number: it does not shrink with the crowd. So the share
   * that is left to them grows by the weight: stopped ≥ 1 − (1 − target) × weight. When that is 0, all of so few may pass.
   */
  atScale(objective, { weight, source }) {
    const target = 1 - (1 - objective.targetShare) * weight;
    return target > 0 ? { ...objective, targetShare: target, source } : null;
  },
  judge({ requires, targetShare: target }, evidence) {
    const cells = withRequired(placesOfPopulations(evidence, isBot), requires).map(({ place, required }) => {
      const stopped = answered(evidence, place, 'stopped');
      return shareCell(place, required, stopped, stopped + answered(evidence, place, 'passed'), target);
    });
    return { unit: 'share', targetMin: target, targetMax: null, cells };
  },
} satisfies ObjectiveKind<BotsStopped>;

const isBot = (population: PopulationForecast): boolean => population.isBot;

const answered = (evidence: Evidence, place: Place, answer: GuardedCount['answer']): number =>
  sumOver(evidence, place, isBot, (phase, population) =>
    evidence.observations.guarded
      .filter((each) => each.phase === phase && each.population === population && each.answer === answer)
      .reduce((sum, { count }) => sum + count, 0),
  );
