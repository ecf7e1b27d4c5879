/**
 * What replicas of the embedded shop carry: `npx carnival capacity --plan capacity`. The limits are set here, so the answer has a truth
 * beside it. Everything is sized for two cores and ten minutes.
 */
import { defineCarnivalPlan } from '../targets/mock-shop/settings.ts';
import { arriving } from './populations.ts';
import summerCarnival from './summer-carnival.ts';

/** So many sessions a second, of some 3.3 requests each, ask for 300 requests a second. */
const LOOKERS_PER_HOUR = 300_000;
const BUYERS_PER_HOUR = 6000;
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
      // One carries 80 requests a second, and eight 418: 65 % of eight times as many.
      ...{ atOnce: 8, serviceMs: 100, contention: 0.06, crosstalk: 0.002 },
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
    startPerSecond: 30,
  },
  sources: {},
});
