/** Every number of risk control. Times are of the campaign's clock; counts are within `WINDOW_MS`. */
import { MINUTE_MS } from '../platform/campaign-clock.ts';

/** Campaign review: five failed redemptions within ten minutes. All rules measure by it, and a block lasts as long. */
export const WINDOW_MS = 10 * MINUTE_MS;

/** How strict the rules are: tight under attack. */
export type Level = 'normal' | 'tight';

export interface Limit {
  /** The most that is let through; one more is stopped. */
  readonly most: Readonly<Record<Level, number>>;
  /** Completes "Too many …". */
  readonly of: string;
}

/**
 * The review asks for limits by address and device and for rules that tighten by themselves, and gives one number: the fifth
 * failed redemption. The others are assumptions: a household shares an address, and nobody's hand asks every fifteen seconds
 * for ten minutes. Tight is half, rounded up. A mark lasts until an appeal, so its number is the review's at any level.
 */
export const RULES = {
  'address-accounts': { most: { normal: 3, tight: 2 }, of: 'accounts at one address' },
  'device-accounts': { most: { normal: 3, tight: 2 }, of: 'accounts on one device' },
  'account-requests': { most: { normal: 40, tight: 20 }, of: 'guarded requests of one account' },
  'failed-redemptions': { most: { normal: 4, tight: 4 }, of: 'failed redemptions of one account' },
  hoarding: { most: { normal: 5, tight: 3 }, of: 'coupons that several accounts claimed and did not redeem' },
} as const satisfies Record<string, Limit>;

export type Rule = keyof typeof RULES;

/** More accounts than this need not be remembered of a place to know that they are too many. */
export const ACCOUNTS_KEPT =
  1 + Math.max(RULES['address-accounts'].most.normal, RULES['device-accounts'].most.normal);

/**
 * Accounts that may be exempted from an address's block while it lasts. One is the honest shopper behind a flagged address; more
 * would hand the scalper behind it a way around, an account an appeal. Assumption.
 */
export const EXEMPTIONS_MAX = 1;

/** Hoarding takes more than one account: a single one has one coupon a campaign, and may keep them. */
export const HOARDING_ACCOUNTS_MIN = 2;

/** What a guarded step's answer teaches. A refusal counts as failed when it says that the coupon is not the shopper's to use. */
export const LESSONS: Readonly<
  Record<string, { readonly done: Lesson; readonly failed: readonly string[] }>
> = {
  'coupon.claim': { done: 'claimed', failed: [] },
  'coupon.redeem': { done: 'redeemed', failed: ['not_claimed', 'already_redeemed'] },
};
export type Lesson = 'claimed' | 'redeemed' | 'failed';

/**
 * When the level changes, by the share of guarded requests that were stopped within the window. Assumptions: bots are an attack
 * when they are one request in ten, and it is over when they are one in twenty; before so many requests a share says little.
 */
export const ATTACK = { tightFromShare: 0.1, relaxBelowShare: 0.05, requestsMin: 100 };

/** Wall clocks are corrected by less; a campaign's clock that goes back by more has been begun anew. Assumption. */
export const TURNED_BACK_MS = MINUTE_MS;

/**
 * Accounts, addresses and devices remembered at most, each, in a window: 333 claims a second for ten minutes at speed 1. Beyond
 * it the longest unseen are forgotten early. One takes about 330 bytes, so all take 400 MB at most (two generations of three
 * kinds), and at speed 60, where ten minutes are ten seconds, a few.
 */
export const REMEMBERED_MAX = 200_000;
