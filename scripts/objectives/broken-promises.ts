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
    const broken = [...notAskedFor(evidence), ...evidence.observations.audit.brokenPromises];
    const says = `${plural(broken.length, 'broken promise')}${examples(broken)}`;
    return judgeFact(objective, evidence, { figure: broken.length, says });
  },
} satisfies ObjectiveKind<BrokenPromises>;

/**
 * In a completed run, a stored order without any answer breaks a promise, and so does a change that nobody asked for. But after
 * Ctrl-C, a crash of k6 or of a VU, or with a gap in k6's console, they may have been acknowledged. Then they are notes in the verdict.
 */
function notAskedFor(evidence: Evidence): readonly string[] {
  const { unexplained, unasked } = evidence.observations.audit;
  if (gapInAnswers(evidence) !== null || !everyVuFinished(evidence)) return [];
  if (unexplained === 0) return unasked;
  const orders = plural(unexplained, 'order');
  return [`every stored order was acknowledged or got no answer: broken by ${orders}`, ...unasked];
}
