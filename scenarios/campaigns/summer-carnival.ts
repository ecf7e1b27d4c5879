/**
 * The Summer Carnival (夏日狂歡), rehearsed on one machine: its decisive hours, at the campaign's full rates.
 * Sixty calendar minutes pass in one real minute, but all rates are real. Only the think times of browsers are stretched
 * (`pace`), because two cores cannot send the requests of two million browsers.
 */
import { defineCarnivalPlan } from '../targets/mock-shop/settings.ts';
import { BREAKERS } from './embedded-drills.ts';
import { arriving, held, herd } from './populations.ts';
import { databasePressure, paymentsDown, regionKilled } from './summer-carnival-drills.ts';

const CAMPAIGN = 'campaign review';

/** The calendar minute when the push to lapsed members goes out and their wave begins. */
const PUSH_MINUTE = 10;
/** The flash sale: this many shoppers who wait for it, and this many pieces. */
const FLASH_BUYERS = 3000;
const FLASH_PIECES = 600;
const FLASH_REACTION = { medianMs: 1500, p99Ms: 6000 };
const REGIONS = [
  { name: 'east', share: 0.4 },
  { name: 'south', share: 0.35 },
  { name: 'north', share: 0.25 },
];
/** Sessions of each kind of bot. With so many, the few that pass before the rules take effect are less than one in a hundred. */
const BOTS_PER_HOUR = 86_400;
/** The peak rate of a livestream's audience, which arrives within one minute: a hundred viewers in one real second. */
const AUDIENCE_PER_HOUR = 720_000;
/** Shoppers who share with a community, and the share of friends who look at it (campaign review: 35 %). */
const SHARERS_PER_HOUR = 120_000;
const INTERACTING_SHARE = 0.35;
const AUDIENCE_SOURCE = `${CAMPAIGN}: three livestreams; assumption: a hundred viewers each, within one minute`;
const BOTS_SOURCE =
  'assumption: 6 % of the requests that risk control guards, a third of them from each kind of bot';
/** The buyers whose parcels are tracked and whose orders are returned. */
export const BUYERS = { phase: 'burst', population: 'coupon-buyers' } as const;

