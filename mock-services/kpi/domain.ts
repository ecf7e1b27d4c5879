/** Sales against the goal while the campaign runs; below 60 % of it more resources are switched on (campaign review). */
import { HOUR_MS, MINUTE_MS } from '../platform/campaign-clock.ts';
import { table } from '../platform/store.ts';
import type { RegionSettings } from '../region-settings.ts';
import { goalCurve } from './curve.ts';

/** Campaign review. */
const ALERT_BELOW_SHARE = 0.6;
/** Assumption: a region that hovers around the alert does not switch to and fro. */
const RELIEVED_FROM_SHARE = 0.7;
/** Assumption: half an hour of warm-up in which nobody is to buy yet, and a quarter of the first hour in which they are. */
export const NOT_JUDGED_MINUTES = 45;
/** Assumption: twice as much of everything. */
export const BOOST_FACTOR = 2;

/** The present boost, stored because the hysteresis depends on it: a restart between the thresholds must not end a boost. */
export const BOOST = table<number>('kpi-boost');
export const NOW = 'now';

export interface Sales {
  readonly orders: number;
  readonly revenueFen: number;
}
export interface Judgement {
  readonly orders: number;
  readonly revenueFen: number;
  /** By now, for this region; real numbers. */
  readonly expectedOrders: number;
  readonly expectedRevenueFen: number;
  /** The lesser of sold over expected, in orders and in revenue; null while nothing is expected of either. */
  readonly goalShare: number | null;
  /** Below 60 % of the goal, once it is judged. */
  readonly alert: boolean;
  /** What `shop.resources.factor` is to be. */
  readonly boost: number;
}

/**
 * Compares what was sold with what the goal's curve expects by now. Rates are real while the calendar is squeezed, so that a
 * rehearsal sells only 1/speed of what the calendar says: expected = goal × curve(t) / speed.
 *
 * @param boostBefore the judgement before, for its hysteresis: a boost ends from 70 % on
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
    // Without a goal any sales are enough: 0 / 0 and n / 0.
    Number.isFinite,
  );
  const goalShare = reached.length === 0 ? null : Math.min(...reached);
  const judged = goalShare !== null && sinceStartMs >= NOT_JUDGED_MINUTES * MINUTE_MS;
  const boostBelowShare = boostBefore > 1 ? RELIEVED_FROM_SHARE : ALERT_BELOW_SHARE;
  return {
    orders,
    revenueFen,
    expectedOrders,
    expectedRevenueFen,
    goalShare,
    alert: judged && goalShare < ALERT_BELOW_SHARE,
    boost: judged && goalShare < boostBelowShare ? BOOST_FACTOR : 1,
  };
}
