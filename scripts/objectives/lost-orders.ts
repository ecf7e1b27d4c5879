/** Orders that the shop acknowledged, but does not have after the drain. */
import type { z } from 'zod';
import type { Evidence } from '../evidence/evidence.ts';
import { type DeepReadonly, LIMIT, wholeTo } from '../mistakes/fields.ts';
import { inFull, plural } from '../text/numbers.ts';
import { examples, type Found, gapInAnswers, judgeFact } from './books.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('lost-orders', { max: wholeTo(LIMIT.piecesMax) });
type LostOrders = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'lost-orders': LostOrders;
  }
}

/** Ids are long, and observations.json has more of them. */
const IDS_MAX = 1;

export const lostOrders = {
  schema,
  isA: 'fact',
  check: checkOneCell,
  judge: (objective, evidence) => judgeFact(objective, evidence, lostIn(evidence)),
} satisfies ObjectiveKind<LostOrders>;

export function lostIn(evidence: Evidence): Found {
  const { audit } = evidence.observations;
  const of = `${inFull(audit.lost)} of ${plural(audit.acknowledged, 'acknowledged order')}`;
  return { figure: audit.lost, says: `${of} lost${examples(audit.lostIds, IDS_MAX)}`, gap: gapOf(evidence) };
}

function gapOf(evidence: Evidence): string | null {
  const gap = gapInAnswers(evidence);
  return gap === null ? null : `not all orders were looked up: ${gap}`;
}
