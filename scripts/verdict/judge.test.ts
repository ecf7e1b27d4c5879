import { describe, expect, it } from 'vitest';
import { named } from '../workshop/testing/cell-names.ts';
import { OBJECTIVES, VUS } from '../workshop/testing/small-plan.ts';
import { lags, phaseSeen, rehearsal, type Story, starved } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';
import type { Verdict, VerdictOutcome } from './verdict.ts';

const broken = (verdict: Verdict): readonly string[] => [
  ...new Set(verdict.validity.filter(({ state }) => state === 'broken').map(({ id }) => id)),
];

/** Every request fails by its time-out; those behind them never got a slot. */
const HANG: Story['steps'] = { '* · *': (intended) => ({ failed: intended - 100, unsent: 100, refused: 0 }) };
const waitedForSlots = (phase: string) => ({
  ...phaseSeen(phase),
  sendLag: { generator: lags(9000), slot: lags(900) },
});
const PHASES = ['warm-up', 'burst', 'flash-sale'];

interface Scenario {
  readonly what: string;
  readonly story: Story;
  readonly want: VerdictOutcome;
  readonly failed?: string;
  readonly broken?: readonly string[];
  readonly says?: string;
}

const SCENARIOS: readonly Scenario[] = [
  {
    what: 'a healthy run',
    story: {},
    want: 'pass',
    says: 'nothing failed, and every required cell (9) is proven: 67 of 71 cells passed',
  },
  {
    what: 'a shop that takes 2 s on one route',
    story: { steps: { 'burst · order.create': (intended) => ({ late: intended }) } },
    want: 'fail',
    failed: 'response · burst · order.create',
    says: 'response · burst · order.create failed: at most',
  },
  {
    what: 'every 200th redemption failing',
    story: { steps: { '* · coupon.redeem': (intended) => ({ failed: intended / 200 }) } },
    want: 'fail',
    failed: 'coupons · coupon.redeem',
  },
  {
    what: 'every 1,000th of more than 10,000 redemptions failing',
    story: { steps: { '* · coupon.redeem': (intended) => ({ failed: Math.floor(intended / 1000) }) } },
    want: 'pass',
  },
  {
    what: 'a shop that is sold out to everyone',
    story: { steps: { 'flash-sale · flash.take': { refused: 600 } } },
    want: 'fail',
    failed: 'sold-out · flash.take',
    says: ' refused, outside 50 % to 90 %',
  },
  {
    what: 'a shop that refuses a step which may refuse nothing',
    story: { steps: { 'burst · home.view': { refused: 1 } } },
    want: 'fail',
    failed: 'no-other-refusals · burst · home.view',
  },
  { what: 'a shop that hangs', story: { steps: HANG }, want: 'fail', failed: 'response · whole run' },
  {
    what: 'a shop that hangs so that sends wait for slots and sessions stop asking',
    story: {
      steps: { '* · *': (intended) => ({ intended: intended / 4, failed: intended / 4, refused: 0 }) },
      observations: {
        phases: PHASES.map(waitedForSlots),
        intendedByPopulation: [],
        audit: { ...rehearsal().observations.audit, done: false, reason: 'no answer' },
      },
    },
    want: 'fail',
    failed: 'response · burst · home.view',
  },
  {
    what: 'a shop that was killed half-way',
    story: {
      steps: {
        'burst · *': (intended) => ({ failed: intended / 2 }),
        'flash-sale · *': (n) => ({ failed: n, refused: 0 }),
      },
      events: ['shop-died'],
      observations: { audit: { ...rehearsal().observations.audit, done: false, reason: 'refused' } },
    },
    want: 'fail',
    failed: 'coupons · burst · coupon.redeem',
  },
  {
    what: 'a generator on a sliver of CPU',
    story: {
      observations: { phases: PHASES.map(starved) },
      steps: { '* · *': (intended) => ({ late: intended / 2, refused: 0 }) },
    },
    want: 'inconclusive',
    broken: ['ticks-on-time', 'sends-on-time'],
    says: 'the load was not valid (ticks-on-time · warm-up)',
  },
  {
    what: 'an in-flight bound too small that made sends wait',
    story: {
      plan: { generator: { ...rehearsal().plan.generator, inFlightMax: 500 } },
      observations: { phases: PHASES.map(waitedForSlots) },
    },
    want: 'inconclusive',
    broken: ['in-flight-bound'],
    says: 'in-flight bound 500 is too small: 900 requests waited for a slot; raise generator.inFlightMax to 960',
  },
  {
    what: 'fewer than 1,497 redemptions',
    story: {
      steps: {
        'warm-up · coupon.redeem': { intended: 0 },
        'burst · coupon.redeem': { intended: 1496 },
      },
    },
    want: 'inconclusive',
    says: 'coupons · coupon.redeem is not proven: 1,496 samples, but 99.8 % needs 1,497 without a failure',
  },
  {
    what: '1,497 redemptions without a failure',
    story: {
      // So few are too few to prove that almost no honest shopper is refused.
      plan: { objectives: OBJECTIVES.filter(({ kind }) => kind !== 'honest-refused') },
      steps: { 'warm-up · coupon.redeem': { intended: 0 }, 'burst · coupon.redeem': { intended: 1497 } },
    },
    want: 'pass',
  },
  {
    what: 'a cell not proven that the plan does not require',
    story: { steps: { 'warm-up · coupon.redeem': { intended: 1000 } } },
    want: 'pass',
  },
  {
    what: 'Prometheus killed in the middle',
    story: { events: ['prometheus-died'] },
    want: 'inconclusive',
    broken: ['series-complete'],
    says: 'it was prometheus-died',
  },
  {
    what: 'Prometheus that cannot be read',
    story: {
      observations: {
        missing: 'connection refused',
        phases: [],
        seconds: [],
        intended: [],
        responses: [],
        unsent: [],
      },
    },
    want: 'inconclusive',
    broken: ['series-complete'],
    says: 'Prometheus could not be read: connection refused',
  },
  {
    what: 'a VU that died',
    story: {
      observations: {
        phases: PHASES.map((phase) => ({
          ...phaseSeen(phase),
          vusFinished: phase === 'burst' ? VUS - 1 : VUS,
        })),
      },
    },
    want: 'inconclusive',
    broken: ['vus-finished'],
    says: 'of 4 VUs, 4 started and 3 finished',
  },
  {
    what: 'an order lost, even with an invalid load',
    story: {
      events: ['prometheus-died'],
      observations: { audit: { ...rehearsal().observations.audit, lost: 1, lostIds: ['o-17'] } },
    },
    want: 'fail',
    failed: 'lost · whole run',
    broken: ['series-complete'],
    says: '1 of 12,000 acknowledged orders lost, such as o-17',
  },
  {
    what: 'a promise that the books show broken',
    story: {
      observations: {
        audit: { ...rehearsal().observations.audit, brokenPromises: ['east: stock is never below zero'] },
      },
    },
    want: 'fail',
    failed: 'books-in-order · whole run',
  },
  {
    what: 'a piece oversold',
    story: { observations: { audit: { ...rehearsal().observations.audit, oversoldPieces: 1 } } },
    want: 'fail',
    failed: 'oversold · whole run',
  },
  {
    what: 'a coupon issued beyond the quota',
    story: { observations: { audit: { ...rehearsal().observations.audit, overissuedCoupons: 1 } } },
    want: 'fail',
    failed: 'oversold · whole run',
  },
  {
    what: 'an order lost in one region while another could not be audited',
    story: {
      observations: {
        audit: { ...rehearsal().observations.audit, lost: 1, done: false, reason: 'east is gone' },
      },
    },
    want: 'fail',
    failed: 'lost · whole run',
  },
  {
    what: 'requests that never got a slot',
    story: { steps: { 'burst · home.view': (intended) => ({ unsent: intended / 10 }) } },
    want: 'fail',
    failed: 'response · burst · home.view',
  },
  {
    what: 'an audit that could not be made',
    story: {
      observations: { audit: { ...rehearsal().observations.audit, done: false, reason: 'the shop is gone' } },
    },
    want: 'inconclusive',
    says: "the shop's books were not audited: the shop is gone",
  },
];

