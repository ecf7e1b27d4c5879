/**
 * Promises that the shop's books show broken: every reservation kept, the payment of every cancelled or returned order refunded, …
 * It also checks that every stored order was acknowledged or got no answer.
 */
import type { z } from 'zod';
import { type Evidence, everyVuFinished } from '../evidence/evidence.ts';
import { type DeepReadonly, LIMIT, wholeTo } from '../mistakes/fields.ts';
import { plural } from '../text/numbers.ts';
import { examples, gapInAnswers, judgeFact } from './books.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('broken-promises', { max: wholeTo(LIMIT.piecesMax) });
type BrokenPromises = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'broken-promises': BrokenPromises;
  }
}

export const brokenPromises = {
  schema,
  isA: 'fact',
  check: checkOneCell,
  judge(objective, evidence) {
    const broken = [...unexplainedOrders(evidence), ...evidence.observations.audit.brokenPromises];
    const says = `${plural(broken.length, 'broken promise')}${examples(broken)}`;
    return judgeFact(objective, evidence, { figure: broken.length, says });
  },
} satisfies ObjectiveKind<BrokenPromises>;

/**
 * In a completed run, a stored order without any answer breaks a promise. But after Ctrl-C, a crash of k6 or of a VU, or with a
 * gap in k6's console, the order may have been acknowledged. Then it is only a note in the verdict.
 */
function unexplainedOrders(evidence: Evidence): readonly string[] {
  const { unexplained } = evidence.observations.audit;
  if (unexplained === 0 || gapInAnswers(evidence) !== null || !everyVuFinished(evidence)) return [];
  return [`every stored order was acknowledged or got no answer: broken by ${plural(unexplained, 'order')}`];
}
