import { beforeEach, describe, expect, it } from 'vitest';
import { claim, QUOTAS, redeem } from '../coupons/domain.ts';
import { STOCK, takeFlashPiece } from '../inventory/domain.ts';
import type { Tx } from '../platform/store.ts';
import { createCatalogue, FLASH_PRODUCT } from '../storefront/catalogue.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing.ts';
import { createOrder, ORDERS, type OrderRequest } from './domain.ts';

const CATALOGUE = createCatalogue(2);
const PRICE_FEN = CATALOGUE.get('1')!.priceFen;

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  tx.put(STOCK, '1', { initialPieces: 10, leftPieces: 10 });
  tx.put(STOCK, FLASH_PRODUCT, { initialPieces: 1, leftPieces: 1 });
  tx.put(QUOTAS, '40-off-300', { quota: 1, issued: 0 });
});

const order = (changes: Partial<OrderRequest> = {}) =>
  createOrder(tx, CATALOGUE, { shopper: 's1', order: 'o1', product: '1', quantity: 1, ...changes }, NOW_MS);

describe('createOrder', () => {
  it('writes the ledger under the client’s own id and takes the stock', () => {
    expect(order({ quantity: 4 })).toEqual({ status: 201, body: { order: 'o1', payableFen: 4 * PRICE_FEN } });
    expect(tx.get(ORDERS, 'o1')).toEqual({
      shopper: 's1',
      product: '1',
      quantity: 4,
      totalFen: 4 * PRICE_FEN,
      discountFen: 0,
      atMs: NOW_MS,
    });
    expect(tx.get(STOCK, '1')?.leftPieces).toBe(6);
  });

  it('refuses what is sold out and writes nothing', () => {
    expect(codeOf(order({ quantity: 10 }))).toBeUndefined();
    expect(codeOf(order({ order: 'o2' }))).toBe('sold_out');
    expect(tx.get(ORDERS, 'o2')).toBeUndefined();
  });

  it('refuses an id that is taken, before it takes any stock', () => {
    order();
    expect(codeOf(order({ shopper: 's2' }))).toBe('order_exists');
    expect(tx.get(STOCK, '1')?.leftPieces).toBe(9);
  });

  it('knows no other product', () => {
    expect(order({ product: '3' }).status).toBe(404);
  });

  it('applies a coupon that was redeemed for this order, and no other', () => {
    claim(tx, '40-off-300', 's1', NOW_MS);
    redeem(tx, { campaign: '40-off-300', shopper: 's1', order: 'o1', totalFen: 30_000 }, NOW_MS);
    order({ order: 'o2', coupon: '40-off-300' });
    expect(tx.get(ORDERS, 'o2')?.discountFen).toBe(0);
    order({ quantity: 4, coupon: '40-off-300' });
    expect(tx.get(ORDERS, 'o1')?.discountFen).toBeGreaterThanOrEqual(4_000);
  });

  it('never pays the shopper: the discount stops at the total', () => {
    claim(tx, '40-off-300', 's1', NOW_MS);
    redeem(tx, { campaign: '40-off-300', shopper: 's1', order: 'o1', totalFen: 2_000_000_000 }, NOW_MS);
    tx.put(STOCK, FLASH_PRODUCT, { initialPieces: 1, leftPieces: 1 });
    takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS);
    expect(order({ product: FLASH_PRODUCT, coupon: '40-off-300' })).toMatchObject({
      body: { payableFen: 0 },
    });
  });
});

describe('createOrder of the flash-sale product', () => {
  it('uses the piece that was taken, and takes no second one off the shelf', () => {
    takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS);
    expect(order({ product: FLASH_PRODUCT }).status).toBe(201);
    expect(tx.get(STOCK, FLASH_PRODUCT)?.leftPieces).toBe(0);
    expect(codeOf(order({ product: FLASH_PRODUCT, order: 'o2' }))).toBe('no_piece');
  });

  it('refuses who holds no piece, or wants two', () => {
    expect(codeOf(order({ product: FLASH_PRODUCT }))).toBe('no_piece');
    expect(codeOf(order({ product: FLASH_PRODUCT, quantity: 2 }))).toBe('limit_reached');
  });
});
