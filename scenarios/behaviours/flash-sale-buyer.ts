import type { Behaviour } from '../crowd/behaviour.ts';

/** Waits for the instant, grabs at one piece of a product that has too few; who gets one orders and pays. */
export const flashSaleBuyer: Behaviour = {
  name: 'flash-sale-buyer',
  description: 'take → order → pay; most are too late',
  entry: { 'flash.take': 1 },
  steps: {
    'flash.take': { thinkSeconds: 2, ok: { 'order.create': 1 }, refused: {} },
    'order.create': { thinkSeconds: 2, ok: { 'payment.pay': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
  },
};
