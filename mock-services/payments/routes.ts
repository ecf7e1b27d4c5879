import { answerOnce, isAnswered } from '../platform/idempotency.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/shop.ts';
import { type BankAnswer, createBank } from './bank.ts';
import { isPayable, PAYMENTS, PENDING, pay, settlePending } from './domain.ts';
import { type PaymentBody, type PaymentParams, paymentSchema } from './schema.ts';

const SETTLE_EVERY_MS = 1000;

export const payments: Service = {
  name: 'payments',
  about: 'One payment an order, through the bank.',
  tables: [PAYMENTS, PENDING],
  routes(app, shop) {
    const { store, nowMs } = shop;
    const bank = createBank(app, shop);

    /** The bank is asked once for an order, however often the shopper taps "pay" until the payment is recorded. */
    const underWay = new Map<string, Promise<BankAnswer>>();

    app.post<{ Params: PaymentParams; Body: PaymentBody }>(
      '/orders/:order/payments',
      { schema: paymentSchema, config: { step: 'payment.pay', refusable: true } },
      async (request, reply) => {
        const { order } = request.params;
        const record = (status: BankAnswer) =>
          answerOnce(store, request, reply, (tx) =>
            pay(tx, order, { amountFen: request.body.amountFen, status, atMs: nowMs() }),
          );
        // A transaction must not wait for a bank: the bank is asked before it, and it decides again.
        if (isAnswered(store, request) || !isPayable(store, order)) return record('pending');
        const charge = underWay.get(order) ?? bank({ order });
        underWay.set(order, charge);
        try {
          return await record(await charge);
        } finally {
          underWay.delete(order);
        }
      },
    );
    regularly(app, SETTLE_EVERY_MS, () => settlePending(store, bank), shop.reportError);
  },
};
