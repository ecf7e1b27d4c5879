import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TO_DISPATCH } from '../orders/domain.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { ORDERS, type Order } from '../platform/order.ts';
import { openStore, type Store } from '../platform/store.ts';
import { NOW_MS, SETTINGS } from '../testing/test-shop.ts';
import { COUNTS, DEPARTURES, dispatchRound, IN_LINE, LINE, type Rooms } from './dispatch.ts';
import { PARCELS } from './parcel.ts';
import { promisedAtMs, roomParcels, STORED_MS, WAREHOUSES } from './warehouses.ts';

const [CENTRAL, NEAR, FAR] = WAREHOUSES.map(({ name }) => name) as [string, string, string];
const roomsOf = (central: number, near: number, far: number): Rooms =>
  new Map([
    [CENTRAL, central],
    [NEAR, near],
    [FAR, far],
  ]);

let dataDir: string;
let store: Store;
const open = (): void => {
  dataDir = mkdtempSync(join(tmpdir(), 'carnival-dispatch-'));
  store = openStore(dataDir, 'process', [PARCELS, COUNTS, LINE, DEPARTURES, ORDERS, TO_DISPATCH]);
};
const close = async (): Promise<void> => {
  await store.close();
  rmSync(dataDir, { recursive: true });
};

const ORDER: Order = {
  shopper: 's1',
  product: '1',
  quantity: 1,
  totalFen: 100,
  discountFen: 0,
  atMs: NOW_MS,
  state: 'paid',
};
const pay = (orders: readonly string[], atMs: number) =>
  store.transact((tx) => {
    for (const order of orders) {
      tx.put(ORDERS, order, { ...ORDER, atMs });
      tx.put(TO_DISPATCH, order, { paidAtMs: atMs });
    }
  });
/** As a return does: what is not dispatched yet never is. */
const sendBack = (order: string) =>
  store.transact((tx) => {
    tx.put(ORDERS, order, { ...tx.get(ORDERS, order)!, state: 'returned' });
    tx.remove(TO_DISPATCH, order);
  });
