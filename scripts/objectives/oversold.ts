/** Pieces sold beyond the stock, and coupons issued beyond the quota. */
import type { z } from 'zod';
import type { Evidence } from '../evidence/evidence.ts';
import { type DeepReadonly, LIMIT, wholeTo } from '../mistakes/fields.ts';
import { plural } from '../text/numbers.ts';
import { type Found, judgeFact } from './books.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('oversold', { max: wholeTo(LIMIT.piecesMax) });
type Oversold = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    oversold: Oversold;
  }
}

export const oversold = {
  schema,
  isA: 'fact',
  check: checkOneCell,
  judge: (objective, evidence) => judgeFact(objective, evidence, oversoldIn(evidence)),
} satisfies ObjectiveKind<Oversold>;

export function oversoldIn({ observations: { audit } }: Evidence): Found {
  const { oversoldPieces, overissuedCoupons } = audit;
  const says = `${plural(oversoldPieces, 'piece')} oversold, ${plural(overissuedCoupons, 'coupon')} issued beyond the quota`;
  return { figure: oversoldPieces + overissuedCoupons, says, gap: audit.notLookedUp?.limits ?? null };
}
