/**
 * The share of the bots' guarded requests that risk control stopped. Failed requests say nothing about risk control: left out.
 *
 * Its samples are not thinned by how they lie in time (dispersion.ts). Bots pass together at the start, before the rules have
 * seen enough of them, and that is no outage: the rules learn once.
 */
import type { z } from 'zod';
import type { Evidence } from '../evidence/evidence.ts';
import type { GuardedCount } from '../evidence/observations.ts';
import type { Place } from '../evidence/place.ts';
import { shareCell } from '../evidence/share-cell.ts';
import type { PopulationForecast } from '../forecast/forecast.ts';
import { type DeepReadonly, targetShare } from '../mistakes/fields.ts';
import { checkPhaseOnly, type ObjectiveKind, objectiveFields } from './kind.ts';
import { withRequired } from './places.ts';
import { guardedBy, placesOfPopulations, sourceAtScale, sumOver } from './populations.ts';

const schema = objectiveFields('bots-stopped', { targetShare });
type BotsStopped = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'bots-stopped': BotsStopped;
  }
}

export const botsStopped = {
  schema,
  isA: 'sample',
  over: 'whole run',
  check: checkPhaseOnly,
  isAbout: (_objective, crowd) => crowd.hasBots,
  /**
   * A fixed number of bots passes before risk control has seen enough of them. That number does not shrink with the crowd, so
   * the share that may pass grows by the weight: stopped ≥ 1 − (1 − target) × weight. At 0 or below, so few bots may all
   * pass, and nothing is left to prove.
   */
  atScale(objective, { weight, scale }) {
    const target = 1 - (1 - objective.targetShare) * weight;
    if (target <= 0) return null;
    return { ...objective, targetShare: target, source: sourceAtScale(objective.source, scale) };
  },
  judge(objective, evidence) {
    const { targetShare: target } = objective;
    const cells = withRequired(placesOfPopulations(evidence, isBot), objective).map(({ place, required }) => {
      const stopped = answered(evidence, place, 'stopped');
      return shareCell(place, required, stopped, stopped + answered(evidence, place, 'passed'), target);
    });
    return { unit: 'share', targetMin: target, targetMax: null, cells };
  },
} satisfies ObjectiveKind<BotsStopped>;

const isBot = (population: PopulationForecast): boolean => population.isBot;

const answered = (evidence: Evidence, place: Place, answer: GuardedCount['answer']): number =>
  sumOver(
    evidence,
    place,
    isBot,
    (phase, population) => guardedBy(evidence.observations, phase, population)[answer],
  );
