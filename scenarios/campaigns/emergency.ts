/**
 * The campaign's emergency plan for extreme traffic, rehearsed in two and a half minutes: sales that open slowly, the bank down, the database
 * under pressure, shedding, and a region lost. One steady burst, so that a drill's seconds can be compared with the seconds before it.
 */
import { defineCarnivalPlan } from '../targets/mock-shop/settings.ts';
import { BREAKERS } from './embedded-drills.ts';
import {
  bankDown,
  databasePressure,
  LATE_SECONDS,
  pressure,
  regionLost,
  slowOpening,
} from './emergency-drills.ts';
import { arriving, held } from './populations.ts';
import summerCarnival from './summer-carnival.ts';

const SPEED = 120;
const SECONDS_PER_MINUTE = 60;
/** The calendar minute of a real second of the burst. */
const minuteAt = (second: number): number => (second * SPEED) / SECONDS_PER_MINUTE;

const BURST_SECONDS = 156;
/** Enough payments and searches for a breaker in each region to count twenty calls in well under a second. */
const COUPON_BUYERS_PER_HOUR = 486_000;
const SEARCHERS_PER_HOUR = 396_000;
/** Of the sessions that begin with a search, so many end with an order. */
const SEARCHERS_BUY_SHARE = 0.625;
const ORDERS_PER_HOUR = COUPON_BUYERS_PER_HOUR + SEARCHERS_PER_HOUR * SEARCHERS_BUY_SHARE;
/** Campaign review: of the orders of twelve hours, 450,000 of 1,900,000 come in the first four. */
const FIRST_HOURS = { hours: 4, share: 450 / 1900 };
const GOAL_ORDERS = Math.round((ORDERS_PER_HOUR * FIRST_HOURS.hours) / FIRST_HOURS.share);
/** What is left of the least order that gets a coupon: 滿300減40. */
const LEAST_ORDER_FEN = 26_000;

const REGIONS = [
  { name: 'east', share: 0.34 },
  { name: 'south', share: 0.33 },
  { name: 'north', share: 0.33 },
];
const OBJECTIVES = ['response-time', 'coupon-redemption', 'orders-lost', 'oversold', 'books-in-order'];

/** Nobody comes for a while, and then all whom the plan expects. */
const late = <const Behaviour extends string>(name: string, behaviour: Behaviour, perHour: number) => ({
  ...arriving(name, behaviour, perHour),
  perHour: [
    { atMinute: 0, value: 0 },
    { atMinute: minuteAt(LATE_SECONDS), value: 0 },
    { atMinute: minuteAt(LATE_SECONDS) + 1, value: perHour },
  ],
});

export default defineCarnivalPlan({
  ...summerCarnival,
  name: 'emergency',
  description: "the campaign's emergency plan in under three minutes: five drills, each clause judged",
  pace: 1,
  speed: SPEED,
  regions: REGIONS,
  shop: {
    ...summerCarnival.shop,
    products: 1000,
    goal: { orders: GOAL_ORDERS, revenueFen: GOAL_ORDERS * LEAST_ORDER_FEN, hours: 12 },
  },
  generator: { ...summerCarnival.generator, inFlightMax: 8000 },
  phases: [
    {
      name: 'burst',
      calendarMinutes: minuteAt(BURST_SECONDS),
      begins: { after: 'previous' },
      populations: [
        held('browsers', 'browser', 4000),
        late('coupon-buyers', 'coupon-buyer', COUPON_BUYERS_PER_HOUR),
        late('search-led', 'search-led', SEARCHERS_PER_HOUR),
        arriving('ar-users', 'ar-user', 72_000),
        arriving('support-askers', 'support-asker', 72_000),
      ],
    },
  ],
  objectives: summerCarnival.objectives.filter(({ id }) => OBJECTIVES.includes(id)),
  breakers: BREAKERS,
  drills: [
    slowOpening(REGIONS.map(({ name }) => name)),
    bankDown({ minute: minuteAt(65), region: 'east' }),
    databasePressure({ minute: minuteAt(93), region: 'south' }),
    pressure({ minute: minuteAt(120), region: 'south' }),
    regionLost({ minute: minuteAt(134), region: 'north' }),
  ],
  sources: {
    ...Object.fromEntries(
      Object.entries(summerCarnival.sources).filter(([path]) => !path.startsWith('phases[')),
    ),
    pace: 'assumption: so few shoppers can keep their natural think times',
    speed: 'assumption: sales are judged from minute 45 on, which is then 22.5 s after the beginning',
    regions: 'assumption: three alike, so that each has calls enough for its breakers',
    'shop.products': 'assumption: a smaller catalogue is ready sooner',
    'shop.goal':
      "design: as many orders as the plan's buyers place, by the campaign review's curve, had they not come late; each of 260 CNY or more",
    drills:
      'design: one after the other, so that each has seconds to be compared with; long enough for what each expects',
    phases:
      'assumption: sized for half of two cores, with 60 to 70 payments and searches a second in each region, so that no bound is longer than a drill',
  },
});
