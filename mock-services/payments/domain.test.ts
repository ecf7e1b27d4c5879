import { beforeEach, describe, expect, it } from 'vitest';
import { salesSoFar, TO_DISPATCH, UNPAID, unpaidKey } from '../orders/domain.ts';
import { PAYMENTS, PENDING, refund } from '../orders/payment.ts';
import { ORDERS, type Order, type OrderState } from '../platform/order.ts';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing/test-shop.ts';
import type { BankAnswer } from './bank.ts';
import { isPayable, pay } from './domain.ts';

const ORDER: Order = {
  shopper: 's1',
  product: '1',
  quantity: 1,
  totalFen: 100,
  discountFen: 10,
  atMs: NOW_MS,
  state: 'created',
};
const PAID_AT_MS = NOW_MS + 1;

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  tx.put(ORDERS, 'o1', ORDER);
  tx.put(UNPAID, unpaidKey('o1', ORDER), true);
});
const payFor = (id: string, bank: BankAnswer | null) => pay(tx, id, bank, PAID_AT_MS);
const nowIs = (state: OrderState) => tx.put(ORDERS, 'o1', { ...ORDER, state });

describe('pay', () => {
  it('records a settled payment once', () => {
    expect(isPayable(tx, 'o1')).toBe(true);
    expect(payFor('o1', 'settled')).toEqual({ status: 201, body: { order: 'o1', status: 'settled' } });
    expect(isPayable(tx, 'o1')).toBe(false);
    expect(codeOf(payFor('o1', 'settled'))).toBe('already_paid');
    expect(tx.get(PENDING, 'o1')).toBeUndefined();
    expect(tx.get(PAYMENTS, 'o1')).toEqual({ amountFen: 90, status: 'settled', atMs: PAID_AT_MS });
  });

  it('sells the order: it no longer times out, and waits for a courier', () => {
    payFor('o1', 'settled');
    expect(tx.get(ORDERS, 'o1')).toEqual({ ...ORDER, state: 'paid' });
    expect(tx.get(UNPAID, unpaidKey('o1', ORDER))).toBeUndefined();
    expect(tx.get(TO_DISPATCH, 'o1')).toEqual({ paidAtMs: PAID_AT_MS });
    expect(salesSoFar(tx)).toEqual({ orders: 1, revenueFen: 90 });
  });

  it.each(['pending', null] as const)('notes a payment to be settled later when the bank said %s', (bank) => {
    expect(payFor('o1', bank)).toMatchObject({ body: { status: 'pending' } });
    expect(tx.get(PENDING, 'o1')).toBe(true);
    expect(isPayable(tx, 'o1')).toBe(false);
    expect(tx.get(TO_DISPATCH, 'o1')).toBeDefined();
  });

  it('knows no other order', () => {
    expect(isPayable(tx, 'o2')).toBe(false);
    expect(payFor('o2', 'settled').status).toBe(404);
    expect(tx.get(PAYMENTS, 'o2')).toBeUndefined();
  });

  it.each(['returning', 'returned'] as const)('takes nothing for an order that is %s', (state) => {
    nowIs(state);
    expect(isPayable(tx, 'o1')).toBe(false);
    expect(codeOf(payFor('o1', null))).toBe('already_paid');
  });

  it.each([
    { bank: null, want: undefined },
    { bank: 'settled', want: 'refunded' },
    { bank: 'pending', want: 'pending' },
  ] as const)(
    'refuses a cancelled order, and what the bank said ($bank) makes the payment $want',
    ({ bank, want }) => {
      nowIs('cancelled');
      expect(isPayable(tx, 'o1')).toBe(false);
      expect(codeOf(payFor('o1', bank))).toBe('order_cancelled');
      expect(tx.get(PAYMENTS, 'o1')?.status).toBe(want);
      expect(salesSoFar(tx)).toEqual({ orders: 0, revenueFen: 0 });
      expect(tx.get(TO_DISPATCH, 'o1')).toBeUndefined();
    },
  );
});

describe('refund', () => {
  it('gives a settled payment back', () => {
    payFor('o1', 'settled');
    refund(tx, 'o1', PAID_AT_MS + 1);
    expect(tx.get(PAYMENTS, 'o1')).toEqual({ amountFen: 90, status: 'refunded', atMs: PAID_AT_MS + 1 });
    expect(salesSoFar(tx)).toEqual({ orders: 0, revenueFen: 0 });
  });

  it('leaves a pending payment to be settled, and takes the sale back at once', () => {
    payFor('o1', 'pending');
    refund(tx, 'o1', PAID_AT_MS + 1);
    expect(tx.get(PAYMENTS, 'o1')?.status).toBe('pending');
    expect(salesSoFar(tx)).toEqual({ orders: 0, revenueFen: 0 });
  });

  it('has nothing to give back for an order without a payment', () => {
    expect(() => refund(tx, 'o1', PAID_AT_MS)).toThrow('Order "o1" has no payment');
  });
});
