/** A small valid plan that uses every kind of everything, for the tests of plans, options and targets. */
import { defineCarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';
import { SETTINGS_RULES } from '../../embedded/settings-rules.ts';
import type { Known } from '../../mistakes/draft.ts';

const LEAVES = { thinkSeconds: 1, ok: {} };

export const EXAMPLE_KNOWN: Known = {
  behaviours: {
    browse: { steps: { 'home.view': LEAVES, 'search.query': LEAVES } },
    buy: { steps: { 'coupon.redeem': LEAVES } },
    snatch: { steps: { 'flash.take': LEAVES } },
    hoard: { bot: {}, steps: { 'coupon.redeem': LEAVES } },
  },
  channels: ['home', 'search', 'activity'],
  settings: SETTINGS_RULES,
  steps: ['home.view', 'search.query', 'coupon.redeem', 'flash.take'],
  refusable: ['coupon.redeem', 'flash.take'],
  dependencies: ['bank', 'courier-sf'],
  misbehaviours: ['loses-an-order', 'oversells'],
};

export const examplePlan = defineCarnivalPlan({
  name: 'example',
  description: 'three phases, six populations',
  seed: 618,
  scale: 1,
  pace: 1,
  speed: 60,
  startsAt: '2026-06-18T20:00:00+08:00',
  withinMs: 1200,
  channels: { home: 0.4, search: 0.25, activity: 0.35 },
  regions: [
    { name: 'east', share: 0.5 },
    { name: 'south', share: 0.3 },
    { name: 'north', share: 0.2 },
  ],
  shop: {
    couponQuota: 500_000,
    flashStockPieces: 1000,
    productStockPieces: 100_000,
    products: 200,
    durability: 'process',
    faults: [
      { step: '*', kind: 'latency', value: 20 },
      { step: 'bank', kind: 'error', value: 50 },
      { step: 'courier-sf', kind: 'hang', value: 0 },
    ],
    couponIssue: 100,
    recall: { atMinute: 5, members: 50 },
    goal: { orders: 1000, revenueFen: 50_000_000, hours: 12 },
  },
  allow: [{ host: 'staging.example', addresses: ['192.0.2.0/24', '2001:db8::/32'] }],
  generator: { vus: 2, inFlightMax: 2000, requestTimeoutMs: 5000, drainMs: 6000 },
  phases: [
    {
      name: 'burst',
      calendarMinutes: 120,
      begins: { after: 'previous' },
      populations: [
        {
          kind: 'held',
          name: 'visitors',
          behaviour: 'browse',
          shoppers: [
            { atMinute: 0, value: 1000 },
            { atMinute: 60, value: 2000 },
            { atMinute: 120, value: 500 },
          ],
          paced: true,
        },
        {
          kind: 'arriving',
          name: 'buyers',
          behaviour: 'buy',
          perHour: [{ atMinute: 0, value: 12_000 }],
          process: 'poisson',
          paced: true,
        },
        {
          kind: 'arriving',
          name: 'hoarders',
          behaviour: 'hoard',
          perHour: [{ atMinute: 0, value: 10 }],
          process: 'poisson',
          paced: false,
        },
      ],
    },
    {
      name: 'flash-sale',
      calendarMinutes: 10,
      begins: { during: 'burst', atMinute: 30 },
      populations: [
        { kind: 'herd', name: 'herd', behaviour: 'snatch', shoppers: 500, atMinute: 1, paced: false },
      ],
    },
    {
      name: 'continuation',
      calendarMinutes: 60,
      begins: { after: 'previous' },
      populations: [
        {
          kind: 'arriving',
          name: 'returners',
          behaviour: 'buy',
          perHour: [{ atMinute: 0, value: 100 }],
          process: 'even',
          paced: true,
        },
        {
          kind: 'arriving',
          name: 'trackers',
          behaviour: 'browse',
          perHour: [{ atMinute: 0, value: 10 }],
          process: 'poisson',
          paced: false,
          of: { phase: 'flash-sale', population: 'herd' },
        },
      ],
    },
  ],
  objectives: [
    {
      kind: 'response-time',
      id: 'response-time',
      source: 'the review',
      requires: [{ phase: 'burst' }, { phase: 'flash-sale', step: 'flash.take' }],
      targetShare: 0.99,
    },
    {
      kind: 'success',
      id: 'coupon-success',
      source: 'the review',
      requires: [{ step: 'coupon.redeem' }],
      step: 'coupon.redeem',
      targetShare: 0.998,
    },
    {
      kind: 'refused',
      id: 'flash-refused',
      source: 'stock over herd',
      informative: true,
      step: 'flash.take',
      minShare: 0.1,
      maxShare: 0.9,
    },
    { kind: 'lost-orders', id: 'lost-orders', source: '618', max: 0 },
    {
      kind: 'recovery',
      id: 'recovery',
      source: 'assumed',
      phase: 'flash-sale',
      targetShare: 0.99,
      maxSeconds: 10,
    },
    {
      kind: 'bots-stopped',
      id: 'bots-stopped',
      source: 'assumed',
      requires: [{ phase: 'burst' }],
      targetShare: 0.99,
    },
    { kind: 'honest-refused', id: 'honest-refused', source: 'assumed', maxShare: 0.0005 },
  ],
  sources: { 'phases[0].populations[1].perHour': 'the review' },
});

/** A path into a plan. */
export type Keys = readonly (string | number)[];

/** The plan with the value at a path replaced; undefined removes the key. */
export function withValue(plan: unknown, [key, ...rest]: Keys, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = Array.isArray(plan) ? [...plan] : { ...(plan as object) };
  const target = copy as Record<string | number, unknown>;
  if (rest.length === 0 && value === undefined) delete target[key];
  else target[key] = withValue(target[key], rest, value);
  return copy;
}
