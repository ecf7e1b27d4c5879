import { beforeEach, describe, expect, it } from 'vitest';
import { ORDERS } from '../orders/domain.ts';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing.ts';
import { isPayable, PAYMENTS, PENDING, pay } from './domain.ts';

const ORDER = { shopper: 's1', product: '1', quantity: 1, totalFen: 100, discountFen: 0, atMs: NOW_MS };
const PAYMENT = { amountFen: 100, status: 'settled', atMs: NOW_MS } as const;

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  tx.put(ORDERS, 'o1', ORDER);
});

describe('pay', () => {
  it('records a settled payment once', () => {
    expect(isPayable(tx, 'o1')).toBe(true);
    expect(pay(tx, 'o1', PAYMENT)).toEqual({ status: 201, body: { order: 'o1', status: 'settled' } });
    expect(isPayable(tx, 'o1')).toBe(false);
    expect(codeOf(pay(tx, 'o1', PAYMENT))).toBe('already_paid');
    expect(tx.get(PENDING, 'o1')).toBeUndefined();
  });

  it('notes a pending one, to be settled later', () => {
    expect(pay(tx, 'o1', { ...PAYMENT, status: 'pending' })).toMatchObject({ body: { status: 'pending' } });
    expect(tx.get(PENDING, 'o1')).toBe(true);
    expect(isPayable(tx, 'o1')).toBe(false);
  });

  it('knows no other order', () => {
    expect(isPayable(tx, 'o2')).toBe(false);
    expect(pay(tx, 'o2', PAYMENT).status).toBe(404);
    expect(tx.get(PAYMENTS, 'o2')).toBeUndefined();
  });
});
