import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../platform/campaign-clock.ts';
import { SETTINGS } from '../testing/test-shop.ts';
import { goalCurve } from './curve.ts';
import { judge, NOT_JUDGED_MINUTES } from './domain.ts';

/** The review's own: a million orders and 500 M CNY in twelve hours. */
const GOAL = { orders: 1_000_000, revenueFen: 50_000_000_000, hours: 12 };
const settings = (speed = 1, goal = GOAL) => ({ goal, calendar: { ...SETTINGS.calendar, speed } });
const FOUR_HOURS_MS = 4 * HOUR_MS;
const EXPECTED_SHARE = 450_000 / 1_900_000;
/** Sales at this share of what is expected after four hours. */
const salesAt = (share: number, speed = 1) => ({
  orders: (GOAL.orders * EXPECTED_SHARE * share) / speed,
  revenueFen: (GOAL.revenueFen * EXPECTED_SHARE * share) / speed,
});

describe('the goal’s curve', () => {
  it.each([
    { hours: 0, want: 0 },
    { hours: 2, want: 225 / 1900 },
    { hours: 4, want: 450 / 1900 },
    { hours: 8, want: 1050 / 1900 },
    { hours: 10, want: 1475 / 1900 },
    { hours: 12, want: 1 },
    { hours: 100, want: 1 },
  ])('expects $want of it after $hours hours', ({ hours, want }) => {
    expect(goalCurve(hours / 12)).toBeCloseTo(want, 12);
  });

  it('only rises', () => {
    const share = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        expect(goalCurve(Math.max(a, b))).toBeGreaterThanOrEqual(goalCurve(Math.min(a, b)));
      }),
    );
  });
});

describe('judge', () => {
  it.each([
    { share: 0.59, before: 1, alert: true, boost: 2 },
    { share: 0.61, before: 1, alert: false, boost: 1 },
    { share: 0.61, before: 2, alert: false, boost: 2 },
    { share: 0.69, before: 2, alert: false, boost: 2 },
    { share: 0.71, before: 2, alert: false, boost: 1 },
  ])('at $share of the goal, boosted $before times before: alert $alert, boost $boost', (row) => {
    const judged = judge(settings(), salesAt(row.share), FOUR_HOURS_MS, row.before);
    expect(judged).toMatchObject({ alert: row.alert, boost: row.boost });
    expect(judged.goalShare).toBeCloseTo(row.share, 9);
  });

  it('expects 1/speed of the goal, because the calendar is squeezed and rates are not', () => {
    const judged = judge(settings(60), salesAt(1, 60), FOUR_HOURS_MS, 1);
    expect(judged.goalShare).toBeCloseTo(1, 9);
    expect(judged.expectedOrders).toBeCloseTo((GOAL.orders * EXPECTED_SHARE) / 60, 6);
  });

  it('goes by the lesser of orders and revenue', () => {
    const { orders } = salesAt(1);
    const { revenueFen } = salesAt(0.5);
    expect(judge(settings(), { orders, revenueFen }, FOUR_HOURS_MS, 1).goalShare).toBeCloseTo(0.5, 9);
    const few = { orders: orders / 2, revenueFen: 2 * revenueFen };
    expect(judge(settings(), few, FOUR_HOURS_MS, 1).goalShare).toBeCloseTo(0.5, 9);
  });

  it('does not judge a campaign that has hardly begun', () => {
    const nothing = { orders: 0, revenueFen: 0 };
    const justBeforeMs = NOT_JUDGED_MINUTES * MINUTE_MS - 1;
    expect(judge(settings(), nothing, 0, 1)).toMatchObject({ goalShare: null, alert: false, boost: 1 });
    expect(judge(settings(), nothing, justBeforeMs, 1)).toMatchObject({
      goalShare: 0,
      alert: false,
      boost: 1,
    });
    expect(judge(settings(), nothing, justBeforeMs + 1, 1)).toMatchObject({ alert: true, boost: 2 });
  });

  it('expects nothing without a goal, and only orders or revenue if only that has one', () => {
    const none = settings(1, { orders: 0, revenueFen: 0, hours: 12 });
    expect(judge(none, salesAt(1), FOUR_HOURS_MS, 1)).toMatchObject({
      goalShare: null,
      alert: false,
      boost: 1,
    });
    const ordersOnly = settings(1, { ...GOAL, revenueFen: 0 });
    expect(judge(ordersOnly, salesAt(0.5), FOUR_HOURS_MS, 1).goalShare).toBeCloseTo(0.5, 9);
  });
});
