/** For the audit: checks all groups, and that groups and orders agree. */

import { dueKey } from '../platform/agenda.ts';
import type { BrokenPromises } from '../platform/broken-promises.ts';
import { ORDERS } from '../platform/order.ts';
import { pairOf } from '../platform/pair.ts';
import type { Reader, Store } from '../platform/store.ts';
import { type Deposit, ENDS, GROUP_SIZE, GROUPS, type Group, PLACES, type Place, placeOf } from './group.ts';

/** Allowed states of a deposit while its group runs, and after it has ended. */
const RUNNING: readonly Deposit[] = ['due', 'held', 'used'];
const ENDED: readonly Deposit[] = ['due', 'used', 'refunded'];

export function checkGroups(store: Store, broken: BrokenPromises): void {
  for (const { key: id, value: group } of store.range(GROUPS)) {
    if (group.places.length > GROUP_SIZE)
      broken.add(`a group has ${GROUP_SIZE} places`, `group "${id}" with ${group.places.length}`);
    if (!group.ended && store.get(ENDS, dueKey(group.endsAtMs, id)) === undefined)
      broken.add('a group ends', `group "${id}"`);
    for (const place of group.places) checkDeposit(store, id, group, place, broken);
  }
  for (const { key, value: id } of store.range(PLACES)) {
    const { thing: product, shopper } = pairOf(key);
    const group = store.get(GROUPS, id);
    if (group?.product !== product || placeOf(group, shopper) === undefined)
      broken.add('a shopper’s noted place exists', `group "${id}" for "${key}"`);
  }
}

function checkDeposit(
  reader: Reader,
  id: string,
  { product, ended }: Group,
  { shopper, deposit, order: orderId }: Place,
  broken: BrokenPromises,
): void {
  const found = `shopper "${shopper}" in ${ended ? 'ended' : 'running'} group "${id}", deposit ${deposit}`;
  if (!(ended ? ENDED : RUNNING).includes(deposit))
    broken.add('a deposit that no order has used is given back when, and only when, its group ends', found);
  if (deposit !== 'used') return;
  // Whatever happened to the order: a used deposit is not given back.
  const order = orderId === undefined ? undefined : reader.get(ORDERS, orderId);
  if (order?.shopper !== shopper || order.product !== product)
    broken.add('a used deposit belongs to the order of its place', `${found} by order "${orderId}"`);
}
