import { Counter } from 'prom-client';
import { cancelUnpaid } from '../orders/cancellation.ts';
import { ORDER_TALLY } from '../orders/domain.ts';
import { INTENTS, PAYMENT_TALLY, PAYMENTS, PENDING } from '../orders/payment.ts';
import { holdsNowMs } from '../platform/agenda.ts';
import { exposeTally } from '../platform/expose-tally.ts';
import { answerOnce, identityOf, isAnswered, type KeyedRequest } from '../platform/idempotency.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service, Shop } from '../platform/service.ts';
import { counted } from '../platform/tally.ts';
import { BANK_BOOK, type BankAnswer, createBank } from './bank.ts';
import { intend, isPayable, pay } from './domain.ts';
import { paymentSchema } from './schema.ts';
import { closeIntents, settlePending } from './settlement.ts';

const SETTLE_EVERY_MS = 1000;
/** One campaign minute at the default speed; an order has thirty of them to be paid. */
const TIME_OUT_EVERY_MS = 1000;

export const payments: Service = {
  name: 'payments',
  about: 'One payment per order, through the bank. Orders not paid in time are cancelled.',
  tables: [PAYMENTS, PENDING, INTENTS, PAYMENT_TALLY, BANK_BOOK],
  routes(app, shop) {
    const { store, campaign, reportError } = shop;
    const bank = createBank(app, shop);

    /** The bank is asked once for an order, however often the shopper taps "pay" until the payment is recorded. */
    const underWay = new Map<string, Promise<BankAnswer | null>>();
    const isUnderWay = (order: string): boolean => underWay.has(order);
    const ask = async (order: string, request: KeyedRequest): Promise<BankAnswer | null> => {
      const identity = identityOf(request);
      const intent = await store.transact((tx) => intend(tx, order, identity, campaign.nowMs()));
      return intent === null ? null : bank.charge({ order, amountFen: intent.amountFen });
    };

    app.post(
      '/orders/:order/payments',
      { schema: paymentSchema, config: { step: 'payment.pay', refusable: true } },
      async (request, reply) => {
        const { order } = request.params;
        const record = (bank: BankAnswer | null) =>
          answerOnce(store, request, reply, (tx) => pay(tx, order, bank, campaign.nowMs()));
        // A transaction must not wait for the bank. So the bank is asked first, and the transaction checks the order again.
        if (isAnswered(store, request) || !isPayable(store, order)) return record(null);
        const charge = underWay.get(order) ?? ask(order, request);
        underWay.set(order, charge);
        try {
          return await record(await charge);
        } finally {
          underWay.delete(order);
        }
      },
    );
    const close = () => closeIntents(store, bank, isUnderWay, campaign.nowMs());
    // Before the shop listens, so that a shopper who comes back after a crash finds the payment.
    app.addHook('onReady', async () => void (await close()));
    const settle = async () => {
      await close();
      await settlePending(store, bank, campaign.nowMs());
    };
    regularly(app, SETTLE_EVERY_MS, settle, reportError);
    regularly(app, TIME_OUT_EVERY_MS, () => cancelUnpaid(store, holdsNowMs(campaign)), reportError);
    exposePayments(shop);
  },
};

function exposePayments(shop: Shop): void {
  const metric = {
    name: 'shop_payments_total',
    help: 'Payments by the status that they reached.',
    label: 'status',
  };
  exposeTally(shop, PAYMENT_TALLY, metric, ['settled', 'pending', 'refunded']);
  exposeFen(shop, 'shop_payments_revenue_fen_total', 'Revenue in fen, deposits included.', 'soldFen');
  exposeFen(
    shop,
    'shop_payments_refunded_fen_total',
    'Revenue in fen of sales that were cancelled or returned.',
    'undoneFen',
  );
}

function exposeFen({ store, registry }: Shop, name: string, help: string, of: 'soldFen' | 'undoneFen'): void {
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(counted(store, ORDER_TALLY, of));
    },
  });
}
