/** The shape of what a plan says about the embedded shop. `targets/mock-shop/settings.ts` explains the fields and has the types. */
import { z } from 'zod';
import { FAULT_KINDS } from '../../scenarios/targets/mock-shop/faults.ts';
import type { ShopSettings } from '../../scenarios/targets/mock-shop/settings.ts';
import {
  above0,
  type DeepReadonly,
  LIMIT,
  minute,
  type Same,
  strict,
  text,
  wholeTo,
} from '../mistakes/fields.ts';

export const settingsSchema = strict({
  couponQuota: wholeTo(LIMIT.piecesMax),
  flashStockPieces: wholeTo(LIMIT.piecesMax),
  productStockPieces: wholeTo(LIMIT.piecesMax),
  products: wholeTo(LIMIT.productsMax, 1),
  durability: z.enum(['process', 'power']),
  faults: z.array(
    strict({
      step: text,
      kind: z.enum(FAULT_KINDS),
      // Its bounds depend on the kind: faultFlaws.
      value: z.number(),
    }),
  ),
  misbehave: z.array(text).exactOptional(),
  couponIssue: wholeTo(LIMIT.piecesMax),
  recall: strict({ atMinute: minute, members: wholeTo(LIMIT.shoppersMax) }),
  goal: strict({
    orders: wholeTo(LIMIT.piecesMax, 1),
    revenueFen: wholeTo(Number.MAX_SAFE_INTEGER, 1),
    hours: above0,
  }),
});
true satisfies Same<DeepReadonly<z.output<typeof settingsSchema>>, DeepReadonly<ShopSettings>>;
