/**
 * Promises between the shop's tables that its books show broken: reservations kept, payments of dead orders refunded, … And that
 * every stored order was acknowledged, or got no answer.
 */
import type { z } from 'zod';
import { type Evidence, everyVuFinished } from '../evidence/evidence.ts';
import { type DeepReadonly, LIMIT, wholeTo } from '../mistakes/fields.ts';
import { plural } from '../text/numbers.ts';
import { examples, factCell, gapInAnswers } from './books.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('broken-promises', { max: wholeTo(LIMIT.piecesMax) });
type BrokenPromises = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'broken-promises': BrokenPromises;
  }
}

export const brokenPromises = {
  schema,
  isFact: true,
  judge(objective, evidence) {
    const broken = [...unexplainedOrders(evidence), ...evidence.observations.audit.brokenPromises];
    const says = `${plural(broken.length, 'broken promise')}${examples(broken)}`;
    const cell = factCell(objective, evidence, { figure: broken.length, says });
    return { unit: 'count', targetMin: null, targetMax: objective.max, cells: [cell] };
  },
} satisfies ObjectiveKind<BrokenPromises>;

/**
 * Stored orders that nobody was told of break a promise only when every answer is known. After Ctrl-C, the death of k6 or of one
 * of its VUs, or with a gap in the console, such an order may have been acknowledged: then it is a note of the verdict.
 */
function unexplainedOrders(evidence: Evidence): readonly string[] {
  const { unexplained } = evidence.observations.audit;
  if (unexplained === 0 || gapInAnswers(evidence) !== null || !everyVuFinished(evidence)) return [];
  return [`every stored order was acknowledged or got no answer: broken by ${plural(unexplained, 'order')}`];
}
