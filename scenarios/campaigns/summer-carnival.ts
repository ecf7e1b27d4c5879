/**
 * The Summer Carnival (夏日狂歡), rehearsed on one machine: the hours that decide, at the campaign's full rates.
 * Sixty calendar minutes pass in one real minute; rates are real ones, unstretched. Only the think times of those who
 * merely browse are stretched (`pace`), because two cores cannot send what two million browsers would.
 */
import { definePlan } from './plan.ts';
import { arriving, held, herd } from './populations.ts';

const CAMPAIGN = 'campaign review';

/** Calendar minute in which the push to lapsed members goes out, and in which their wave begins. */
const PUSH_MINUTE = 10;
/** The flash sale: so many at one instant, and so many pieces for them. */
const FLASH_BUYERS = 125;
const FLASH_PIECES = 25;
/** Each kind of bot comes this often: so often that the few who pass before the rules bite are less than one in a hundred. */
const BOTS_PER_HOUR = 86_400;
/** At the highest point of the minute in which a livestream's audience comes: a hundred viewers in a real second. */
const AUDIENCE_PER_HOUR = 720_000;
/** Who share with a community, and how many of those reached look at it (campaign review: 35 %). */
const SHARERS_PER_HOUR = 120_000;
const INTERACTING_SHARE = 0.35;
const AUDIENCE_SOURCE = `${CAMPAIGN}: three livestreams; assumption: a hundred viewers each, within one minute`;
const BOTS_SOURCE =
  'assumption: 6 % of the requests at the doors that risk control guards, a third of them of each kind';
/** Whose parcels are tracked and returned. */
export const BUYERS = { phase: 'burst', population: 'coupon-buyers' } as const;