export default defineCarnivalPlan({
  name: 'summer-carnival',
  description:
    'warm-up, burst with flash-sale, continuation: 2,000,000 concurrent shoppers and 1,200,000 orders an hour',
  seed: 618,
  scale: 1,
  pace: 80,
  speed: 60,
  startsAt: '2026-06-18T19:30:00+08:00',
  withinMs: 1200,
  settleSecondsMax: 10,
  channels: { home: 0.4, search: 0.25, activity: 0.35 },
  regions: REGIONS,
  shop: {
    couponQuota: 500_000,
    flashStockPieces: FLASH_PIECES,
    productStockPieces: 100_000,
    products: 10_000,
    durability: 'process',
    faults: [],
    couponIssue: 500_000,
    recall: { atMinute: PUSH_MINUTE, members: 30_000 },
    goal: { orders: 1_000_000, revenueFen: 50_000_000_000, hours: 12 },
  },
  allow: [],
  generator: { vus: 2, inFlightMax: 16_000, requestTimeoutMs: 10_000, drainMs: 10_000 },
  phases: [
    {
      name: 'warm-up',
      calendarMinutes: 30,
      begins: { after: 'previous' },
      populations: [
        held('browsers', 'early-browser', 200_000),
        arriving('new-members', 'new-member', 25_000),
        {
          ...arriving('recalled-members', 'recalled-member', 0),
          perHour: [
            { atMinute: PUSH_MINUTE, value: 0 },
            { atMinute: PUSH_MINUTE + 1, value: 60_000 },
            { atMinute: 30, value: 18_000 },
          ],
        },
        arriving('reservers', 'reserver', 1_200_000),
      ],
    },
    {
      name: 'burst',
      calendarMinutes: 120,
      begins: { after: 'previous' },
      populations: [
        held('browsers', 'browser', 2_000_000),
        arriving('coupon-buyers', 'coupon-buyer', 1_068_000),
        arriving('search-led', 'search-led', 48_000),
        {
          ...arriving('reserved-buyers', 'reserved-buyer', 66_000),
          of: { phase: 'warm-up', population: 'reservers' },
        },
        arriving('retry-storm', 'retry-storm', 24_000),
        arriving('waverers', 'waverer', 12_000),
        audience('first-audience', 20),
        audience('second-audience', 50),
        audience('third-audience', 80),
        arriving('scalpers', 'scalper', BOTS_PER_HOUR),
        arriving('scripts', 'script', BOTS_PER_HOUR),
        arriving('hoarders', 'hoarder', BOTS_PER_HOUR),
      ],
    },
    {
      name: 'flash-sale',
      calendarMinutes: 30,
      begins: { during: 'burst', atMinute: 60 },
      populations: [herd('flash-buyers', 'flash-sale-buyer', FLASH_BUYERS, 5, FLASH_REACTION)],
    },
    {
      name: 'continuation',
      calendarMinutes: 30,
      begins: { after: 'previous' },
      populations: [
        held('browsers', 'early-browser', 200_000),
        arriving('thank-you-buyers', 'coupon-buyer', 18_000),
        arriving('woken-shoppers', 'woken-shopper', 12_000),
        arriving('sharers', 'sharer', SHARERS_PER_HOUR),
        arriving('group-buyers', 'group-buyer', SHARERS_PER_HOUR * INTERACTING_SHARE),
        arriving('upgrading-members', 'upgrading-member', 18_000),
        arriving('ar-users', 'ar-user', 18_000),
        { ...arriving('parcel-trackers', 'parcel-tracker', 72_000), of: BUYERS },
        { ...arriving('returners', 'returner', 18_000), of: BUYERS },
        arriving('support-askers', 'support-asker', 36_000),
      ],
    },
  ],
  objectives: [
    {
      id: 'response-time',
      kind: 'response-time',
      targetShare: 0.99,
      source: `${CAMPAIGN}: 2,000,000 concurrent visits, response time within 1.2 s`,
      requires: [{ phase: 'burst' }],
    },
    {
      id: 'coupon-redemption',
      kind: 'success',
      step: 'coupon.redeem',
      targetShare: 0.998,
      source: `${CAMPAIGN}: coupon redemption success 99.8 %`,
      requires: [{ phase: 'burst' }],
    },
    {
      id: 'flash-sale-sells-out',
      kind: 'refused',
      step: 'flash.take',
      minShare: 0.7,
      maxShare: 0.9,
      source: `plan: ${FLASH_BUYERS} shoppers for ${FLASH_PIECES} pieces, so ${FLASH_BUYERS - FLASH_PIECES} of them must be refused`,
      // A region that sells nothing would hide among the others: 85 % refused over all.
      requires: REGIONS.map(({ name }) => ({ region: name })),
    },
    {
      id: 'few-coupons-refused',
      kind: 'refused',
      step: 'coupon.redeem',
      minShare: 0,
      maxShare: 0.002,
      source: 'plan: only guesses by scripts before risk control stops them',
    },
    {
      id: 'appeals',
      kind: 'refused',
      step: 'risk.appeal',
      minShare: 0,
      maxShare: 1,
      source: 'plan: scalpers appeal, and the shop may refuse any of them',
      // A range from 0 to 100 % has nothing to prove. It only lets the step refuse.
      informative: true,
    },
    {
      id: 'bots-stopped',
      kind: 'bots-stopped',
      targetShare: 0.99,
      source: `${CAMPAIGN}: scripts redeemed a brand's coupons, which cost more than 500,000 CNY`,
    },
    {
      id: 'honest-refused',
      kind: 'honest-refused',
      maxShare: 0.0005,
      source: `${CAMPAIGN}: a shopper could not use a coupon because risk control had flagged the address`,
    },
    {
      id: 'orders-lost',
      kind: 'lost-orders',
      max: 0,
      source: `${CAMPAIGN}: a database under pressure lost 30,000 orders in a 618 sale`,
    },
    {
      id: 'oversold',
      kind: 'oversold',
      max: 0,
      source: `${CAMPAIGN}: reserved shoppers saw "out of stock" after one hour`,
    },
    {
      id: 'books-in-order',
      kind: 'broken-promises',
      max: 0,
      source: `${CAMPAIGN}: shoppers who had reserved saw "out of stock"`,
    },
    {
      id: 'recovery-after-herd',
      kind: 'recovery',
      phase: 'flash-sale',
      targetShare: 0.99,
      maxSeconds: 10,
      source: 'assumption: a flash sale may slow the shop for at most ten seconds',
    },
  ],
  breakers: BREAKERS,
  drills: [databasePressure(8, 'south'), paymentsDown(33, 'north'), regionKilled(95, 'north')],
  sources: {
    seed: 'assumption: the 618 sale of the review; any other number works too',
    scale: `${CAMPAIGN}: full size, nothing scaled down`,
    pace: 'measured: with fewer thoughts, two cores could not send the burst; the mean think time of about 34 s becomes 23 min',
    speed: 'assumption: one calendar minute per second, so that two hours of burst take two minutes',
    withinMs: `${CAMPAIGN}: response time within 1.2 s`,
    settleSecondsMax: 'assumption: a bank that is back settles a thousand payments in a few seconds',
    channels: `${CAMPAIGN}: home page slots 40 %, search 25 %, activity zone 35 %`,
    regions: 'assumption: the review mentions a regional release but gives no shares',
    startsAt: 'assumption: the burst opens at eight in the evening, half an hour after the plan begins',
    'shop.couponQuota': 'assumption: the quota at the start equals one extra issue',
    'shop.couponIssue': `${CAMPAIGN}: hours 0–4, issue 500,000 more`,
    'shop.flashStockPieces': 'assumption: limited stock, for a fifth of the herd',
    'shop.productStockPieces':
      'assumption: ordinary products do not sell out; each has more pieces than a run orders of all products',
    'shop.products': 'assumption: a catalogue large enough to spread the orders',
    'shop.durability':
      'assumption: a rehearsal can kill a process but cannot cut the power; its books are read minutes later',
    'shop.recall': `${CAMPAIGN}: 30,000 tagged; assumption: pushed ten minutes after the plan begins`,
    'shop.goal': `${CAMPAIGN}: 1,000,000 orders and 500 M CNY; its table covers twelve hours`,
    breakers: 'measured: as the embedded shop sets them, which a test compares',
    drills:
      'assumption: each when the burst is steady and apart from the flash sale, long enough for a breaker to open, to try once in vain, and to close',
    'generator.vus': 'assumption: one for each of two cores',
    'generator.inFlightMax':
      'design: twice the peak rate × 1.2 s, the flash sale included, with room to spare',
    'generator.requestTimeoutMs':
      'assumption: eight times the limit; a later response is a failure for any shopper',
    'generator.drainMs': 'design: as long as the time-out, so that the last request can end',
    'phases[warm-up].calendarMinutes': 'assumption: half an hour, which includes the push and its wave',
    'phases[warm-up].browsers': 'assumption: a tenth of the burst',
    'phases[warm-up].new-members': `${CAMPAIGN}: 50,000 registrations; assumption: within the two hours after the push`,
    'phases[warm-up].recalled-members': `${CAMPAIGN}: 30,000 tagged, 82 % reached = 24,600; assumption: they arrive within an hour, most of them right after the push`,
    'phases[warm-up].reservers': `${CAMPAIGN}: more than 20,000 reservations by day 3; assumption: half of them in the rehearsed half hour`,
    'phases[burst].calendarMinutes': `${CAMPAIGN}: the peak is the first two hours`,
    'phases[burst].browsers': `${CAMPAIGN}: 2,000,000 concurrent visits`,
    'phases[burst].coupon-buyers': `${CAMPAIGN}: 1,200,000 orders an hour at the peak, in the first two hours, minus the orders of the other buyers`,
    'phases[burst].search-led':
      'assumption: 30,000 orders an hour come from a search; 62.5 % of these sessions buy',
    'phases[burst].reserved-buyers': `${CAMPAIGN}: 22 % of reservations convert: 2,200 of 10,000 within the burst, 5.5 % of its orders. The review's 25 % is not used, because it contradicts the 22 %: 20,000 reservations give 4,400 orders, but the burst has 2,400,000`,
    'phases[burst].retry-storm': 'assumption: one buyer in fifty has a client that retries without back-off',
    'phases[burst].waverers': 'assumption: one buyer in a hundred cancels at once',
    'phases[burst].first-audience': AUDIENCE_SOURCE,
    'phases[burst].second-audience': AUDIENCE_SOURCE,
    'phases[burst].third-audience': AUDIENCE_SOURCE,
    'phases[burst].scalpers': BOTS_SOURCE,
    'phases[burst].scripts': BOTS_SOURCE,
    'phases[burst].hoarders': BOTS_SOURCE,
    'phases[flash-sale].calendarMinutes':
      'assumption: long enough for all shoppers to get a response, order and pay',
    'phases[flash-sale].begins': 'assumption: in the middle of the burst, when its load is steady',
    'phases[flash-sale].flash-buyers':
      'assumption: five shoppers for each piece; half of them have pressed the button 1.5 s after the release, and 99 of 100 after 6 s',
    'phases[continuation].calendarMinutes': 'assumption: half an hour stands for weeks that are all alike',
    'phases[continuation].browsers': 'assumption: a tenth of the burst',
    'phases[continuation].thank-you-buyers': `${CAMPAIGN}: 180,000 orders in thank-you week; assumption: a tenth of them in its first hour`,
    'phases[continuation].woken-shoppers': `${CAMPAIGN}: 120,000 silent shoppers woken on category day; assumption: a tenth of them in a busy hour`,
    'phases[continuation].group-buyers': `${CAMPAIGN}: share → interact → group-buy → order at 35 % → 20 % → 15 %`,
    'phases[continuation].sharers': 'assumption: as many shoppers as share with communities in a busy hour',
    'phases[continuation].upgrading-members': `${CAMPAIGN}: 80,000 annual cards in membership month; assumption: one busy hour of it`,
    'phases[continuation].ar-users': `${CAMPAIGN}: over 40 % used AR try-on; assumption: of 18,000 viewers an hour`,
    'phases[continuation].parcel-trackers':
      "assumption: one in twenty of the burst's buyers looks within the hour",
    'phases[continuation].returners': `${CAMPAIGN}: 23,000 returns; assumption: one busy hour of them`,
    'phases[continuation].support-askers': `${CAMPAIGN}: 237,000 enquiries; assumption: one busy hour of them`,
    behaviours:
      'assumption: think times and transitions of browsers. Campaign review: 65 % of recalled members redeem, 5.2 % of woken shoppers buy, 9.8 % (burst) and 3.5 % (otherwise) click the focus picture',
  },
});

/** Viewers who all arrive within one minute, when an opinion leader goes on air. */
function audience(name: string, atMinute: number) {
  return {
    ...arriving(name, 'livestream-viewer', 0),
    perHour: [
      { atMinute: 0, value: 0 },
      { atMinute, value: 0 },
      { atMinute: atMinute + 0.5, value: AUDIENCE_PER_HOUR },
      { atMinute: atMinute + 1, value: 0 },
    ],
  };
}
