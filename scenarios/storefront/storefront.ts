/** What an adapter for a target must provide: the request of each step, and the outcome of each response. One adapter per target. */
import type { Outcome } from '../metrics.ts';

/** One request of one shopper. The crowd reuses a single object for all of them, so do not keep it. */
export interface Visit {
  /** The shopper's id, unique over the run: run, population, number, generation. */
  readonly shopper: string;
  /** The id of the only order that this session may place. */
  readonly order: string;
  /** The id of the order that a returning shopper placed in its earlier population (`of` in the plan); without `of`, `order`. */
  readonly earlierOrder: string;
  /** Unique over the run for this request. A retry after a failure has the same key. */
  readonly key: string;
  readonly behaviour: string;
  /**
   * The shopper's IPv4 address, shared by a household of two, and the id of its device, unique like `shopper`. Bots share what
   * their behaviour says, and have no household.
   */
  readonly address: string;
  readonly device: string;
  /** A uniform draw that stays the same for the whole session. */
  readonly sessionDraw: number;
}

export interface StepRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
  /** The idempotency key of a write; `null` for a read, which uses the step's shared headers. */
  readonly key: string | null;
}

/** What an answer can acknowledge. All of it is remembered, and looked up in the target's books after the drain. */
export const PROMISES = [
  'order',
  'payment',
  'cancellation',
  'return',
  'redemption',
  'piece',
  'reservation',
  'place',
  'card',
] as const;
export type PromiseKind = (typeof PROMISES)[number];

export interface Step {
  readonly name: string;
  readonly request: (visit: Visit) => StepRequest;
  /** What an ok or degraded answer acknowledges; `null`: nothing. */
  readonly promises: PromiseKind | null;
  /** What exactly was acknowledged, in words without spaces: `mock-shop.ts` says which for each kind. Only called if it promises. */
  readonly promised: (visit: Visit) => string;
  /** True if the target may correctly refuse the request (409). */
  readonly refusable: boolean;
  /** True if risk control guards the step. Its responses are counted separately. */
  readonly guarded: boolean;
}

export interface Storefront {
  readonly steps: readonly Step[];
  /** The outcome of a status for an honest shopper. */
  readonly outcome: (status: number) => Outcome;
  /** Whether a status means that risk control stopped the request. That is a failure for an honest shopper, but right for a bot. */
  readonly stops: (status: number) => boolean;
  /** An answer with this header, and any value in it, is degraded: the shop kept its promise in part, or for later. */
  readonly degradedHeader: string;
}

/** The steps behind the order figures and the coupon figures. */
export const ORDER_STEP = 'order.create';
export const COUPON_STEP = 'coupon.redeem';
