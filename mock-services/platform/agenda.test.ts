import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNPAID as AGENDA } from '../orders/domain.ts';
import { NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { dueKey, sweep } from './agenda.ts';
import { table } from './table.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.close());

const plan = (...due: readonly (readonly [atMs: number, id: string])[]) =>
  shop.shop.store.transact((tx) => {
    for (const [atMs, id] of due) tx.put(AGENDA, dueKey(atMs, id), true);
  });
const left = () => [...shop.shop.store.range(AGENDA)].map(({ key }) => key.slice(14));

describe('dueKey', () => {
  it('sorts by time, whatever the ids', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 9e12, noNaN: true }),
        fc.double({ min: 0, max: 9e12, noNaN: true }),
        (a, b) => {
          const [early, late] = a < b ? [a, b] : [b, a];
          expect(dueKey(early, 'a') <= dueKey(late, 'b')).toBe(true);
          expect(dueKey(early, 'z') < dueKey(late + 2, 'a')).toBe(true);
        },
      ),
    );
  });
});

describe('sweep', () => {
  it('settles what is due, the oldest first, and leaves what is not', async () => {
    await plan([NOW_MS + 1, 'later'], [NOW_MS, 'now'], [NOW_MS - 5, 'p/before']);
    const settled: string[] = [];
    const settle = (_tx: unknown, id: string) => settled.push(id) > 0;
    expect(await sweep(shop.shop.store, AGENDA, NOW_MS, settle)).toBe(2);
    expect(settled).toEqual(['p/before', 'now']);
    expect(left()).toEqual(['later']);
  });

  it('never settles before a time that has fractions of a millisecond', async () => {
    await plan([NOW_MS + 0.5, 'a']);
    expect(await sweep(shop.shop.store, AGENDA, NOW_MS + 0.4, () => true)).toBe(0);
    expect(await sweep(shop.shop.store, AGENDA, NOW_MS + 1, () => true)).toBe(1);
  });

  it('asks again in the next round for what could not be settled, and goes on with the others', async () => {
    await plan([NOW_MS, 'busy'], [NOW_MS, 'free']);
    expect(await sweep(shop.shop.store, AGENDA, NOW_MS, (_tx, id) => id === 'free')).toBe(1);
    expect(left()).toEqual(['busy']);
    expect(await sweep(shop.shop.store, AGENDA, NOW_MS, () => true)).toBe(1);
  });

  it('leaves alone what somebody else settles in between', async () => {
    await plan([NOW_MS, 'a'], [NOW_MS, 'b']);
    const first = sweep(shop.shop.store, AGENDA, NOW_MS, () => true);
    const second = sweep(shop.shop.store, AGENDA, NOW_MS, () => true);
    expect(await Promise.all([first, second])).toEqual([2, 0]);
  });

  it('serves others between its transactions', async () => {
    const { store } = shop.shop;
    await plan(...Array.from({ length: 250 }, (_, n) => [NOW_MS, `o${n}`] as const));
    const order: string[] = [];
    const swept = sweep(store, AGENDA, NOW_MS, () => order.push('swept') > 0);
    const served = store.transact(() => order.push('served'));
    expect(await swept).toBe(250);
    await served;
    expect(order.indexOf('served')).toBeLessThan(order.lastIndexOf('swept'));
  });

  it('keeps on the agenda what it fails to settle', async () => {
    await plan([NOW_MS, 'a']);
    const failing = sweep(shop.shop.store, AGENDA, NOW_MS, (tx) => {
      tx.put(table('orders'), 'a', {});
      throw new Error('no luck');
    });
    await expect(failing).rejects.toThrow('no luck');
    expect(left()).toEqual(['a']);
  });
});
