/** The small plan of the verdict's tests: three phases of 100 s, a held crowd, buyers, bots, a herd. */
import type { Objective, Phase } from '../../../scenarios/campaigns/plan.ts';
import type { CarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';

export const PHASE_SECONDS = 100;
const SPEED = 60;
export const BROWSERS = 3000;
export const BROWSER_THINK_SECONDS = 30;
export const HERD_SHOPPERS = 600;
export const VUS = 4;

const SOURCE = 'a test';

export const OBJECTIVES: readonly Objective[] = [
  { kind: 'response-time', id: 'response', source: SOURCE, targetShare: 0.95 },
  {
    kind: 'success',
    id: 'coupons',
    source: SOURCE,
    step: 'coupon.redeem',
    targetShare: 0.998,
  },
  {
    kind: 'refused',
    id: 'sold-out',
    source: SOURCE,
    step: 'flash.take',
    minShare: 0.5,
    maxShare: 0.9,
  },
  { kind: 'lost-orders', id: 'lost', source: SOURCE, max: 0 },
  { kind: 'oversold', id: 'oversold', source: SOURCE, max: 0 },
  { kind: 'broken-promises', id: 'books-in-order', source: SOURCE, max: 0 },
  {
    kind: 'recovery',
    id: 'recovery',
    source: SOURCE,
    phase: 'flash-sale',
    targetShare: 0.95,
    maxSeconds: 30,
  },
  { kind: 'bots-stopped', id: 'bots', source: SOURCE, targetShare: 0.99 },
  { kind: 'honest-refused', id: 'honest', source: SOURCE, maxShare: 0.0005 },
];

const BEHAVIOUR = { behaviour: 'any', paced: true } as const;
export const held = {
  ...BEHAVIOUR,
  kind: 'held',
  name: 'browsers',
  shoppers: [{ atMinute: 0, value: BROWSERS }],
} as const;
const buyers = {
  ...BEHAVIOUR,
  kind: 'arriving',
  name: 'buyers',
  perHour: [{ atMinute: 0, value: 1 }],
  process: 'poisson',
} as const;
export const bots = {
  ...BEHAVIOUR,
  kind: 'arriving',
  name: 'bots',
  perHour: [{ atMinute: 0, value: 1 }],
  process: 'even',
} as const;
const herd = { ...BEHAVIOUR, kind: 'herd', name: 'herd', shoppers: HERD_SHOPPERS, atMinute: 30 } as const;
const phase = (name: string, populations: Phase['populations']): Phase => ({
  name,
  calendarMinutes: (PHASE_SECONDS * SPEED) / 60,
  begins: { after: 'previous' },
  populations,
});

export const PLAN: CarnivalPlan = {
  name: 'small-carnival',
  description: 'three phases',
  seed: 7,
  scale: 1,
  pace: 1,
  speed: SPEED,
  startsAt: '2026-06-18T20:00:00+08:00',
  withinMs: 1200,
  channels: { home: 0.4, search: 0.25, activity: 0.35 },
  regions: [
    { name: 'east', share: 0.5 },
    { name: 'south', share: 0.5 },
  ],
  shop: {
    couponQuota: 1,
    flashStockPieces: 1,
    productStockPieces: 1,
    products: 1,
    durability: 'process',
    faults: [],
    couponIssue: 0,
    recall: { atMinute: 0, members: 0 },
    goal: { orders: 1, revenueFen: 1, hours: 1 },
  },
  allow: [],
  generator: { vus: VUS, inFlightMax: 1500, requestTimeoutMs: 10_000, drainMs: 10_000 },
  phases: [
    phase('warm-up', [held, buyers]),
    phase('burst', [held, buyers, bots]),
    phase('flash-sale', [held, herd]),
  ],
  objectives: OBJECTIVES,
  sources: {},
};
