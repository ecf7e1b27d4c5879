import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogue, FLASH_PRODUCT } from '../catalogue.ts';
import { STOCK } from '../inventory/domain.ts';
import { createOrder, letGo } from '../orders/domain.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { ORDERS } from '../platform/order.ts';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { expireReservations, honour, liveReservations, RESERVATIONS, reserve } from './domain.ts';

const CATALOGUE = createCatalogue(2);

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  tx.put(STOCK, '1', { initialPieces: 2, leftPieces: 2 });
  tx.put(STOCK, FLASH_PRODUCT, { initialPieces: 2, leftPieces: 2 });
});
const book = (shopper: string, product = '1') => reserve(tx, CATALOGUE, { shopper, product }, NOW_MS);

describe('reserve', () => {
  it('takes the piece off what others can buy, at once, and says until when', () => {
    expect(book('s1')).toEqual({
      status: 201,
      body: { shopper: 's1', product: '1', expiresAtMs: NOW_MS + 72 * HOUR_MS },
    });
    expect([tx.get(STOCK, '1')?.leftPieces, liveReservations(tx)]).toEqual([1, 1]);
  });

  it('promises no more than there is, and no more than one a shopper and product', () => {
    book('s1');
    expect(codeOf(book('s1'))).toBe('limit_reached');
    book('s2');
    expect(codeOf(book('s3'))).toBe('sold_out');
    expect([tx.get(STOCK, '1')?.leftPieces, liveReservations(tx)]).toEqual([0, 2]);
  });

  it('refuses the flash-sale product and unknown products', () => {
    expect(codeOf(book('s1', FLASH_PRODUCT))).toBe('not_reservable');
    expect(book('s1', '3').status).toBe(404);
  });
});

describe('honour', () => {
  it('works once, and only for the shopper who reserved', () => {
    book('s1');
    expect(codeOf(honour(tx, '1', 's2', 'o1')!)).toBe('no_reservation');
    expect(honour(tx, '1', 's1', 'o1')).toBeUndefined();
    expect(codeOf(honour(tx, '1', 's1', 'o2')!)).toBe('no_reservation');
    expect(liveReservations(tx)).toBe(0);
    expect(codeOf(book('s1'))).toBe('limit_reached');
  });
});

/** Expiry needs a store that can be swept: see interleavings.test.ts. */
const move = fc.record({
  kind: fc.constantFrom('reserve', 'order', 'buy', 'cancel'),
  shopper: fc.constantFrom('s1', 's2', 's3', 's4'),
});

describe('left, promised and sold pieces', () => {
  it('add up to the stock after any moves, and a live reservation is never refused', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), fc.integer({ min: 0, max: 3 }), (moves, pieces) => {
        tx = memoryTx();
        tx.put(STOCK, '1', { initialPieces: pieces, leftPieces: pieces });
        const live = new Set<string>();
        const open = new Map<string, string>();
        for (const [n, { kind, shopper }] of moves.entries()) {
          const order = `o${n}`;
          const line = { shopper, order, product: '1', quantity: 1 };
          if (kind === 'reserve' && book(shopper).status === 201) live.add(shopper);
          if (kind === 'order') {
            const { status } = createOrder(tx, CATALOGUE, { ...line, reserved: true }, NOW_MS);
            expect(status).toBe(live.has(shopper) ? 201 : 409);
            if (live.delete(shopper)) open.set(order, shopper);
          }
          if (kind === 'buy' && createOrder(tx, CATALOGUE, line, NOW_MS).status === 201)
            open.set(order, shopper);
          if (kind === 'cancel') {
            const [id] = [...open].find(([, owner]) => owner === shopper) ?? [];
            if (id !== undefined && open.delete(id)) letGo(tx, id, tx.get(ORDERS, id)!);
          }
          const { leftPieces } = tx.get(STOCK, '1')!;
          expect(leftPieces).toBeGreaterThanOrEqual(0);
          expect(leftPieces + live.size + open.size).toBe(pieces);
          expect(liveReservations(tx)).toBe(live.size);
        }
      }),
    );
  });
});

describe('POST /reservations', () => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await openTestShop({ productStockPieces: 1 });
  });
  afterEach(() => shop.close());
  const post = (shopper: string) => shop.post('/reservations', { shopper, product: '1' });
  const order = (shopper: string, reserved: boolean) =>
    shop.post('/orders', { shopper, order: `o-${shopper}`, product: '1', quantity: 1, reserved });
  const expire = (hours: number) =>
    expireReservations(shop.shop.store, shop.shop.campaign.nowMs() + hours * HOUR_MS);

  it('gives the last piece to the shopper who reserved it, however many ask at once', async () => {
    await post('s1');
    const answers = await Promise.all([order('s2', false), order('s1', true), order('s3', true)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([409, 201, 409]);
  });

  it('puts the piece back on the shelf after three campaign days, and counts the reservation as expired', async () => {
    await post('s1');
    await post('s2');
    expect(await expire(71.9)).toBe(0);
    expect(await expire(72)).toBe(1);
    expect([...shop.shop.store.range(RESERVATIONS)]).toEqual([]);
    expect((await order('s1', true)).json().error.code).toBe('no_reservation');
    expect((await post('s2')).statusCode).toBe(201);
    expect((await order('s2', true)).statusCode).toBe(201);
    expect(await expire(200)).toBe(0);
    const { body } = await shop.get('/metrics');
    expect(body).toContain('shop_reservations_live{region="east"} 0');
    const counts = { reserved: 2, refused: 1, honoured: 1, expired: 1 };
    for (const [outcome, n] of Object.entries(counts))
      expect(body).toContain(`shop_reservations_total{outcome="${outcome}",region="east"} ${n}`);
    expect((await shop.admin('GET', '/admin/audit/ledger')).json().brokenPromises).toEqual([]);
  });
});
