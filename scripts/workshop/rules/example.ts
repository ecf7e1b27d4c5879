/** A plan that has a reason for every alert. Its rules are what dashboards/prometheus/rules/tests/ is about. */
import { arriving, held } from '../../../scenarios/campaigns/populations.ts';
import summerCarnival from '../../../scenarios/campaigns/summer-carnival.ts';

/** Real seconds are calendar minutes at its speed: long enough for every burn window to be scaled, not cut off. */
const BURST_MINUTES = 480;

export const example: typeof summerCarnival = {
  ...summerCarnival,
  name: 'example',
  description: 'a reason for every alert',
  phases: [
    {
      name: 'burst',
      calendarMinutes: BURST_MINUTES,
      begins: { after: 'previous' },
      populations: [held('browsers', 'browser', 1000), arriving('buyers', 'coupon-buyer', 360_000)],
    },
  ],
  objectives: [
    ...summerCarnival.objectives.filter(({ kind }) => kind === 'response-time' || kind === 'success'),
    { id: 'payments-later', kind: 'degraded', step: 'order.pay', maxShare: 0.1, source: 'the example' },
  ],
  breakers: {
    'their-bank': { preset: 'resilience4j', metrics: { east: 'http://127.0.0.1:8080/metrics' } },
  },
  drills: [
    {
      name: 'bank-down',
      at: { phase: 'burst', minute: 60 },
      for: { seconds: 20, recoverySeconds: 10 },
      where: { dependency: 'bank', steps: ['order.pay'], regions: ['east'] },
      fault: { kind: 'shop', faults: [{ kind: 'error', value: 100 }] },
      expect: ['order.pay', 'coupon.redeem'].map((step) => ({
        ...{ id: `${step}-later`, kind: 'degraded' as const, step, maxShare: 0.95, source: 'the example' },
      })),
    },
  ],
};
