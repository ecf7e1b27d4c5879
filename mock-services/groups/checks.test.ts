import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancel } from '../orders/cancellation.ts';
import { dueKey } from '../platform/agenda.ts';
import { BrokenPromises } from '../platform/broken-promises.ts';
import { ORDERS } from '../platform/order.ts';
import { NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { checkGroups } from './checks.ts';
import { endDue, join, order, share } from './domain.ts';
import { type Deposit, ENDS, GROUP_LASTS_MS, GROUPS, type Group, PLACES, type Place } from './group.ts';

const LATER_MS = NOW_MS + GROUP_LASTS_MS;

/** In group `1:0` `s1` has ordered, `s2` has joined, `s3` has shared and not joined; `s4` waits in `1:1`. */
let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  const { store, catalogue } = shop.shop;
  await store.transact((tx) => share(tx, catalogue, { shopper: 's3', product: '1' }, NOW_MS));
  for (const shopper of ['s1', 's2', 's4'])
    await store.transact((tx) => join(tx, catalogue, { shopper, product: '1' }, NOW_MS));
  await store.transact((tx) => order(tx, catalogue, { shopper: 's1', product: '1', order: 'o1' }, NOW_MS));
});
afterEach(() => shop.close());

function broken(): readonly string[] {
  const found = new BrokenPromises();
  checkGroups(shop.shop.store, found);
  return found.list;
}
/** Writes the group `1:0` anew. */
const change = (changed: (group: Group) => Partial<Group>) =>
  shop.shop.store.transact((tx) => {
    const group = tx.get(GROUPS, '1:0')!;
    tx.put(GROUPS, '1:0', { ...group, ...changed(group) });
  });
const changePlace = (shopper: string, changed: Partial<Place>) =>
  change(({ places }) => ({
    places: places.map((each) => (each.shopper === shopper ? { ...each, ...changed } : each)),
  }));

describe('checkGroups', () => {
  it('finds nothing wrong while groups run, after they end, and with a used deposit that is kept', async () => {
    expect(broken()).toEqual([]);
    const { store } = shop.shop;
    await store.transact((tx) => cancel(tx, 'o1', 's1', NOW_MS));
    expect(store.get(ORDERS, 'o1')?.state).toBe('cancelled');
    expect(broken()).toEqual([]);
    expect(await endDue(store, LATER_MS)).toBe(2);
    expect(store.get(GROUPS, '1:0')?.places.map(({ deposit }) => deposit)).toEqual([
      'due',
      'used',
      'refunded',
    ]);
    expect(broken()).toEqual([]);
  });

  it('finds a running group whose end is not on the agenda', async () => {
    const { endsAtMs } = shop.shop.store.get(GROUPS, '1:0')!;
    await shop.shop.store.transact((tx) => tx.remove(ENDS, dueKey(endsAtMs, '1:0')));
    expect(broken()).toEqual(['a group ends: broken 1 times, by group "1:0"']);
  });

  it('counts the places of a group', async () => {
    await change(({ places }) => ({ places: [...places, { shopper: 's5', deposit: 'held' }] }));
    expect(broken()).toEqual(['a group has 3 places: broken 1 times, by group "1:0" with 4']);
  });

  it.each<{ ended: boolean; deposit: Deposit }>([
    { ended: true, deposit: 'held' },
    { ended: false, deposit: 'refunded' },
    { ended: false, deposit: 'lost' as Deposit },
    { ended: true, deposit: 'lost' as Deposit },
  ])('finds a deposit that is $deposit while the group’s ended is $ended', async ({ ended, deposit }) => {
    if (ended) await endDue(shop.shop.store, LATER_MS);
    await changePlace('s3', { deposit });
    const where = `${ended ? 'ended' : 'running'} group "1:0"`;
    expect(broken()).toEqual([
      `a deposit that no order has used is given back when, and only when, its group ends: broken 1 times, by shopper "s3" in ${where}, deposit ${deposit}`,
    ]);
  });

  it.each<{ what: string; place: Partial<Place> }>([
    { what: 'no order', place: { deposit: 'used' } },
    { what: 'an order that there is not', place: { deposit: 'used', order: 'o404' } },
    { what: 'an order of somebody else', place: { deposit: 'used', order: 'o1' } },
  ])('finds a deposit that was used for $what', async ({ place }) => {
    await changePlace('s2', place);
    expect(broken()).toEqual([
      `a used deposit belongs to the order of its place: broken 1 times, by shopper "s2" in running group "1:0", deposit used by order "${place.order}"`,
    ]);
  });

  it.each([
    { what: 'no group', id: '1:9' },
    { what: 'a group without their place', id: '1:1' },
    { what: 'a group of another product', id: '2:0' },
  ])('finds a shopper whose noted place is in $what', async ({ id }) => {
    const { store, catalogue } = shop.shop;
    await store.transact((tx) => share(tx, catalogue, { shopper: 's1', product: '2' }, NOW_MS));
    await store.transact((tx) => tx.put(PLACES, '1/s1', id));
    expect(broken()).toEqual([`a shopper’s noted place exists: broken 1 times, by group "${id}" for "1/s1"`]);
  });
});
