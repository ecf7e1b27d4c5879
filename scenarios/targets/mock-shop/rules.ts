/** Rules of the embedded shop that shoppers are told, in campaign time. The shop keeps them; the audit knows what they allow. */

/**
 * How long something is held for an order that is not paid or never comes. Assumption: real shops allow 15 minutes to a day.
 */
export const HELD_MINUTES = 30;
/** Assumption, from "above 20,000 by day 3" in the campaign review. */
export const RESERVED_HOURS = 72;
/** How often it is decided whether more coupons are issued (campaign review: hours 0–4, 4–8, 8–12). */
export const ISSUANCE_WINDOW_HOURS = 4;
