/** ok / (ok + failed) of one step. Refusals are correct answers and do not count here; neither do stopped bots. */
import type { z } from 'zod';
import { sampleAt } from '../evidence/sample.ts';
import { shareCell } from '../evidence/share-cell.ts';
import { type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { checkOneStep, type ObjectiveKind, objectiveFields } from './kind.ts';
import { checkOutages, outages, outagesAt } from './outages.ts';
import { placesOfStep, withRequired } from './places.ts';

const schema = objectiveFields('success', { step: text, targetShare, outages });
type Success = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    success: Success;
  }
}

export const success = {
  schema,
  isA: 'sample',
  check(objective, at) {
    checkOneStep(objective, at);
    checkOutages(objective, at);
  },
  isAbout: ({ step }, crowd) => crowd.visits(step),
  watches: ({ step, targetShare: target }) => ({ indicator: 'failed', step, targetShare: target }),
  judge(objective, evidence) {
    const { step, targetShare: target } = objective;
    const cells = withRequired(placesOfStep(evidence, step), objective, step).map(({ place, required }) => {
      const sample = sampleAt(evidence.observations, place, 'failed', target);
      const known = { ...sample, outages: outagesAt(objective, required) };
      return shareCell(place, required, sample.n - sample.bad, sample.n, target, known);
    });
    return { unit: 'share', targetMin: target, targetMax: null, cells };
  },
} satisfies ObjectiveKind<Success>;
