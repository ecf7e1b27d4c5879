/**
 * Twenty minutes of steady buying, in which a region is killed with -9 every nine seconds, in the middle of requests, and must have
 * lost nothing: `npm run soak`. Ten phases, because each drill of a phase makes the crowd's counts larger.
 */
import { defineCarnivalPlan } from '../targets/mock-shop/settings.ts';
import type { PlannedDrill } from './plan.ts';
import { arriving } from './populations.ts';

const ISSUE = 'design: at least a hundred kills with requests in flight, and nothing lost';

/**
 * Calendar seconds in a real one. Slow: the soak is two hours of the campaign. Every four hours the campaign decides about its coupons, and
 * would issue none for a while, because of those that kills kept from being redeemed.
 */
const SPEED = 6;
const minutes = (seconds: number): number => (seconds * SPEED) / 60;
const PHASE_SECONDS = 120;
const PHASES = 10;
/** The first when orders are placed, the last so early that its window ends within the phase. */
const FIRST_KILL_SECONDS = 8;
/** No whole number, so that kills do not always meet the same part of a second: the shop commits and the crowd counts by the clock. */
const KILL_EVERY_SECONDS = 9.1;
const KILLS_A_PHASE = 12;
const REGIONS = ['east', 'south', 'north'] as const;

/** Every region has its turn of being left alone, so that one of its processes lives long enough to tell how its memory grows. */
const killedIn = (phase: number): readonly string[] => {
  const spared = Math.floor((phase * REGIONS.length) / PHASES);
  return REGIONS.filter((_, region) => region !== spared);
};

const phaseName = (phase: number): string => `part-${phase + 1}`;

const kills = (phase: number): readonly PlannedDrill[] =>
  Array.from({ length: KILLS_A_PHASE }, (_, kill): PlannedDrill => {
    const regions = killedIn(phase);
    return {
      name: `kill-${phase + 1}-${kill + 1}`,
      at: { phase: phaseName(phase), minute: minutes(FIRST_KILL_SECONDS + kill * KILL_EVERY_SECONDS) },
      for: { seconds: 2, recoverySeconds: 6 },
      where: { process: regions[kill % regions.length]! },
      fault: { kind: 'kill' },
      // If it is not back when its window ends, the plan's own objective fails.
      expect: [],
    };
  });

export default defineCarnivalPlan({
  name: 'soak',
  description: '120 kills with -9 in twenty minutes, while two hundred orders are placed each second',
  seed: 618,
  scale: 1,
  pace: 1,
  speed: SPEED,
  startsAt: '2026-06-18T20:00:00+08:00',
  withinMs: 1200,
  settleSecondsMax: 10,
  channels: { home: 0.4, search: 0.25, activity: 0.35 },
  regions: [
    { name: 'east', share: 0.34 },
    { name: 'south', share: 0.33 },
    { name: 'north', share: 0.33 },
  ],
  shop: {
    couponQuota: 1_000_000,
    flashStockPieces: 600,
    productStockPieces: 100_000,
    products: 1000,
    durability: 'process',
    // A healthy shop answers in three milliseconds, so many a kill would meet no request.
    faults: [
      { step: '*', kind: 'latency', value: 40 },
      { step: 'bank', kind: 'latency', value: 100 },
    ],
    couponIssue: 500_000,
    recall: { atMinute: 0, members: 0 },
    goal: { orders: 1_000_000, revenueFen: 50_000_000_000, hours: 12 },
  },
  allow: [],
  generator: { vus: 2, inFlightMax: 4000, requestTimeoutMs: 10_000, drainMs: 10_000 },
  phases: Array.from({ length: PHASES }, (_, phase) => ({
    name: phaseName(phase),
    calendarMinutes: minutes(PHASE_SECONDS),
    begins: { after: 'previous' },
    populations: [
      arriving('coupon-buyers', 'coupon-buyer', 612_000),
      arriving('retry-storm', 'retry-storm', 72_000),
      arriving('waverers', 'waverer', 36_000),
    ],
  })),
  objectives: [
    { id: 'orders-lost', kind: 'lost-orders', max: 0, source: ISSUE },
    { id: 'books-in-order', kind: 'broken-promises', max: 0, source: ISSUE },
    { id: 'oversold', kind: 'oversold', max: 0, source: ISSUE },
    {
      id: 'response-time',
      kind: 'response-time',
      targetShare: 0.95,
      source:
        'assumption: outside the windows everybody is served as ever, but for what a kill cuts off: a payment takes 150 ms, and six kills in 72 s cut off 2 % of them',
    },
  ],
  drills: Array.from({ length: PHASES }, (_, phase) => kills(phase)).flat(),
  sources: {
    seed: 'assumption: the 618 sale of the review; any other number works too',
    scale: 'design: the load that is written here',
    pace: 'design: natural think times',
    speed: 'design: two hours of the campaign, so that it does not decide about its coupons meanwhile',
    withinMs: 'campaign review: response time within 1.2 s',
    settleSecondsMax: 'assumption: a bank that is back settles a thousand payments in a few seconds',
    channels: 'campaign review: home page slots 40 %, search 25 %, activity zone 35 %',
    regions: 'design: alike, so that every kill meets as many requests',
    'shop.couponQuota': 'design: more than shoppers come',
    'shop.flashStockPieces': 'design: nobody comes for them',
    'shop.productStockPieces': 'design: nothing sells out',
    'shop.products': 'assumption: a smaller catalogue is ready sooner after each kill',
    'shop.durability': 'design: a killed process is what is tried, and not a power cut',
    'shop.faults':
      'design: with 260 requests a second in a region, 10 and more are in flight at any moment, some of them at the bank',
    'shop.couponIssue': 'design: as the summer carnival',
    'shop.recall': 'design: nobody is recalled',
    'shop.goal': 'design: as the summer carnival',
    generator:
      'design: as the summer carnival; with a slot for each request of the seconds in which a region is away',
    phases:
      'design: twenty minutes. Measured: two hundred buyers a second take half of two cores, the restarts included',
    drills:
      'design: two regions by turns, every nine seconds. At most half of a phase may be in windows, at any step and region: 48 of 120 s are',
  },
});
