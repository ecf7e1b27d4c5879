import { beforeEach, describe, expect, it } from 'vitest';
import { DEPOSIT_FEN, groupPriceFen } from '../../scenarios/targets/mock-shop/offers.ts';
import { createCatalogue } from '../catalogue.ts';
import { STOCK } from '../inventory/domain.ts';
import { ORDERS } from '../platform/order.ts';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing/test-shop.ts';
import { join, look, order, share } from './domain.ts';
import { endGroup, GROUP_LASTS_MS, GROUP_TALLY, GROUPS, openGroups } from './group.ts';

const CATALOGUE = createCatalogue(3);
const LATER_MS = NOW_MS + GROUP_LASTS_MS;

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  for (const product of ['1', '2', '3']) tx.put(STOCK, product, { initialPieces: 2, leftPieces: 2 });
});

const shareBy = (shopper: string, nowMs = NOW_MS, product = '1') =>
  share(tx, CATALOGUE, { shopper, product }, nowMs);
const joinBy = (shopper: string, nowMs = NOW_MS, product = '1') =>
  join(tx, CATALOGUE, { shopper, product }, nowMs);
const orderBy = (shopper: string, id: string, nowMs = NOW_MS, product = '1') =>
  order(tx, CATALOGUE, { shopper, order: id, product }, nowMs);
const depositsOf = (group: string) =>
  Object.fromEntries(tx.get(GROUPS, group)!.places.map(({ shopper, deposit }) => [shopper, deposit]));

describe('sharing', () => {
  it('opens a group with the sharer in it, who has paid nothing yet', () => {
    expect(shareBy('s1')).toEqual({ status: 201, body: { group: '1:0', product: '1', missing: 2 } });
    expect(depositsOf('1:0')).toEqual({ s1: 'due' });
  });

  it('opens no second group while the sharer’s first one runs, and another once it has ended', () => {
    shareBy('s1');
    expect(shareBy('s1').body).toMatchObject({ group: '1:0' });
    expect(shareBy('s1', NOW_MS, '2').body).toMatchObject({ group: '2:0' });
    expect(shareBy('s1', LATER_MS).body).toMatchObject({ group: '1:1' });
  });

  it('shows a friend how many are missing in the group that waits longest', () => {
    expect(look(tx, CATALOGUE, '1', NOW_MS).body).toMatchObject({ missing: 3, priceFen: 9_900 });
    shareBy('s1');
    joinBy('s2');
    expect(look(tx, CATALOGUE, '1', NOW_MS).body).toMatchObject({ missing: 1, groupPriceFen: 7_920 });
    expect(look(tx, CATALOGUE, '1', LATER_MS).body).toMatchObject({ missing: 3 });
  });
});

describe('joining', () => {
  it('fills the oldest open group of the product, and opens one when none is open', () => {
    shareBy('s1');
    shareBy('s2');
    const joined = ['s3', 's4', 's5', 's6', 's7'].map((shopper) => joinBy(shopper).body);
    expect(joined).toEqual([
      { group: '1:0', product: '1', missing: 1 },
      { group: '1:0', product: '1', missing: 0 },
      { group: '1:1', product: '1', missing: 1 },
      { group: '1:1', product: '1', missing: 0 },
      { group: '1:2', product: '1', missing: 2 },
    ]);
    expect(tx.get(GROUP_TALLY, 'all')).toEqual({ opened: 3, filled: 2 });
    expect(openGroups(tx)).toBe(1);
  });

  it('pays once, for the place that the sharer already has', () => {
    shareBy('s1');
    expect(joinBy('s1').body).toMatchObject({ group: '1:0', missing: 2 });
    expect(depositsOf('1:0')).toEqual({ s1: 'held' });
    expect(codeOf(joinBy('s1'))).toBe('already_joined');
  });

  it('skips a group whose time is over, even before its end was processed', () => {
    joinBy('s1');
    expect(joinBy('s2', LATER_MS - 1).body).toMatchObject({ group: '1:0' });
    expect(joinBy('s3', LATER_MS).body).toMatchObject({ group: '1:1' });
  });

  it('is allowed again for a shopper whose group has ended', () => {
    joinBy('s1');
    expect(joinBy('s1', LATER_MS).body).toMatchObject({ group: '1:1' });
    endGroup(tx, '1:0', LATER_MS);
    expect([depositsOf('1:0'), depositsOf('1:1')]).toEqual([{ s1: 'refunded' }, { s1: 'held' }]);
  });
});

