/**
 * The Summer Carnival (夏日狂歡), rehearsed on one machine: the hours that decide, at the campaign's full rates.
 * Sixty calendar minutes pass in one real minute; rates are real ones, unstretched. Only the think times of those who
 * merely browse are stretched (`pace`), because two cores cannot send what two million browsers would.
 */
import { definePlan } from './plan.ts';

const CAMPAIGN = 'campaign review';

export default definePlan({
  name: 'summer-carnival',
  description:
    'warm-up, burst with flash-sale, continuation: 2,000,000 concurrent shoppers and 1,200,000 orders an hour',
  seed: 618,
  scale: 1,
  pace: 60,
  speed: 60,
  startsAt: '2026-06-18T19:30:00+08:00',
  withinMs: 1200,
  channels: { home: 0.4, search: 0.25, activity: 0.35 },
  regions: [
    { name: 'east', share: 0.4 },
    { name: 'south', share: 0.35 },
    { name: 'north', share: 0.25 },
  ],
  shop: {
    couponQuota: 500_000,
    flashStockPieces: 32,
    productStockPieces: 100_000,
    products: 10_000,
    durability: 'process',
    faults: [],
    couponIssue: 500_000,
    recall: { atMinute: 10, members: 30_000 },
    goal: { orders: 1_000_000, revenueFen: 50_000_000_000, hours: 12 },
  },
  allow: [],
  generator: { vus: 2, inFlightMax: 10_000, requestTimeoutMs: 10_000, drainMs: 10_000 },
  phases: [
    {
      name: 'warm-up',
      calendarMinutes: 30,
      begins: { after: 'previous' },
      populations: [
        {
          kind: 'held',
          name: 'browsers',
          behaviour: 'browser',
          shoppers: [{ atMinute: 0, value: 200_000 }],
          paced: true,
        },
        {
          kind: 'arriving',
          name: 'new-members',
          behaviour: 'new-member',
          perHour: [{ atMinute: 0, value: 25_000 }],
          process: 'poisson',
          paced: false,
        },
        {
          kind: 'arriving',
          name: 'returning-members',
          behaviour: 'returning-member',
          perHour: [
            { atMinute: 0, value: 12_300 },
            { atMinute: 10, value: 36_900 },
            { atMinute: 30, value: 24_600 },
          ],
          process: 'poisson',
          paced: false,
        },
      ],
    },
    {
      name: 'burst',
      calendarMinutes: 120,
      begins: { after: 'previous' },
      populations: [
        {
          kind: 'held',
          name: 'browsers',
          behaviour: 'browser',
          shoppers: [{ atMinute: 0, value: 2_000_000 }],
          paced: true,
        },
        {
          kind: 'arriving',
          name: 'coupon-buyers',
          behaviour: 'coupon-buyer',
          perHour: [{ atMinute: 0, value: 1_200_000 }],
          process: 'poisson',
          paced: false,
        },
      ],
    },
    {
      name: 'flash-sale',
      calendarMinutes: 30,
      begins: { during: 'burst', atMinute: 60 },
      populations: [
        {
          kind: 'herd',
          name: 'flash-buyers',
          behaviour: 'flash-sale-buyer',
          shoppers: 160,
          atMinute: 5,
          paced: false,
        },
      ],
    },
    {
      name: 'continuation',
      calendarMinutes: 30,
      begins: { after: 'previous' },
      populations: [
        {
          kind: 'held',
          name: 'browsers',
          behaviour: 'browser',
          shoppers: [{ atMinute: 0, value: 200_000 }],
          paced: true,
        },
        {
          kind: 'arriving',
          name: 'thank-you-buyers',
          behaviour: 'coupon-buyer',
          perHour: [{ atMinute: 0, value: 18_000 }],
          process: 'poisson',
          paced: false,
        },
      ],
    },
  ],
  objectives: [
    {
      id: 'response-time',
      kind: 'response-time',
      targetShare: 0.99,
      source: `${CAMPAIGN}: 2,000,000 concurrent visits, response time within 1.2 s`,
      requires: [{}, { phase: 'burst' }],
    },
    {
      id: 'coupon-redemption',
      kind: 'success',
      step: 'coupon.redeem',
      targetShare: 0.998,
      source: `${CAMPAIGN}: coupon redemption success 99.8 %`,
      requires: [{}, { phase: 'burst' }],
    },
    {
      id: 'flash-sale-sells-out',
      kind: 'refused',
      step: 'flash.take',
      minShare: 0.7,
      maxShare: 0.9,
      source: 'plan: 160 shoppers for 32 pieces; 128 of them must be told so',
      requires: [{}],
    },
    {
      id: 'orders-lost',
      kind: 'lost-orders',
      max: 0,
      source: `${CAMPAIGN}: a database under pressure lost 30,000 orders in a 618 sale`,
      requires: [{}],
    },
    {
      id: 'oversold',
      kind: 'oversold',
      max: 0,
      source: `${CAMPAIGN}: reserved shoppers saw "out of stock" after one hour`,
      requires: [{}],
    },
    {
      id: 'recovery-after-herd',
      kind: 'recovery',
      phase: 'flash-sale',
      targetShare: 0.99,
      maxSeconds: 10,
      source: 'assumption: a flash sale must not be felt for longer than ten seconds',
      requires: [],
    },
  ],
  sources: {
    seed: 'the 618 sale of the review; any other number will do',
    pace: 'measured: the run takes at most 65 % of two idle cores; mean think time about 34 s becomes 34 min',
    speed: 'assumption: one calendar minute in a second, so that two hours of burst take two minutes',
    withinMs: `${CAMPAIGN}: response time within 1.2 s`,
    channels: `${CAMPAIGN}: home page slots 40 %, search 25 %, activity zone 35 %`,
    regions: 'assumption: the review speaks of regional release without shares',
    startsAt: 'assumption: the burst opens at eight in the evening, half an hour after the last push',
    'shop.couponIssue': `${CAMPAIGN}: hours 0–4, issue 500,000 more`,
    'shop.recall': `${CAMPAIGN}: 30,000 tagged; assumption: pushed ten minutes after the plan begins`,
    'shop.goal': `${CAMPAIGN}: 1,000,000 orders and 500 M CNY; its table has twelve hours`,
    'shop.couponQuota': `${CAMPAIGN}: issue 500,000 more in the first four hours`,
    'shop.flashStockPieces': 'assumption: limited stock, a fifth of the herd',
    'shop.products': 'assumption',
    'generator.inFlightMax': 'design: at least twice peak rate × 1.2 s, with room',
    'phases[warm-up].new-members': `${CAMPAIGN}: 50,000 registrations; assumption: within the two hours after the push`,
    'phases[warm-up].returning-members': `${CAMPAIGN}: 30,000 tagged, 82 % reached = 24,600; assumption: within an hour, with a peak ten minutes after the push`,
    'phases[warm-up].browsers': 'assumption: a tenth of the burst',
    'phases[burst].browsers': `${CAMPAIGN}: 2,000,000 concurrent visits`,
    'phases[burst].coupon-buyers': `${CAMPAIGN}: 1,200,000 orders an hour at the peak, in the first two hours`,
    'phases[flash-sale].flash-buyers':
      'measured: what two cores send within 100 ms of one instant beside the burst; `carnival forecast` says how large it may be',
    'phases[continuation].thank-you-buyers': `${CAMPAIGN}: 180,000 orders in thank-you week; assumption: a tenth of them in its first hour`,
    'phases[continuation].browsers': 'assumption: a tenth of the burst',
    behaviours:
      'assumption: think times and transitions of browsers; 65 % of the recalled redeem (campaign review)',
  },
});
