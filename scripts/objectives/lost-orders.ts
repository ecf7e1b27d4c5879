/** Orders that the shop acknowledged, but does not have after the drain. */
import type { z } from 'zod';
import type { Evidence } from '../evidence/evidence.ts';
import { type DeepReadonly, LIMIT, wholeTo } from '../mistakes/fields.ts';
import { inFull, plural } from '../text/numbers.ts';
import { examples, gapInAnswers, judgeFact } from './books.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('lost-orders', { max: wholeTo(LIMIT.piecesMax) });
type LostOrders = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'lost-orders': LostOrders;
  }
}

export const lostOrders = {
  schema,
  isA: 'fact',
  check: checkOneCell,
  judge(objective, evidence) {
    const { audit } = evidence.observations;
    const of = `${inFull(audit.lost)} of ${plural(audit.acknowledged, 'acknowledged order')}`;
    const says = `${of} lost${examples(audit.lostIds)}`;
    return judgeFact(objective, evidence, { figure: audit.lost, says, gap: gapOf(evidence) });
  },
} satisfies ObjectiveKind<LostOrders>;

function gapOf(evidence: Evidence): string | null {
  const gap = gapInAnswers(evidence);
  return gap === null ? null : `not all orders were looked up: ${gap}`;
}
