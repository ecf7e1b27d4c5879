/** What a target's adapter must say: a step's request from a shopper's visit, and a response's outcome. One adapter a target. */
import type { Outcome } from '../metrics.ts';

/** One shopper's one request. The crowd moves a single object from row to row, so keep nothing of it. */
export interface Visit {
  /** Who it is, unique over the run: run, population, number, generation. */
  readonly shopper: string;
  /** The id of the one order that this session may place. */
  readonly order: string;
  /** The id of the order that the shopper placed as one of the population that the plan names by `of`; without `of`, `order`. */
  readonly earlierOrder: string;
  /** Unique over the run for this request, and the same when it failed and is sent again. */
  readonly key: string;
  readonly behaviour: string;
  /**
   * The shopper's IPv4 address, which is its household's of two, and its device's id, which is as its own as `shopper`. Bots share
   * what their behaviour says, and no household.
   */
  readonly address: string;
  readonly device: string;
  /** A uniform draw that stays the same for the shopper's whole session. */
  readonly sessionDraw: number;
}

export interface StepRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
  /** Headers of this request alone; `null` when the step's shared ones are enough. */
  readonly key: string | null;
}

export interface Step {
  readonly name: string;
  readonly request: (visit: Visit) => StepRequest;
  /** An ok answer acknowledges the visit's order: its id is kept and looked up after the drain. */
  readonly acknowledgesOrder: boolean;
  /** Risk control stands at its door: its answers are counted apart. */
  readonly guarded: boolean;
}

export interface Storefront {
  readonly steps: readonly Step[];
  /** What a status means to an honest shopper. */
  readonly outcome: (status: number) => Outcome;
  /** Whether it says that risk control stopped the request: a failure to an honest shopper, and right to a bot. */
  readonly stops: (status: number) => boolean;
}

/** The steps that figures are named after: whose ok is an order, and whose success is the coupons'. */
export const ORDER_STEP = 'order.create';
export const COUPON_STEP = 'coupon.redeem';