describe('ordering', () => {
  it('takes the group price while the group still waits, and the deposit off what is to be paid', () => {
    joinBy('s1');
    expect(orderBy('s1', 'o1')).toEqual({
      status: 201,
      body: { order: 'o1', payableFen: 7_920 - DEPOSIT_FEN, depositFen: DEPOSIT_FEN },
    });
    expect(tx.get(ORDERS, 'o1')).toMatchObject({ shopper: 's1', quantity: 1, totalFen: 7_920 });
    expect(depositsOf('1:0')).toEqual({ s1: 'used' });
  });

  it('needs a paid deposit in a running group, and is allowed once per place', () => {
    expect(codeOf(orderBy('s1', 'o1'))).toBe('not_joined');
    shareBy('s1');
    expect(codeOf(orderBy('s1', 'o1'))).toBe('not_joined');
    joinBy('s1');
    expect(codeOf(orderBy('s1', 'o1', LATER_MS))).toBe('not_joined');
    expect(orderBy('s1', 'o1').status).toBe(201);
    expect(codeOf(orderBy('s1', 'o2'))).toBe('already_ordered');
  });

  it('keeps the deposit when the order is refused', () => {
    for (const shopper of ['s1', 's2', 's3']) joinBy(shopper);
    orderBy('s1', 'o1');
    expect(codeOf(orderBy('s2', 'o1'))).toBe('order_exists');
    orderBy('s2', 'o2');
    expect(codeOf(orderBy('s3', 'o3'))).toBe('sold_out');
    expect(depositsOf('1:0')).toEqual({ s1: 'used', s2: 'used', s3: 'held' });
  });

  it('never asks for a deposit above the group price', () => {
    const pricesFen = [...createCatalogue(200).values()]
      .slice(0, -1)
      .map(({ priceFen }) => groupPriceFen(priceFen));
    expect(Math.min(...pricesFen)).toBeGreaterThan(DEPOSIT_FEN);
  });
});

describe('the end of a group', () => {
  it('gives back unused deposits once, and leaves the orders alone', () => {
    shareBy('s1');
    joinBy('s2');
    orderBy('s2', 'o2');
    joinBy('s3');
    endGroup(tx, '1:0', LATER_MS);
    endGroup(tx, '1:0', LATER_MS);
    expect(depositsOf('1:0')).toEqual({ s1: 'due', s2: 'used', s3: 'refunded' });
    expect(tx.get(GROUP_TALLY, 'all')).toEqual({ opened: 1, filled: 1, refunded: 1 });
    expect(tx.get(ORDERS, 'o2')).toBeDefined();
  });

  it('counts an unfilled group as expired', () => {
    joinBy('s1');
    endGroup(tx, '1:0', LATER_MS);
    expect(tx.get(GROUP_TALLY, 'all')).toEqual({ opened: 1, expired: 1, refunded: 1 });
    expect(openGroups(tx)).toBe(0);
  });

  it('does not come before its time', () => {
    joinBy('s1');
    expect(endGroup(tx, '1:0', LATER_MS - 1)).toBe(false);
    expect(depositsOf('1:0')).toEqual({ s1: 'held' });
  });
});

it.each(['0', '4', 'flash-1'])('does not sell product "%s" to groups', (product) => {
  const answers = [
    shareBy('s1', NOW_MS, product),
    look(tx, CATALOGUE, product, NOW_MS),
    joinBy('s1', NOW_MS, product),
    orderBy('s1', 'o1', NOW_MS, product),
  ];
  expect(answers.map(codeOf)).toEqual(Array(4).fill('unknown_product'));
});
