/** Which coupons one order may combine, and what they and the member's tier take off it. Money in fen. */
import type { Campaign, Kind } from './campaigns.ts';

/** Kinds that may be combined; all others may not. Assumption: the review says that discounts stack, but not which. */
const STACKS: readonly (readonly [Kind, Kind])[] = [['reduction', 'category']];

/** Whether two kinds may be combined, in either order. */
export const stackable = (a: Campaign, b: Campaign): boolean =>
  STACKS.some(([one, other]) => (a.kind === one && b.kind === other) || (a.kind === other && b.kind === one));

/**
 * What coupons and tier take off an order: first the coupons' sum, then the tier's percentage of the rest. Never more than the
 * total; the shop keeps parts of a fen. On a fixed price nothing stacks.
 */
export function orderDiscountFen(
  campaigns: readonly Campaign[],
  totalFen: number,
  tierDiscountPercent: number,
): number {
  const sumFen = campaigns.reduce((sum, campaign) => sum + campaign.offFen(totalFen), 0);
  const couponsFen = Math.min(totalFen, sumFen);
  if (campaigns.some(({ kind }) => kind === 'fixed-price')) return couponsFen;
  return couponsFen + Math.floor(((totalFen - couponsFen) * tierDiscountPercent) / 100);
}
