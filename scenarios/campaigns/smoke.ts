/** Every phase in under 30 seconds, for CI: few shoppers, but enough redemptions to prove 99.8 %. */
import { definePlan } from './plan.ts';
import summerCarnival from './summer-carnival.ts';

/** Calendar minutes are real seconds at this plan's speed. */
const BURST_MINUTES = 14;
const SIDE_PHASE_MINUTES = 2;

export default definePlan({
  ...summerCarnival,
  name: 'smoke',
  description: 'all four phases in half a minute, with enough redemptions to prove 99.8 %',
  pace: 1,
  shop: { ...summerCarnival.shop, flashStockPieces: 30, products: 1000 },
  generator: { ...summerCarnival.generator, inFlightMax: 8000 },
  phases: [
    {
      name: 'warm-up',
      calendarMinutes: SIDE_PHASE_MINUTES,
      begins: { after: 'previous' },
      populations: [
        held('browsers', 3000),
        arriving('new-members', 'new-member', 72_000),
        arriving('returning-members', 'returning-member', 72_000),
      ],
    },
    {
      name: 'burst',
      calendarMinutes: BURST_MINUTES,
      begins: { after: 'previous' },
      populations: [held('browsers', 5000), arriving('coupon-buyers', 'coupon-buyer', 1_300_000)],
    },
    {
      name: 'flash-sale',
      calendarMinutes: 8,
      begins: { during: 'burst', atMinute: 4 },
      populations: [
        {
          kind: 'herd',
          name: 'flash-buyers',
          behaviour: 'flash-sale-buyer',
          shoppers: 150,
          atMinute: 1,
          paced: false,
        },
      ],
    },
    {
      name: 'continuation',
      calendarMinutes: SIDE_PHASE_MINUTES,
      begins: { after: 'previous' },
      populations: [held('browsers', 3000), arriving('thank-you-buyers', 'coupon-buyer', 72_000)],
    },
  ],
  objectives: summerCarnival.objectives.map((objective) =>
    objective.kind === 'response-time' ? { ...objective, requires: [{}, { phase: 'burst' }] } : objective,
  ),
  sources: {
    ...summerCarnival.sources,
    pace: 'few enough shoppers to think at their natural pace',
    phases:
      'assumption: sized for two cores and half a minute; 1,497 redemptions are the least that prove 99.8 %',
  },
});

function held(name: string, shoppers: number) {
  return {
    kind: 'held',
    name,
    behaviour: 'browser',
    shoppers: [{ atMinute: 0, value: shoppers }],
    paced: true,
  } as const;
}

function arriving(name: string, behaviour: string, perHour: number) {
  return {
    kind: 'arriving',
    name,
    behaviour,
    perHour: [{ atMinute: 0, value: perHour }],
    process: 'poisson',
    paced: false,
  } as const;
}
