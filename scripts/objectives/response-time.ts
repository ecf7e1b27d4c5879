/** The share of requests that did not fail and got their response within `plan.withinMs` of the intended send. */
import type { z } from 'zod';
import { countsAt } from '../evidence/evidence.ts';
import { shareCell } from '../evidence/share-cell.ts';
import { type DeepReadonly, targetShare } from '../mistakes/fields.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';
import { everyPlace, withRequired } from './places.ts';

const schema = objectiveFields('response-time', { targetShare });
type ResponseTime = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'response-time': ResponseTime;
  }
}

export const responseTime = {
  schema,
  isA: 'sample',
  judge: (objective, evidence) => ({
    unit: 'share',
    targetMin: objective.targetShare,
    targetMax: null,
    // A request that was never sent counts as bad: with enough slots, only a slow target makes requests wait.
    cells: withRequired(everyPlace(evidence), objective).map(({ place, required }) => {
      const { ended, unsent, good } = countsAt(evidence.observations, place);
      return shareCell(place, required, good, ended + unsent, objective.targetShare);
    }),
  }),
} satisfies ObjectiveKind<ResponseTime>;
