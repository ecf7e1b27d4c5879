/** A run in the middle of a drill, for tests of what shows it. */
import type { LiveState, TrendPoint } from '../state.ts';

const SECOND_MS = 1000;
const rates = {
  seconds: 10,
  offered: 37_100,
  achieved: 37_090,
  answered: 37_080,
  withinShare: 0.984_3,
  couponShare: 0.998,
  orders: 3210,
  sendLagSecondsP99: 0.015,
};

/** Rises, and dips while the drill is on. */
const trend = Array.from({ length: 100 }, (_, i): TrendPoint => {
  const isHit = i > 80 && i < 92;
  return {
    atMs: (i - 20) * SECOND_MS,
    offered: 900 + 2800 * Math.min(1, i / 40) + 150 * Math.sin(i / 3),
    achieved: 895 + 2800 * Math.min(1, i / 40) + 150 * Math.sin(i / 3),
    withinShare: isHit ? 0.95 : 0.9996,
    sendLagP99: isHit ? 0.05 : 0.015,
  };
});

export const MID_DRILL: LiveState = {
  title: 'summer-carnival · 2026-11-26T13-31-22-summer-carnival-jimnsl',
  timetable: [
    { phase: 'warm-up', startMs: 0, endMs: 30 * SECOND_MS },
    { phase: 'burst', startMs: 30 * SECOND_MS, endMs: 150 * SECOND_MS },
    { phase: 'flash-sale', startMs: 100 * SECOND_MS, endMs: 130 * SECOND_MS },
    { phase: 'continuation', startMs: 150 * SECOND_MS, endMs: 180 * SECOND_MS },
  ],
  withinMs: 1200,
  elapsedMs: 74 * SECOND_MS,
  shoppers: 2_001_364,
  hasCoupons: true,
  hasOrders: true,
  recent: rates,
  whole: { ...rates, seconds: 74, offered: 214_332, achieved: 214_300, answered: 214_100, orders: 18_123 },
  trend,
  drills: [
    {
      drill: 'database-pressure',
      phase: 'burst',
      beginMs: 43 * SECOND_MS,
      endMs: 52 * SECOND_MS,
      recoveredMs: 60 * SECOND_MS,
    },
    {
      drill: 'payments-down',
      phase: 'burst',
      beginMs: 68 * SECOND_MS,
      endMs: 78 * SECOND_MS,
      recoveredMs: 92 * SECOND_MS,
    },
    {
      drill: 'region-killed',
      phase: 'burst',
      beginMs: 130 * SECOND_MS,
      endMs: 133 * SECOND_MS,
      recoveredMs: 142 * SECOND_MS,
    },
  ],
  breakers: [
    { dependency: 'bank', region: 'east', state: 'closed' },
    { dependency: 'bank', region: 'north', state: 'open' },
    { dependency: 'bank', region: 'south', state: 'closed' },
    { dependency: 'database', region: 'east', state: 'closed' },
    { dependency: 'database', region: 'south', state: 'half-open' },
    { dependency: 'database', region: 'north', state: 'closed' },
  ],
  alerts: [
    {
      alert: 'ResponseTimeBurningFast',
      severity: 'page',
      labels: { objective: 'response-time', region: 'north', drill: 'payments-down' },
    },
    { alert: 'BreakerOpen', severity: 'page', labels: { dependency: 'bank', region: 'north' } },
  ],
  silence: null,
};