export default definePlan({
  name: 'summer-carnival',
  description:
    'warm-up, burst with flash-sale, continuation: 2,000,000 concurrent shoppers and 1,200,000 orders an hour',
  seed: 618,
  scale: 1,
  pace: 180,
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
  generator: { vus: 2, inFlightMax: 10_000, requestTimeoutMs: 10_000, drainMs: 10_000 },
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
      populations: [herd('flash-buyers', 'flash-sale-buyer', FLASH_BUYERS, 5)],
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
      source: `plan: ${FLASH_BUYERS} shoppers for ${FLASH_PIECES} pieces; ${FLASH_BUYERS - FLASH_PIECES} of them must be told so`,
      requires: [{}],
    },
    {
      id: 'few-coupons-refused',
      kind: 'refused',
      step: 'coupon.redeem',
      minShare: 0,
      maxShare: 0.002,
      source: 'plan: only what scripts guess at before risk control stops them',
      requires: [],
    },
    {
      id: 'appeals',
      kind: 'refused',
      step: 'risk.appeal',
      minShare: 0,
      maxShare: 1,
      source: 'plan: scalpers appeal, and may be told no',
      requires: [],
    },
    {
      id: 'bots-stopped',
      kind: 'bots-stopped',
      targetShare: 0.99,
      source: `${CAMPAIGN}: scripts redeemed a brand's coupons, more than 500,000 CNY were lost`,
      requires: [{}],
    },
    {
      id: 'honest-refused',
      kind: 'honest-refused',
      maxShare: 0.0005,
      source: `${CAMPAIGN}: a shopper could not use a coupon because risk control had flagged the address`,
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
      id: 'books-in-order',
      kind: 'broken-promises',
      max: 0,
      source: `${CAMPAIGN}: shoppers who had reserved saw "out of stock"`,
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
    seed: 'assumption: the 618 sale of the review; any other number will do',
    scale: `${CAMPAIGN}: its own size, nothing scaled down`,
    pace: 'measured: two idle cores are busy to about 60 % on average over the run, and to about 80 % during the burst; mean think time about 34 s becomes 100 min',
    speed: 'assumption: one calendar minute in a second, so that two hours of burst take two minutes',
    withinMs: `${CAMPAIGN}: response time within 1.2 s`,
    channels: `${CAMPAIGN}: home page slots 40 %, search 25 %, activity zone 35 %`,
    regions: 'assumption: the review speaks of regional release without shares',
    startsAt: 'assumption: the burst opens at eight in the evening, half an hour after the plan begins',
    'shop.couponQuota': 'assumption: as many at the start as one issue adds',
    'shop.couponIssue': `${CAMPAIGN}: hours 0–4, issue 500,000 more`,
    'shop.flashStockPieces': 'assumption: limited stock, a fifth of the herd',
    'shop.productStockPieces':
      'assumption: ordinary products do not sell out; of each there is more than a run orders of all',
    'shop.products': 'assumption: a catalogue so large that orders spread over its shelf',
    'shop.durability': 'assumption: a killed process is what a rehearsal can show, lost power is not',
    'shop.recall': `${CAMPAIGN}: 30,000 tagged; assumption: pushed ten minutes after the plan begins`,
    'shop.goal': `${CAMPAIGN}: 1,000,000 orders and 500 M CNY; its table has twelve hours`,
    'generator.vus': 'assumption: one for each of two cores',
    'generator.inFlightMax': 'design: at least twice peak rate × 1.2 s, with room',
    'generator.requestTimeoutMs':
      'assumption: eight times the limit; who answers later has failed for any shopper',
    'generator.drainMs': 'design: as long as the time-out, so that the last request ends',
    'phases[warm-up].calendarMinutes': 'assumption: half an hour, with the push and its wave in it',
    'phases[warm-up].browsers': 'assumption: a tenth of the burst',
    'phases[warm-up].new-members': `${CAMPAIGN}: 50,000 registrations; assumption: within the two hours after the push`,
    'phases[warm-up].recalled-members': `${CAMPAIGN}: 30,000 tagged, 82 % reached = 24,600; assumption: at such a rate that they come within an hour, most right after the push`,
    'phases[warm-up].reservers': `${CAMPAIGN}: reservations above 20,000 by day 3; assumption: half of them in the rehearsed half hour`,
    'phases[burst].calendarMinutes': `${CAMPAIGN}: the peak, the first two hours`,
    'phases[burst].browsers': `${CAMPAIGN}: 2,000,000 concurrent visits`,
    'phases[burst].coupon-buyers': `${CAMPAIGN}: 1,200,000 orders an hour at the peak, in the first two hours; the other buyers' orders are taken off`,
    'phases[burst].search-led':
      'assumption: 30,000 orders an hour come from a search; 62.5 % of these sessions buy',
    'phases[burst].reserved-buyers': `${CAMPAIGN}: 22 % of the reserved convert: 2,200 of 10,000 within the burst, 5.5 % of its orders. The review's 25 % is not followed: it contradicts the 22 %, by which 20,000 reservations are 4,400 orders, and the burst has 2,400,000`,
    'phases[burst].retry-storm': 'assumption: one buyer in fifty has a client without back-off',
    'phases[burst].waverers': 'assumption: one buyer in a hundred cancels at once',
    'phases[burst].first-audience': AUDIENCE_SOURCE,
    'phases[burst].second-audience': AUDIENCE_SOURCE,
    'phases[burst].third-audience': AUDIENCE_SOURCE,
    'phases[burst].scalpers': BOTS_SOURCE,
    'phases[burst].scripts': BOTS_SOURCE,
    'phases[burst].hoarders': BOTS_SOURCE,
    'phases[flash-sale].calendarMinutes':
      'assumption: long enough for everybody to be answered, and to order and pay',
    'phases[flash-sale].begins': 'assumption: in the middle of the burst, when its load is steady',
    'phases[flash-sale].flash-buyers':
      'measured: fewer than two cores send within 100 ms of one instant beside the burst, about 140; `carnival forecast` says how many',
    'phases[continuation].calendarMinutes': 'assumption: half an hour of weeks that are all alike',
    'phases[continuation].browsers': 'assumption: a tenth of the burst',
    'phases[continuation].thank-you-buyers': `${CAMPAIGN}: 180,000 orders in thank-you week; assumption: a tenth of them in its first hour`,
    'phases[continuation].woken-shoppers': `${CAMPAIGN}: 120,000 silent shoppers woken on category day; assumption: a tenth of them in a busy hour`,
    'phases[continuation].group-buyers': `${CAMPAIGN}: share → interact → group-buy → order at 35 % → 20 % → 15 %`,
    'phases[continuation].sharers': 'assumption: as many as share in a busy hour of communities',
    'phases[continuation].upgrading-members': `${CAMPAIGN}: 80,000 annual cards in membership month; assumption: a busy hour of it`,
    'phases[continuation].ar-users': `${CAMPAIGN}: AR try-on used by over 40 %; assumption: of 18,000 viewers an hour`,
    'phases[continuation].parcel-trackers':
      'assumption: one in twenty of the burst’s buyers looks within the hour',
    'phases[continuation].returners': `${CAMPAIGN}: 23,000 returns; assumption: a busy hour of them`,
    'phases[continuation].support-askers': `${CAMPAIGN}: 237,000 enquiries; assumption: a busy hour of them`,
    behaviours:
      'assumption: think times and transitions of browsers; 65 % of the recalled redeem, 5.2 % of the woken buy, 9.8 % and 3.5 % follow the focus picture (campaign review)',
  },
});

/** Viewers who all come within the minute in which an opinion leader goes on air. */
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
