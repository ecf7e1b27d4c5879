/** Every phase and a drill in 40 seconds, for CI: few shoppers, but enough redemptions to prove 99.8 %. */
import { defineCarnivalPlan } from '../targets/mock-shop/settings.ts';
import { BREAKERS } from './embedded-drills.ts';
import { arriving, held, herd } from './populations.ts';
import summerCarnival, { BUYERS } from './summer-carnival.ts';
import { paymentsDown } from './summer-carnival-drills.ts';

/** Calendar minutes are real seconds at this plan's speed. */
/** The flash sale in its first half, the drill in its second. */
const BURST_MINUTES = 26;
const SIDE_PHASE_MINUTES = 2;
/** Long enough for the first shoppers to reserve before the burst, where they buy. */
const WARM_UP_MINUTES = 4;
/** Five for each piece. Quick enough to be done when the short phase ends. */
const FLASH_BUYERS = 300;
/** So few shoppers are not spread evenly over the regions: with 44 of them for its 15 pieces, one refuses 66 %. */
const SELLS_OUT = 'flash-sale-sells-out';
const SOLD_OUT = {
  minShare: 0.6,
  source: `plan: ${FLASH_BUYERS} shoppers for ${FLASH_BUYERS / 5} pieces; assumption: a region may have two thirds of its share of them`,
};
const FLASH_REACTION = { medianMs: 500, p99Ms: 2000 };
/** The push goes out at once, and members arrive at once: a wave does not fit into such a short warm-up. */
const PUSH_MINUTE = 0;

/** Over before the breaker tries for the first time, so nothing is seen of a try in vain. */
const PAYMENTS_DOWN = paymentsDown(13, 'north', { seconds: 4, recoverySeconds: 8.5 });
const BRIEF = {
  ...PAYMENTS_DOWN,
  expect: PAYMENTS_DOWN.expect.filter(({ kind }) => kind !== 'breaker-probes'),
};

export default defineCarnivalPlan({
  ...summerCarnival,
  name: 'smoke',
  description: 'all four phases and a drill in 40 seconds, with enough redemptions to prove 99.8 %',
  breakers: { bank: BREAKERS.bank },
  drills: [BRIEF],
  pace: 1,
  shop: {
    ...summerCarnival.shop,
    flashStockPieces: FLASH_BUYERS / 5,
    products: 1000,
    recall: { ...summerCarnival.shop.recall, atMinute: PUSH_MINUTE },
  },
  generator: { ...summerCarnival.generator, inFlightMax: 8000 },
  phases: [
    {
      name: 'warm-up',
      calendarMinutes: WARM_UP_MINUTES,
      begins: { after: 'previous' },
      populations: [
        held('browsers', 'early-browser', 3000),
        arriving('new-members', 'new-member', 36_000),
        {
          ...arriving('recalled-members', 'recalled-member', 36_000),
          perHour: [{ atMinute: PUSH_MINUTE, value: 36_000 }],
        },
        arriving('reservers', 'reserver', 720_000),
      ],
    },
    {
      name: 'burst',
      calendarMinutes: BURST_MINUTES,
      begins: { after: 'previous' },
      populations: [
        held('browsers', 'browser', 5000),
        arriving('coupon-buyers', 'coupon-buyer', 1_110_000),
        arriving('search-led', 'search-led', 18_000),
        {
          ...arriving('reserved-buyers', 'reserved-buyer', 9_000),
          of: { phase: 'warm-up', population: 'reservers' },
        },
        arriving('retry-storm', 'retry-storm', 18_000),
        arriving('waverers', 'waverer', 18_000),
        arriving('audience', 'livestream-viewer', 18_000),
        arriving('scalpers', 'scalper', 36_000),
      ],
    },
    {
      name: 'flash-sale',
      calendarMinutes: 8,
      begins: { during: 'burst', atMinute: 4 },
      populations: [herd('flash-buyers', 'flash-sale-buyer', FLASH_BUYERS, 1, FLASH_REACTION)],
    },
    {
      name: 'continuation',
      calendarMinutes: SIDE_PHASE_MINUTES,
      begins: { after: 'previous' },
      populations: [
        held('browsers', 'early-browser', 3000),
        arriving('thank-you-buyers', 'coupon-buyer', 72_000),
        arriving('woken-shoppers', 'woken-shopper', 18_000),
        arriving('sharers', 'sharer', 72_000),
        arriving('group-buyers', 'group-buyer', 540_000),
        arriving('upgrading-members', 'upgrading-member', 54_000),
        arriving('ar-users', 'ar-user', 180_000),
        { ...arriving('parcel-trackers', 'parcel-tracker', 36_000), of: BUYERS },
        // Few on purpose: with more, one would return an order from a buyer who had not paid when the short burst ended.
        { ...arriving('returners', 'returner', 9_000), of: BUYERS },
        arriving('support-askers', 'support-asker', 108_000),
      ],
    },
  ],
  // Half a minute is too short to prove that 99 % of the bots are stopped: the few bots that pass before the rules take effect
  // weigh too much. It is also too short to prove that risk control refuses fewer than one in 2,000 honest shoppers: that
  // takes 5,990 shoppers.
  objectives: summerCarnival.objectives
    .filter(({ kind }) => kind !== 'bots-stopped')
    .map((objective) => {
      if (objective.kind === 'honest-refused') return { ...objective, informative: true };
      return objective.id === SELLS_OUT ? { ...objective, ...SOLD_OUT } : objective;
    }),
  sources: {
    ...Object.fromEntries(
      Object.entries(summerCarnival.sources).filter(([path]) => !path.startsWith('phases[')),
    ),
    pace: 'assumption: so few shoppers can keep their natural think times',
    'shop.recall': 'campaign review: 30,000 tagged; assumption: pushed when the plan begins',
    'shop.products': 'assumption: a smaller catalogue is ready sooner',
    phases:
      'assumption: sized for two cores and half a minute; proving 99.8 % needs at least 1,497 redemptions, and comparing a step with its forecast needs at least ten visits',
  },
});
