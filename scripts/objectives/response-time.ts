/** The share of requests that did not fail and got their response within `plan.withinMs` of the intended send. */
import type { z } from 'zod';
import { countsAt } from '../evidence/evidence.ts';
import { sampleAt } from '../evidence/sample.ts';
import { shareCell } from '../evidence/share-cell.ts';
import { type DeepReadonly, targetShare } from '../mistakes/fields.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';
import { checkOutages, outages, outagesAt } from './outages.ts';
import { everyPlace, withRequired } from './places.ts';

const schema = objectiveFields('response-time', { targetShare, outages });
type ResponseTime = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'response-time': ResponseTime;
  }
}

export const responseTime = {
  schema,
  isA: 'sample',
  check: checkOutages,
  watches: ({ targetShare: target }) => ({ indicator: 'late', step: null, targetShare: target }),
  judge: (objective, evidence) => ({
    unit: 'share',
    targetMin: objective.targetShare,
    targetMax: null,
    // A request that was never sent counts as bad: with enough slots, only a slow target makes requests wait.
    cells: withRequired(everyPlace(evidence), objective).map(({ place, required }) => {
      const { unsent } = countsAt(evidence.observations, place);
      const sample = sampleAt(evidence.observations, place, 'late', objective.targetShare);
      const known = { ...sample, outages: outagesAt(objective, required) };
      return shareCell(
        place,
        required,
        sample.n - sample.bad,
        sample.n + unsent,
        objective.targetShare,
        known,
      );
    }),
  }),
} satisfies ObjectiveKind<ResponseTime>;
