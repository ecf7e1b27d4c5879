import { describe, expect, it } from 'vitest';
import { NOTHING_YET, type Readings, ratesBetween, type Snapshot, snapshotOf } from './rates.ts';

const STEPS = { orderSteps: ['order.create', 'live.order'], couponStep: 'coupon.redeem' };
const response = (step: string, outcome: string, within: boolean, value: number) => ({
  labels: { step, outcome, within: String(within) },
  value,
});
const readings: Readings = {
  shoppers: [{ labels: {}, value: 500 }],
  intended: [
    { labels: { region: 'east' }, value: 60 },
    { labels: { region: 'south' }, value: 40 },
  ],
  responses: [
    response('home.view', 'ok', true, 50),
    response('home.view', 'ok', false, 5),
    response('coupon.redeem', 'ok', true, 9),
    response('coupon.redeem', 'refused', true, 20),
    response('coupon.redeem', 'failed', true, 1),
    response('order.create', 'ok', true, 4),
    response('live.order', 'ok', true, 3),
    response('order.create', 'failed', false, 2),
  ],
  sendLag: [
    { labels: { scenario: 'warm-up', cause: 'generator', le: '0.005' }, value: 40 },
    { labels: { scenario: 'burst', cause: 'generator', le: '0.005' }, value: 10 },
    { labels: { scenario: 'burst', cause: 'generator', le: '0.01' }, value: 90 },
    { labels: { scenario: 'burst', cause: 'generator', le: '+Inf' }, value: 94 },
    { labels: { scenario: 'burst', cause: 'slot', le: '0.005' }, value: 1 },
    { labels: { scenario: 'burst', cause: 'slot', le: '+Inf' }, value: 3 },
  ],
};

describe('a snapshot', () => {
  it('sums over all labels that are not asked for', () => {
    expect(snapshotOf(1000, readings, STEPS)).toEqual({
      atMs: 1000,
      shoppers: 500,
      offered: 100,
      achieved: 97,
      answered: 94,
      good: 86,
      couponsOk: 9,
      couponsFailed: 1,
      ordersOk: 7,
      sendLag: new Map([
        [0.005, 50],
        [0.01, 90],
        [Number.POSITIVE_INFINITY, 94],
      ]),
    });
  });

  it('of no series is all zeros', () => {
    const nothing: Readings = { shoppers: [], intended: [], responses: [], sendLag: [] };
    expect(snapshotOf(0, nothing, STEPS)).toEqual({ ...NOTHING_YET, atMs: 0 });
  });
});

describe('rates between two moments', () => {
  const at = (atMs: number, counts: Partial<Snapshot>): Snapshot => ({ ...NOTHING_YET, ...counts, atMs });

  it('are of what happened between them alone', () => {
    const before = at(10_000, {
      offered: 100,
      achieved: 95,
      answered: 90,
      good: 45,
      couponsOk: 10,
      couponsFailed: 10,
      ordersOk: 1,
    });
    const after = at(20_000, {
      offered: 300,
      achieved: 296,
      answered: 290,
      good: 235,
      couponsOk: 29,
      couponsFailed: 11,
      ordersOk: 4,
    });
    expect(ratesBetween(before, after)).toEqual({
      seconds: 10,
      offered: 200,
      achieved: 201,
      answered: 200,
      withinShare: 0.95,
      couponShare: 0.95,
      orders: 3,
      sendLagSecondsP99: null,
    });
  });

  it('have no shares when nothing was counted', () => {
    expect(ratesBetween(at(0, {}), at(1000, {}))).toMatchObject({ withinShare: null, couponShare: null });
  });

  const bounds = [0.01, 0.1, Number.POSITIVE_INFINITY];
  it.each([
    { given: 'all sends below the first bound', before: [0, 0, 0], after: [100, 100, 100], want: 0.01 },
    { given: 'exactly 99 % below a bound', before: [0, 0, 0], after: [50, 99, 100], want: 0.1 },
    {
      given: 'less than 99 % below any bound',
      before: [0, 0, 0],
      after: [50, 98, 100],
      want: Number.POSITIVE_INFINITY,
    },
    { given: 'late sends that are long past', before: [0, 0, 100], after: [100, 100, 200], want: 0.01 },
    { given: 'no sends between', before: [5, 6, 7], after: [5, 6, 7], want: null },
  ])('give the lag’s p99 as a bucket’s bound: $given', ({ before, after, want }) => {
    const lag = (counts: readonly number[]) => ({
      sendLag: new Map(bounds.map((bound, i) => [bound, counts[i]!])),
    });
    expect(ratesBetween(at(0, lag(before)), at(1000, lag(after))).sendLagSecondsP99).toBe(want);
  });
});