const warehouseOf = (order: string) => store.get(PARCELS, order)?.stored?.warehouse;
const names = (count: number, prefix = 'o'): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(4, '0')}`);

describe('dispatchRound', () => {
  beforeEach(open);
  afterEach(close);

  it('fills the central warehouse, overflows to the forward ones, then lets parcels wait', async () => {
    await pay(['a', 'b', 'c', 'd'], NOW_MS);
    const dispatched = await dispatchRound(store, roomsOf(1, 1, 1), NOW_MS);
    expect(['a', 'b', 'c', 'd'].map(warehouseOf)).toEqual([CENTRAL, NEAR, FAR, undefined]);
    expect(dispatched).toEqual([
      { warehouse: CENTRAL, isOverflow: false, promiseHours: 48 },
      { warehouse: NEAR, isOverflow: true, promiseHours: 48 },
      { warehouse: FAR, isOverflow: true, promiseHours: 54 },
    ]);
    expect(store.get(PARCELS, 'd')).toEqual({ paidAtMs: NOW_MS });
    expect(store.get(COUNTS, IN_LINE)).toBe(1);
    expect([...store.range(TO_DISPATCH)]).toEqual([]);
  });

  it('stores waiting parcels first as soon as there is room, and promises them a later delivery', async () => {
    const rooms = roomsOf(1, 0, 0);
    await pay(['b'], NOW_MS);
    await dispatchRound(store, rooms, NOW_MS);
    await pay(['c'], NOW_MS + 1);
    await dispatchRound(store, rooms, NOW_MS + 1);
    await pay(['a'], NOW_MS + 2);
    await dispatchRound(store, rooms, NOW_MS + STORED_MS - 1);
    expect(['a', 'b', 'c'].map(warehouseOf)).toEqual([undefined, CENTRAL, undefined]);
    const lateMs = NOW_MS + 1 + 20 * HOUR_MS;
    expect(await dispatchRound(store, rooms, lateMs)).toEqual([
      { warehouse: CENTRAL, isOverflow: false, promiseHours: 56 },
    ]);
    expect(['a', 'c'].map(warehouseOf)).toEqual([undefined, CENTRAL]);
  });

  it('gives room to the orders paid first, whatever their ids', async () => {
    await pay(['c'], NOW_MS);
    await pay(['b'], NOW_MS + 1);
    await pay(['a'], NOW_MS + 2);
    await dispatchRound(store, roomsOf(1, 0, 0), NOW_MS + 2);
    expect(['a', 'b', 'c'].map(warehouseOf)).toEqual([undefined, undefined, CENTRAL]);
    expect([...store.range(LINE)].map(({ value }) => value)).toEqual(['b', 'a']);
  });

  it('takes the oldest payments first when there are more than a round takes', async () => {
    const orders = names(250);
    for (const [index, order] of orders.entries()) await pay([order], NOW_MS - index);
    await dispatchRound(store, roomsOf(1000, 0, 0), NOW_MS);
    expect([...store.range(TO_DISPATCH)].map(({ key }) => key)).toEqual(orders.slice(0, 50));
  });

  it('stores nothing that was returned while it waited', async () => {
    await pay(['a', 'b'], NOW_MS);
    await dispatchRound(store, roomsOf(0, 0, 0), NOW_MS);
    await sendBack('a');
    await dispatchRound(store, roomsOf(1, 0, 0), NOW_MS);
    expect(store.get(PARCELS, 'a')).toBeUndefined();
    expect(warehouseOf('b')).toBe(CENTRAL);
    expect(store.get(COUNTS, IN_LINE)).toBe(0);
  });

  it('takes a bounded number a round and all of them in the end', async () => {
    await pay(names(450), NOW_MS);
    const taken: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      taken.push((await dispatchRound(store, roomsOf(1000, 0, 0), NOW_MS)).length);
    }
    expect(taken).toEqual([200, 200, 50, 0]);
    expect(store.get(COUNTS, CENTRAL)).toBe(450);
  });
});

/** What a region lives through: payments, returns, time that passes, rounds (two at once, too), and restarts between them. */
const event = fc.oneof(
  { weight: 3, arbitrary: fc.record({ paid: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ returned: fc.nat({ max: 30 }) }) },
  { weight: 2, arbitrary: fc.record({ hours: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ rounds: fc.integer({ min: 1, max: 2 }) }) },
);
const room = fc.integer({ min: 0, max: 6 });

it('never overfills a warehouse, and neither loses a parcel nor has one in two places', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(room, room, room),
      fc.array(event, { maxLength: 25 }),
      async (sizes, events) => {
        open();
        try {
          const rooms = roomsOf(...sizes);
          const paid: string[] = [];
          const returned = new Set<string>();
          let nowMs = NOW_MS;
          for (const each of events) {
            if ('hours' in each) nowMs += each.hours * HOUR_MS;
            if ('paid' in each) {
              const orders = names(each.paid, `o${paid.length}-`);
              paid.push(...orders);
              await pay(orders, nowMs);
            }
            const back = 'returned' in each ? paid[each.returned] : undefined;
            if (back !== undefined) {
              returned.add(back);
              await sendBack(back);
            }
            if ('rounds' in each) {
              await Promise.all(
                Array.from({ length: each.rounds }, () => dispatchRound(store, rooms, nowMs)),
              );
            }
            check(rooms, paid, returned, nowMs);
          }
        } finally {
          await close();
        }
      },
    ),
    { numRuns: 60 },
  );
});

/** From the parcels' own records, not from the counts that guard the rooms. */
function check(rooms: Rooms, paid: readonly string[], returned: ReadonlySet<string>, nowMs: number): void {
  const parcels = [...store.range(PARCELS)];
  const packing = [...store.range(TO_DISPATCH)].map(({ key }) => key);
  const known = [...parcels.map(({ key }) => key), ...packing];
  expect(new Set(known).size).toBe(known.length);
  expect(paid.filter((order) => !returned.has(order) && !known.includes(order))).toEqual([]);
  expect(known.filter((order) => !paid.includes(order))).toEqual([]);
  const inLine = [...store.range(LINE)].map(({ value }) => value);
  const waiting = parcels.filter(({ value }) => value.stored === undefined).map(({ key }) => key);
  expect(inLine.sort()).toEqual(waiting.sort());
  expect(store.get(COUNTS, IN_LINE) ?? 0).toBe(waiting.length);
  for (const [warehouse, size] of rooms) {
    const inside = parcels.filter(({ value: { stored } }) => {
      return stored?.warehouse === warehouse && nowMs < stored.atMs + STORED_MS;
    });
    expect(inside.length).toBeLessThanOrEqual(size);
    expect(store.get(COUNTS, warehouse) ?? 0).toBeLessThanOrEqual(size);
    expect(store.get(COUNTS, warehouse) ?? 0).toBeGreaterThanOrEqual(inside.length);
  }
}

describe('a warehouse', () => {
  it('promises 48 h from where that can be kept, and later from where it cannot', () => {
    const hours = WAREHOUSES.map((warehouse) => (promisedAtMs(warehouse, NOW_MS, NOW_MS) - NOW_MS) / HOUR_MS);
    expect(hours).toEqual([48, 48, 54]);
  });

  it('has room for its share of the goal, squeezed as the calendar is', () => {
    const settings = { ...SETTINGS, calendar: { ...SETTINGS.calendar, speed: 10 } };
    expect(WAREHOUSES.map((warehouse) => roomParcels(warehouse, settings))).toEqual([120, 100, 100]);
  });
});
