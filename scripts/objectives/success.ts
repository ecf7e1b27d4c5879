/** ok / (ok + failed) of one step. Refusals are correct answers and do not count here; neither do stopped bots. */
import type { z } from 'zod';
import { countsAt } from '../evidence/evidence.ts';
import { shareCell } from '../evidence/share-cell.ts';
import { type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { checkOneStep, type ObjectiveKind, objectiveFields } from './kind.ts';
import { placesOfStep, withRequired } from './places.ts';

const schema = objectiveFields('success', { step: text, targetShare });
type Success = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    success: Success;
  }
}

export const success = {
  schema,
  isA: 'sample',
  check: checkOneStep,
  isAbout: ({ step }, crowd) => crowd.visits(step),
  judge(objective, evidence) {
    const { step, targetShare: target } = objective;
    const cells = withRequired(placesOfStep(evidence, step), objective, step).map(({ place, required }) => {
      const { ok, failed } = countsAt(evidence.observations, place);
      return shareCell(place, required, ok, ok + failed, target);
    });
    return { unit: 'share', targetMin: target, targetMax: null, cells };
  },
} satisfies ObjectiveKind<Success>;
