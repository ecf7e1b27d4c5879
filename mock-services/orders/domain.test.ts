import { beforeEach, describe, expect, it } from 'vitest';
import { createCatalogue, FLASH_PRODUCT } from '../catalogue.ts';
import { claim, QUOTAS } from '../coupons/domain.ts';
import { redeem } from '../coupons/redemption.ts';
import { STOCK, takeFlashPiece } from '../inventory/domain.ts';
import { buyCard } from '../members/cards.ts';
import { ORDERS } from '../platform/order.ts';
import type { Tx } from '../platform/store.ts';
import { RESERVATIONS, reservationKey, reserve } from '../reservations/domain.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing/test-shop.ts';
import { createOrder, letGo, type OrderRequest } from './domain.ts';

const CATALOGUE = createCatalogue(2);
const PRICE_FEN = CATALOGUE.get('1')!.priceFen;
/** Costs 396 CNY. */
const CART = { product: '1', quantity: 4 };

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
  it('stores the order under the client’s own id and takes the stock', () => {
    expect(order({ quantity: 4 })).toEqual({ status: 201, body: { order: 'o1', payableFen: 4 * PRICE_FEN } });
    expect(tx.get(ORDERS, 'o1')).toEqual({
      shopper: 's1',
      product: '1',
      quantity: 4,
      totalFen: 4 * PRICE_FEN,
      discountFen: 0,
      atMs: NOW_MS,
      state: 'created',
    });
    expect(tx.get(STOCK, '1')?.leftPieces).toBe(6);
  });

  it('sells at another price where one is given', () => {
    expect(order({ quantity: 2, priceFen: 7 }).body).toEqual({ order: 'o1', payableFen: 14 });
    expect(tx.get(ORDERS, 'o1')?.totalFen).toBe(14);
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

  it('takes off what its coupons and its member’s card do, and no others', () => {
    claim(tx, { campaign: '40-off-300', shopper: 's1', ingress: 1 }, NOW_MS);
    redeem(tx, CATALOGUE, { campaign: '40-off-300', shopper: 's1', order: 'o1', ...CART }, NOW_MS);
    order({ order: 'o2', ...CART });
    expect(tx.get(ORDERS, 'o2')?.discountFen).toBe(0);
    order(CART);
    expect(tx.get(ORDERS, 'o1')?.discountFen).toBe(4_000);
    buyCard(tx, 's1', NOW_MS);
    order({ order: 'o3' });
    expect(tx.get(ORDERS, 'o3')?.discountFen).toBe((PRICE_FEN * 3) / 100);
  });

  it.each<{ what: string; changes: Partial<OrderRequest> }>([
    { what: 'fewer pieces', changes: { quantity: 1 } },
    { what: 'another product', changes: { product: '2' } },
    { what: 'another price', changes: { priceFen: 1_000 } },
  ])('refuses an order with $what than its coupons were redeemed for', ({ changes }) => {
    claim(tx, { campaign: '40-off-300', shopper: 's1', ingress: 1 }, NOW_MS);
    redeem(tx, CATALOGUE, { campaign: '40-off-300', shopper: 's1', order: 'o1', ...CART }, NOW_MS);
    expect(codeOf(order({ ...CART, ...changes }))).toBe('other_cart');
    expect(tx.get(STOCK, '1')?.leftPieces).toBe(10);
    expect(codeOf(order({ ...CART, ...changes, order: 'o2' }))).not.toBe('other_cart');
  });

  it('takes nothing off a price that is fixed, but the deposit that was paid', () => {
    buyCard(tx, 's1', NOW_MS);
    takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS);
    expect(order({ product: FLASH_PRODUCT })).toMatchObject({ body: { payableFen: 100 } });
    const deposit = { order: 'o2', priceFen: 8_000, depositFen: 1_000 };
    expect(order(deposit)).toMatchObject({ body: { payableFen: 7_000 } });
  });
});

describe('createOrder of the flash-sale product', () => {
  it('uses the piece that was taken, and takes no second one off the shelf', () => {
    takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS);
    expect(order({ product: FLASH_PRODUCT }).status).toBe(201);
    expect(tx.get(STOCK, FLASH_PRODUCT)?.leftPieces).toBe(0);
    expect(codeOf(order({ product: FLASH_PRODUCT, order: 'o2' }))).toBe('no_piece');
  });

  it('refuses a shopper who holds no piece, or wants two', () => {
    expect(codeOf(order({ product: FLASH_PRODUCT }))).toBe('no_piece');
    expect(codeOf(order({ product: FLASH_PRODUCT, quantity: 2 }))).toBe('limit_reached');
  });
});

describe('createOrder of a reserved piece', () => {
  const book = (shopper = 's1') => reserve(tx, CATALOGUE, { shopper, product: '1' }, NOW_MS);

  it('gives the piece that was promised, whatever has been sold since', () => {
    book();
    expect(order({ shopper: 's2', order: 'o2', quantity: 9 }).status).toBe(201);
    expect(codeOf(order({ shopper: 's2', order: 'o3' }))).toBe('sold_out');
    expect(order({ reserved: true }).status).toBe(201);
    expect(tx.get(ORDERS, 'o1')?.reserved).toBe(true);
    expect(tx.get(STOCK, '1')?.leftPieces).toBe(0);
  });

  it.each<{ what: string; changes: Partial<OrderRequest>; code: string }>([
    { what: 'two pieces', changes: { quantity: 2 }, code: 'limit_reached' },
    { what: 'somebody else’s', changes: { shopper: 's2' }, code: 'no_reservation' },
    { what: 'another product', changes: { product: '2' }, code: 'no_reservation' },
    { what: 'one of the flash sale', changes: { product: FLASH_PRODUCT }, code: 'no_reservation' },
  ])('refuses $what', ({ changes, code }) => {
    book();
    expect(codeOf(order({ reserved: true, ...changes }))).toBe(code);
    expect(order({ reserved: true }).status).toBe(201);
  });

  it('keeps a promise once', () => {
    book();
    order({ reserved: true });
    expect(codeOf(order({ order: 'o2', reserved: true }))).toBe('no_reservation');
  });

  it('leaves a reservation alone if the order does not use it', () => {
    book();
    order();
    expect(tx.get(STOCK, '1')?.leftPieces).toBe(8);
    expect(order({ order: 'o2', reserved: true }).status).toBe(201);
  });
});

describe('letGo', () => {
  it('puts all pieces of an order back', () => {
    order({ quantity: 4 });
    letGo(tx, 'o1', tx.get(ORDERS, 'o1')!);
    expect(tx.get(STOCK, '1')?.leftPieces).toBe(10);
  });

  it('puts a reserved piece back once, and lets its shopper reserve again', () => {
    reserve(tx, CATALOGUE, { shopper: 's1', product: '1' }, NOW_MS);
    order({ reserved: true });
    letGo(tx, 'o1', tx.get(ORDERS, 'o1')!);
    expect(tx.get(STOCK, '1')?.leftPieces).toBe(10);
    expect(tx.get(RESERVATIONS, reservationKey('1', 's1'))).toBeUndefined();
  });

  it('lets a shopper take another flash-sale piece after giving one back, but never two', () => {
    takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS);
    order({ product: FLASH_PRODUCT });
    letGo(tx, 'o1', tx.get(ORDERS, 'o1')!);
    expect(tx.get(STOCK, FLASH_PRODUCT)?.leftPieces).toBe(1);
    expect(takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS).status).toBe(201);
    expect(codeOf(takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS))).toBe('limit_reached');
  });
});
