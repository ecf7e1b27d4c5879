import type { Behaviour } from '../crowd/behaviour.ts';

/** Always as soon again: no back-off. */
const RETRY_SECONDS = 0.2;
/** Gives up after ten tries on average, so that a storm is tenfold and not endless: an assumption. */
const RETRIES = 0.9;

/** An honest buyer with a bad client: whatever fails is sent again at once, without back-off. Quiet until it hurts. */
export const retryStorm: Behaviour = {
  name: 'retry-storm',
  description: 'claim → redeem → order → pay; a failed step is sent again at once',
  entry: { 'coupon.claim': 1 },
  steps: {
    'coupon.claim': {
      thinkSeconds: 1.5,
      retrySeconds: RETRY_SECONDS,
      ok: { 'coupon.redeem': 1 },
      refused: { 'order.create': 1 },
      failed: { 'coupon.claim': RETRIES },
    },
    'coupon.redeem': {
      thinkSeconds: 1.5,
      retrySeconds: RETRY_SECONDS,
      ok: { 'order.create': 1 },
      refused: { 'order.create': 1 },
      failed: { 'coupon.redeem': RETRIES },
    },
    'order.create': {
      thinkSeconds: 2,
      retrySeconds: RETRY_SECONDS,
      ok: { 'payment.pay': 1 },
      // The first try was stored and its answer lost: the order is there to be paid.
      refused: { 'payment.pay': 1 },
      failed: { 'order.create': RETRIES },
    },
    'payment.pay': {
      thinkSeconds: 0,
      retrySeconds: RETRY_SECONDS,
      ok: {},
      failed: { 'payment.pay': RETRIES },
    },
  },
};
