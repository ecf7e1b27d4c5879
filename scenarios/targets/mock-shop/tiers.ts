/** Member tiers, the annual card, and their discounts, which are added to a coupon's. */
import { fnv1a } from './fnv1a.ts';

export type Tier = 'regular' | 'silver' | 'gold';

interface TierSpec {
  readonly tier: Tier;
  readonly discountPercent: number;
  /** How many of 100 members have this tier. */
  readonly membersPercent: number;
}

/** Assumptions: the review says that tiers have discounts, but gives no shares and no percentages. */
const TIERS: readonly TierSpec[] = [
  { tier: 'gold', discountPercent: 5, membersPercent: 10 },
  { tier: 'silver', discountPercent: 2, membersPercent: 20 },
  { tier: 'regular', discountPercent: 0, membersPercent: 70 },
];

/** A member's tier follows from the id, so that two million members need no record. */
export function tierOf(member: string): Tier {
  return specOf(member).tier;
}

/** Assumption: the review says that discounts stack, but not how much they are. */
const CARD_DISCOUNT_PERCENT = 3;

/** The discounts of tier and card added up, in whole percents, so that amounts in fen stay exact. */
export const memberDiscountPercent = (member: string, hasCard: boolean): number =>
  specOf(member).discountPercent + (hasCard ? CARD_DISCOUNT_PERCENT : 0);

function specOf(member: string): TierSpec {
  let below = fnv1a(member) % 100;
  for (const spec of TIERS) {
    if (below < spec.membersPercent) return spec;
    below -= spec.membersPercent;
  }
  throw new RangeError(`The tiers' shares must add up to 100 percent; member "${member}" has none.`);
}
