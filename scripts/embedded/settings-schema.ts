/** The shape of what a plan says about the embedded shop. `targets/mock-shop/settings.ts` explains the fields and has the types. */
import { z } from 'zod';
import { FAULT_KINDS } from '../../scenarios/targets/mock-shop/faults.ts';
import { REPLICAS_MAX } from '../../scenarios/targets/mock-shop/replicas.ts';
import type { ShopSettings } from '../../scenarios/targets/mock-shop/settings.ts';
import {
  above0,
  type DeepReadonly,
  LIMIT,
  minute,
  type Same,
  strict,
  text,
  waitMs,
  wholeTo,
} from '../mistakes/fields.ts';

const cost = z.number().gte(0).lte(LIMIT.replicaCostMax);
const startSeconds = above0.lte(LIMIT.replicaStartSecondsMax);
const replicas = strict({
  // That it is not above countMax, and the order of median and p99: checkReplicas.
  count: wholeTo(REPLICAS_MAX, 1),
  countMax: wholeTo(REPLICAS_MAX, 1),
  atOnce: wholeTo(LIMIT.inFlightMax, 1),
  serviceMs: waitMs,
  contention: cost.exactOptional(),
  crosstalk: cost.exactOptional(),
  queueEach: wholeTo(LIMIT.inFlightMax).exactOptional(),
  startSeconds: strict({ median: startSeconds, p99: startSeconds }).exactOptional(),
});

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
  scaleOutCalls: z.array(z.enum(['goal', 'emergency'])).exactOptional(),
  couponIssue: wholeTo(LIMIT.piecesMax),
  recall: strict({ atMinute: minute, members: wholeTo(LIMIT.shoppersMax) }),
  goal: strict({
    orders: wholeTo(LIMIT.piecesMax, 1),
    revenueFen: wholeTo(Number.MAX_SAFE_INTEGER, 1),
    hours: above0,
  }),
  replicas: replicas.exactOptional(),
});
true satisfies Same<DeepReadonly<z.output<typeof settingsSchema>>, DeepReadonly<ShopSettings>>;
