/** Every number of risk control. Times are of the campaign's clock; counts are within `WINDOW_MS`. */
import { MINUTE_MS } from '../platform/campaign-clock.ts';

/** Campaign review: five failed redemptions within ten minutes. All rules use this window, and a block lasts as long. */
export const WINDOW_MS = 10 * MINUTE_MS;

/** How strict the rules are: tight under attack. */
export type Level = 'normal' | 'tight';

export interface Limit {
  /** The highest count that is let through, by level. One more is stopped. */
  readonly most: Readonly<Record<Level, number>>;
  /** Completes "Too many …". */
  readonly of: string;
}

/**
 * The review asks for limits by address and device and for rules that tighten by themselves. It gives only one number: the fifth
 * failed redemption. The others are assumptions: a household shares an address, and no person sends a request every fifteen
 * seconds for ten minutes. Tight is half, rounded up. A mark lasts until an appeal, so its limit is the same at both levels.
 */
export const RULES = {
  'address-accounts': { most: { normal: 3, tight: 2 }, of: 'accounts at one address' },
  'device-accounts': { most: { normal: 3, tight: 2 }, of: 'accounts on one device' },
  'account-requests': { most: { normal: 40, tight: 20 }, of: 'guarded requests of one account' },
  'failed-redemptions': { most: { normal: 4, tight: 4 }, of: 'failed redemptions of one account' },
  hoarding: { most: { normal: 5, tight: 3 }, of: 'coupons that several accounts claimed and did not redeem' },
} as const satisfies Record<string, Limit>;

export type Rule = keyof typeof RULES;

/** How many accounts of a place are remembered: enough to know that they are too many. */
export const ACCOUNTS_KEPT =
  1 + Math.max(RULES['address-accounts'].most.normal, RULES['device-accounts'].most.normal);

/**
 * How many accounts an appeal may exempt from the block of an address while it lasts. Assumption: one, for an honest shopper behind
 * a flagged address. With more, a scalper could free one account after the other by appeals.
 */
export const EXEMPTIONS_MAX = 1;

/** Hoarding needs more than one account: a single account gets one coupon per campaign, and may keep it. */
export const HOARDING_ACCOUNTS_MIN = 2;

/** What risk control learns from the answer of a guarded step. `failed`: refusals of a coupon that the shopper may not use. */
export const LESSONS: Readonly<
  Record<string, { readonly done: Lesson; readonly failed: readonly string[] }>
> = {
  'coupon.claim': { done: 'claimed', failed: [] },
  'coupon.redeem': { done: 'redeemed', failed: ['not_claimed', 'already_redeemed'] },
};
export type Lesson = 'claimed' | 'redeemed' | 'failed';

/**
 * When the level changes, by the share of guarded requests that were stopped within the window. Assumptions: an attack is one
 * request in ten, and it is over below one in twenty. With fewer than `requestsMin` requests a share says little.
 */
export const ATTACK = { tightFromShare: 0.1, relaxBelowShare: 0.05, requestsMin: 100 };

/** Assumption: a wall clock is never corrected by more. If the campaign's clock goes back by more, the campaign started over. */
export const TURNED_BACK_MS = MINUTE_MS;

/**
 * How many accounts, addresses and devices are remembered per window, of each kind: 333 claims a second for ten minutes at speed 1.
 * Above this, those not seen for longest are forgotten early. One takes about 330 bytes, so all take at most 400 MB (two
 * generations of three kinds). At speed 60, where ten minutes are ten seconds, they take a few MB.
 */
export const REMEMBERED_MAX = 200_000;