describe('the verdict', () => {
  it.each(SCENARIOS)('is $want for $what', ({ story, want, ...more }) => {
    const verdict = judge(rehearsal(story));
    expect(verdict.headline).toContain(more.says ?? '');
    expect(verdict.outcome).toBe(want);
    expect(verdict.exitCode).toBe({ pass: 0, fail: 99, inconclusive: 90 }[want]);
    expect(broken(verdict)).toEqual(more.broken ?? []);
    if (more.failed === undefined) expect(named(verdict, 'fail')).toEqual([]);
    else expect(named(verdict, 'fail')).toContain(more.failed);
  });

  it('leaves shares unjudged when the load was not valid, and still shows their figures', () => {
    const verdict = judge(rehearsal({ events: ['clock-jumped'], steps: HANG }));
    const response = verdict.objectives.find(({ id }) => id === 'response')!;
    expect(verdict.outcome).toBe('inconclusive');
    expect(response.state).toBe('not-judged');
    expect(response.cells.every(({ state }) => state === 'not-judged')).toBe(true);
    expect(response.cells[0]!.figure).toBe(0);
    expect(verdict.objectives.find(({ id }) => id === 'lost')!.state).toBe('pass');
  });

  it('names every cell of a slow route, and no cell of the others', () => {
    const verdict = judge(
      rehearsal({ steps: { 'burst · order.create': (intended) => ({ late: intended }) } }),
    );
    const slow = ['whole run', 'burst', 'order.create', 'burst · order.create'];
    const ofRegion = (region: string) => (place: string) =>
      place === 'whole run' ? region : `${place} · ${region}`;
    const places = [...slow, ...slow.flatMap((place) => [ofRegion('east')(place), ofRegion('south')(place)])];
    expect(named(verdict, 'fail')).toEqual(places.map((place) => `response · ${place}`));
  });
});
