import type { Behaviour } from '../../../shop/behaviour.ts';

/** Waits for the release and tries to take one piece of a scarce product. Those who get one order and pay. */
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
