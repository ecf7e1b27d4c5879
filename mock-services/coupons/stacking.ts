/** Which coupons one order may use together, and what they take off it with the member's tier on top. Money in fen. */
import type { Campaign, Kind } from './campaigns.ts';

/** Kinds that may be combined; what is not listed is not. The review says that discounts stack, but not which: an assumption. */
const STACKS: readonly (readonly [Kind, Kind])[] = [['reduction', 'category']];

/** Whether two kinds may be combined, in either order. */
export const stackable = (a: Campaign, b: Campaign): boolean =>
  STACKS.some(([one, other]) => (a.kind === one && b.kind === other) || (a.kind === other && b.kind === one));

/**
 * What an order's coupons take off together: their sum, and then the tier's percentage of what they have left. Never above the
 * total; parts of a fen are the shop's. On a fixed price nothing stacks.
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
