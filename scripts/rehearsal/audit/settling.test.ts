import { afterEach, describe, expect, it } from 'vitest';
import { PromiseBook } from '../../audit/embedded/promise-book.ts';
import { paidRow } from '../../workshop/testing/audit-rows.ts';
import { audit, startShop, stopAll } from '../../workshop/testing/audited-shop.ts';
import type { ReadPromises } from './read-promises.ts';

afterEach(stopAll);

/** A paid order and its acknowledgement. */
const paid = (shop: string): ReadPromises => {
  const book = new PromiseBook('o.run-1.');
  book.add('order', 'a s-a 1 1', 'acknowledged', 0);
  book.add('payment', 'a', 'acknowledged', 0);
  const counts = { acknowledged: 1, indeterminate: 0, answersRead: 1, tornLines: 0 };
  return { books: new Map([[shop, book]]), strangers: new Set(), ...counts, notes: [] };
};
const stock = [{ product: '1', initialPieces: 2, leftPieces: 1 }];

describe('what was promised for later', () => {
  it('is waited for before the books are read', async () => {
    let asked = 0;
    const shop = await startShop({
      stored: [],
      rows: { orders: [paidRow('a')], stock },
      pending: () => (asked++ < 1 ? 1 : 0),
    });
    const shops = { east: shop.url };
    const found = await audit({ acks: {}, promises: paid(shop.url), shops, settleMsMax: 60_000 });
    expect(found).toMatchObject({ done: true, brokenPromises: [] });
    expect(shop.requests.map(({ url }) => url!.split(/[/?]/)[3]).slice(0, 3)).toEqual([
      'unsettled',
      'unsettled',
      'snapshots',
    ]);
  });

  it('and is never done breaks a promise once its time is up', async () => {
    const row = { ...paidRow('a'), payment: 'pending', isPaymentQueued: true } as const;
    const shop = await startShop({ stored: [], rows: { orders: [row], stock }, pending: () => 1 });
    const shops = { east: shop.url };
    expect(await audit({ acks: {}, promises: paid(shop.url), shops, settleMsMax: 0 })).toMatchObject({
      done: true,
      brokenPromises: ['east: 1 payment was promised for later and is still pending 0 s after the load'],
    });
  });
});

it('messages that never went out break a promise, too', async () => {
  const { url } = await startShop({ stored: [], messages: 30_000 });
  expect((await audit({ acks: {}, shops: { east: url } })).brokenPromises).toEqual([
    'east: 30,000 messages were promised for later and are still pending 0 s after the load',
  ]);
});

describe('arrivals', () => {
  const steps = [{ step: 'home.view', requests: 7, replays: 2 }];
  it('are told with the regions that the shop serves', async () => {
    const { url } = await startShop({ stored: [], arrivals: { countedSinceMs: 5, steps } });
    const shops = { east: url, south: url };
    const { arrivals } = await audit({ acks: {}, shops, loadBeganAtMs: 6 });
    expect(arrivals).toEqual([{ regions: ['east', 'south'], ...steps[0] }]);
  });

  it('of a shop that began to count in mid-load are left out', async () => {
    const { url } = await startShop({ stored: [], arrivals: { countedSinceMs: 7, steps } });
    expect((await audit({ acks: {}, shops: { east: url }, loadBeganAtMs: 6 })).arrivals).toEqual([]);
  });
});

it('an order that one of this run’s shoppers never placed is unexplained, whatever its id is', async () => {
  const { url } = await startShop({
    stored: [],
    rows: {
      orders: [paidRow('x', { shopper: 'run-1.a.1.0' }), paidRow('y', { shopper: 'run-2.a.1.0' })],
      stock: [{ product: '1', initialPieces: 2, leftPieces: 0 }],
    },
  });
  const found = await audit({ acks: {}, shops: { east: url }, isAlone: false });
  expect(found).toMatchObject({ unexplained: 1, brokenPromises: [], unasked: [] });
});
