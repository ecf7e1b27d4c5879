/** Sales against the goal while the campaign runs; below 60 % of it more resources are switched on (campaign review). */
import { KPI_ALERT_BELOW_SHARE } from '../../scenarios/targets/mock-shop/settings.ts';
import { HOUR_MS, MINUTE_MS } from '../platform/campaign-clock.ts';
import { table } from '../platform/table.ts';
import type { RegionSettings } from '../region-settings.ts';
import { goalCurve } from './curve.ts';

/** Assumption: so that a region near the alert does not switch on and off all the time. */
const RELIEVED_FROM_SHARE = 0.7;
/** Assumption: half an hour of warm-up, in which nobody is expected to buy, plus a quarter of the first hour of sales. */
export const NOT_JUDGED_MINUTES = 45;
/** Assumption: twice as much of everything. */
export const BOOST_FACTOR = 2;

/** The present boost. Stored, so that a restart between the two thresholds does not end it. */
export const BOOST = table<number>('kpi-boost');
export const NOW = 'now';

export interface Sales {
  readonly orders: number;
  readonly revenueFen: number;
}
export interface Judgement {
  readonly orders: number;
  readonly revenueFen: number;
  /** What this region should have sold by now. Not rounded. */
  readonly expectedOrders: number;
  readonly expectedRevenueFen: number;
  /** Sold / expected, in orders or revenue, whichever is less; null while nothing is expected of either. */
  readonly goalShare: number | null;
  /** True below 60 % of the goal; false while it is too early to judge. */
  readonly alert: boolean;
  /** The new value of `shop.resources.factor`. */
  readonly boost: number;
}

/**
 * Compares sales with what the goal's curve expects by now. The calendar is squeezed but rates are not, so a rehearsal sells only
 * 1/speed of what the calendar says: expected = goal × curve(t) / speed.
 *
 * @param boostBefore the boost before: once on, it ends only at 70 % of the goal
 */
export function judge(
  { goal, calendar }: Pick<RegionSettings, 'goal' | 'calendar'>,
  { orders, revenueFen }: Sales,
  sinceStartMs: number,
  boostBefore: number,
): Judgement {
  const expectedShare = goalCurve(sinceStartMs / (goal.hours * HOUR_MS)) / calendar.speed;
  const expectedOrders = goal.orders * expectedShare;
  const expectedRevenueFen = goal.revenueFen * expectedShare;
  const reached = [orders / expectedOrders, revenueFen / expectedRevenueFen].filter(
    // Without a goal any sales are enough, although the shares are 0 / 0 or n / 0.
    Number.isFinite,
  );
  const goalShare = reached.length === 0 ? null : Math.min(...reached);
  const judged = goalShare !== null && sinceStartMs >= NOT_JUDGED_MINUTES * MINUTE_MS;
  const boostBelowShare = boostBefore > 1 ? RELIEVED_FROM_SHARE : KPI_ALERT_BELOW_SHARE;
  return {
    orders,
    revenueFen,
    expectedOrders,
    expectedRevenueFen,
    goalShare,
    alert: judged && goalShare < KPI_ALERT_BELOW_SHARE,
    boost: judged && goalShare < boostBelowShare ? BOOST_FACTOR : 1,
  };
}
