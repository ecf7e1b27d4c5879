/**
 * What replicas of the embedded shop carry: `npx carnival capacity --plan capacity`. The limits are set here, so the answer has a truth
 * beside it. Everything is sized for two cores and ten minutes.
 */
import { defineCarnivalPlan } from '../targets/mock-shop/settings.ts';
import { arriving } from './populations.ts';
import summerCarnival from './summer-carnival.ts';

/** 444 looks a second, and 7.5 sessions of some four requests: 475 requests a second, more than eight replicas should be asked for. */
const LOOKERS_PER_HOUR = 1_600_000;
const BUYERS_PER_HOUR = 27_000;
const MILLION = 1_000_000;

const even = <const Behaviour extends string>(name: string, behaviour: Behaviour, perHour: number) => ({
  ...arriving(name, behaviour, perHour),
  process: 'even' as const,
});

/** Requests that fail ask for more capacity; the objectives of the campaign's moments say nothing here. */
const KINDS: readonly string[] = ['response-time', 'success', 'lost-orders', 'oversold'];

export default defineCarnivalPlan({
  ...summerCarnival,
  name: 'capacity',
  description: 'what 1 to 8 replicas of the embedded shop carry, on two cores',
  scale: 1,
  pace: 1,
  speed: 1,
  regions: [{ name: 'north', share: 1 }],
  drills: [],
  breakers: {},
  shop: {
    ...summerCarnival.shop,
    products: 1000,
    couponQuota: MILLION,
    productStockPieces: MILLION,
    replicas: {
      ...{ count: 1, countMax: 8 },
      // One carries 120 requests a second, and eight 627: 65 % of eight times as many.
      ...{ atOnce: 6, serviceMs: 50, contention: 0.06, crosstalk: 0.002 },
    },
  },
  phases: [
    {
      name: 'burst',
      calendarMinutes: 1,
      begins: { after: 'previous' },
      populations: [
        even('passers-by', 'passer-by', LOOKERS_PER_HOUR),
        even('search-led', 'search-led', BUYERS_PER_HOUR),
      ],
    },
  ],
  objectives: summerCarnival.objectives
    .filter(({ kind }) => KINDS.includes(kind))
    .map(({ requires: _, ...objective }) => objective as (typeof summerCarnival.objectives)[number]),
  capacity: {
    counts: [1, 2, 3, 4, 6, 8],
    repetitions: 2,
    holdSeconds: 5,
    startPerSecond: 45,
    demand: { low: 440, likely: 480, high: 520 },
    ...{ utilisation: 0.7, zones: 3, lostZones: 1 },
  },
  sources: {
    'shop.replicas': 'assumption: limits that two cores can show, with contention and crosstalk in them',
    phases: 'assumption: mostly lookers, and buyers enough to lose orders; sized for two cores',
    'capacity.demand': 'assumption: the phase’s 479 requests a second, give or take a twelfth',
    'capacity.zones': 'assumption: as a region of a cloud has them, of which one may be lost',
    objectives: 'campaign review, as in the summer carnival',
  },
});
