/**
 * A burst for the drill of the scale-out (`carnival scale-out --drill`): two replicas carry the calm before it, five carry its height, and
 * an autoscaler may have eight. On two cores, in a hundred seconds.
 */
import { defineCarnivalPlan } from '../targets/mock-shop/settings.ts';
import { arriving } from './populations.ts';
import summerCarnival from './summer-carnival.ts';

/** So slow that the plan is over before the shop judges its sales: nobody buys anything here. */
const SPEED = 20;
const SECONDS_PER_MINUTE = 60;
/** The calendar minute of a real second. */
const minuteAt = (second: number): number => (second * SPEED) / SECONDS_PER_MINUTE;
const SECONDS = 95;
const BURST_SECOND = 25;
const RISE_SECONDS = 3;
const CALM_PER_SECOND = 30;
const BURST_PER_SECOND = 175;
const SECONDS_PER_HOUR = 3600;

export default defineCarnivalPlan({
  ...summerCarnival,
  name: 'scale-out-drill',
  description:
    'a burst for the drill of the scale-out: two replicas of forty requests a second, and up to eight',
  pace: 1,
  speed: SPEED,
  regions: [{ name: 'all', share: 1 }],
  shop: {
    ...summerCarnival.shop,
    products: 1000,
    replicas: {
      ...{ count: 2, countMax: 8, atOnce: 4, serviceMs: 100, queueEach: 60 },
      startSeconds: { median: 8, p99: 12 },
    },
  },
  generator: { ...summerCarnival.generator, inFlightMax: 4000 },
  phases: [
    {
      name: 'burst',
      calendarMinutes: minuteAt(SECONDS),
      begins: { after: 'previous' },
      populations: [
        {
          ...arriving('passers-by', 'passer-by', 0),
          perHour: [
            { atMinute: 0, value: CALM_PER_SECOND * SECONDS_PER_HOUR },
            { atMinute: minuteAt(BURST_SECOND), value: CALM_PER_SECOND * SECONDS_PER_HOUR },
            { atMinute: minuteAt(BURST_SECOND + RISE_SECONDS), value: BURST_PER_SECOND * SECONDS_PER_HOUR },
          ],
        },
      ],
    },
  ],
  objectives: [
    {
      id: 'response-time',
      kind: 'response-time',
      targetShare: 0.99,
      source: 'campaign review: response time within 1.2 s',
    },
  ],
  breakers: {},
  drills: [],
  sources: {
    ...Object.fromEntries(
      Object.entries(summerCarnival.sources).filter(
        ([path]) => !path.startsWith('phases[') && !path.startsWith('breakers') && !path.startsWith('drills'),
      ),
    ),
    pace: 'design: natural think times; whoever comes asks once',
    speed: 'design: over before minute 45, from which on sales are judged',
    regions: 'design: replicas are those of one region',
    'shop.products': 'assumption: a smaller catalogue is ready sooner',
    'shop.replicas':
      'design: forty requests a second each, so that eight of them are no load for two cores; from being asked for to the start of its process, about as long as a pod takes that has its image',
    generator: 'design: as the summer carnival; with a slot for all who may wait',
    phases: 'design: the calm takes two replicas, and the height of the burst five',
  },
});
