import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from './evidence.ts';
import { cellsWhere, fullName, judge } from './judge.ts';
import { lags, OBJECTIVES, phaseSeen, rehearsal, type Story, VUS } from './testing/rehearsal.ts';
import type { CellState, Verdict, VerdictOutcome } from './verdict.ts';

const named = (verdict: Verdict, state: CellState): readonly string[] =>
  cellsWhere(verdict.objectives, (cell) => cell.state === state).map(fullName);
const broken = (verdict: Verdict): readonly string[] => [
  ...new Set(verdict.validity.filter(({ state }) => state === 'broken').map(({ id }) => id)),
];

/** Every request fails by its time-out; those behind them never got a slot. */
const HANG: Story['steps'] = { '* · *': (intended) => ({ failed: intended - 100, unsent: 100, refused: 0 }) };
const starved = (phase: string) => ({
  ...phaseSeen(phase),
  tickLag: lags(20_000, 1000),
  sendLag: { generator: lags(20_000, 1000), slot: lags(0) },
});
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
    says: 'nothing failed, and all that the plan requires is proven: 28 of 28 cells',
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
    says: 'lies outside 50 % … 90 %',
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
    says: 'in-flight bound 500 is too small: 900 sends waited for a slot; raise generator.inFlightMax to 960',
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
    says: 'coupons · coupon.redeem is not proven: 1,496 samples; 99.8 % takes 1,497 without a failure',
  },
  {
    what: '1,497 redemptions without a failure',
    story: {
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
    says: 'of 4 VUs 4 began and 3 finished',
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
    says: '1 acknowledged order of 12,000 lost, such as o-17',
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
    says: 'the ledger was not audited: the shop is gone',
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
    expect(named(verdict, 'fail')).toEqual([
      'response · whole run',
      'response · burst',
      'response · order.create',
      'response · burst · order.create',
    ]);
  });

  it('fails a cell of 20 with one failure against 99.8 %, since chance does that in 4 % of runs, but not one of 150', () => {
    const few = (intended: number) => ({ intended, failed: 1 });
    const verdict = judge(
      rehearsal({ steps: { 'warm-up · coupon.redeem': few(150), 'burst · coupon.redeem': few(20) } }),
    );
    expect(named(verdict, 'fail')).toEqual(['coupons · coupon.redeem', 'coupons · burst · coupon.redeem']);
  });
});

describe('an interrupted run', () => {
  const cut = (story: Story = {}): Evidence =>
    rehearsal({
      ...story,
      observations: {
        generator: { ...rehearsal().observations.generator, exitCode: 105 },
        phases: [{ ...phaseSeen('warm-up'), vusFinished: 0 }],
        ...story.observations,
      },
      events: ['interrupted', ...(story.events ?? [])],
    });

  it('exits 130, and is no pass even if nothing failed', () => {
    const verdict = judge(cut());
    expect(verdict).toMatchObject({
      outcome: 'inconclusive',
      interrupted: true,
      exitCode: 130,
      loadValid: true,
    });
    expect(verdict.headline).toMatch(/^interrupted; so far: /);
  });

  it('is no pass even if everything that the plan requires was proven', () => {
    const objectives = OBJECTIVES.filter(({ kind }) => kind === 'response-time');
    expect(
      judge(rehearsal({ plan: { objectives, phases: rehearsal().plan.phases.slice(0, 2) } })).outcome,
    ).toBe('pass');
    const story: Story = {
      plan: { objectives, phases: rehearsal().plan.phases.slice(0, 2) },
      events: ['interrupted'],
    };
    expect(judge(rehearsal(story))).toMatchObject({ outcome: 'inconclusive', exitCode: 130 });
  });

  it('still fails for what it saw', () => {
    const verdict = judge(cut({ steps: { 'warm-up · home.view': (intended) => ({ failed: intended }) } }));
    expect(verdict).toMatchObject({ outcome: 'fail', exitCode: 130 });
  });

  it('does not blame the generator for an end that was asked for', () => {
    const { validity } = judge(cut());
    const notChecked = validity.filter(({ state }) => state === 'not-checked').map(({ id }) => id);
    expect(notChecked).toEqual([
      'generator-ended',
      'vus-finished',
      'achieved-load',
      'crowd-held',
      'conservation',
    ]);
    expect(validity.find(({ id }) => id === 'vus-finished')!.reason).toBe('not checked: interrupted');
  });

  it('is inconclusive about its shares when ticks came late', () => {
    const verdict = judge(cut({ observations: { phases: [starved('warm-up')] } }));
    expect(verdict).toMatchObject({ outcome: 'inconclusive', loadValid: false, exitCode: 130 });
  });

  it('finds no fault with a phase that had only just begun', () => {
    const justBegun = {
      ...phaseSeen('burst'),
      tickLag: lags(0),
      sendLag: { generator: lags(0), slot: lags(0) },
    };
    expect(judge(cut({ observations: { phases: [phaseSeen('warm-up'), justBegun] } })).loadValid).toBe(true);
  });

  it('does not judge a census that was cut short', () => {
    const verdict = judge(cut({ steps: { 'flash-sale · flash.take': { intended: 10, refused: 0 } } }));
    expect(verdict.objectives.find(({ id }) => id === 'sold-out')!.state).toBe('not-proven');
  });
});

describe('required cells', () => {
  const requiring = (requires: (typeof OBJECTIVES)[number]['requires'], story: Story = {}): Verdict =>
    judge(
      rehearsal({
        ...story,
        plan: {
          objectives: OBJECTIVES.map((each) => (each.id === 'coupons' ? { ...each, requires } : each)),
        },
      }),
    );

  it.each([
    { requires: [{ phase: 'warm-up' }], want: 'inconclusive' },
    { requires: [{ phase: 'warm-up', step: 'coupon.redeem' }], want: 'inconclusive' },
    { requires: [{ phase: 'burst' }], want: 'pass' },
    { requires: [], want: 'pass' },
    { requires: [{ phase: 'a phase that nobody redeems in' }], want: 'inconclusive' },
  ])('$requires make 1,000 redemptions in the warm-up $want', ({ requires, want }) => {
    expect(requiring(requires, { steps: { 'warm-up · coupon.redeem': { intended: 1000 } } }).outcome).toBe(
      want,
    );
  });
});

describe('a refused share', () => {
  const judged = (requires: (typeof OBJECTIVES)[number]['requires']): Verdict =>
    judge(
      rehearsal({
        plan: {
          objectives: [
            {
              kind: 'refused',
              id: 'quota',
              source: 'a test',
              step: 'coupon.redeem',
              minShare: 0,
              maxShare: 0.3,
              requires,
            },
            {
              kind: 'refused',
              id: 'stock',
              source: 'a test',
              step: 'flash.take',
              minShare: 0,
              maxShare: 1,
              requires: [],
            },
          ],
        },
        steps: { 'warm-up · coupon.redeem': { refused: 1600 } },
      }),
    );

  it('is judged over the whole run, and only shown for a phase', () => {
    const verdict = judged([]);
    expect(verdict.outcome).toBe('pass');
    expect(named(verdict, 'not-judged')).toContain('quota · warm-up · coupon.redeem');
  });

  it('is judged for a phase that the plan requires', () => {
    expect(named(judged([{ phase: 'warm-up' }]), 'fail')).toEqual(['quota · warm-up · coupon.redeem']);
  });
});

describe('a success share', () => {
  it('leaves refusals out, so that they prove nothing', () => {
    const steps = { '* · coupon.redeem': (intended: number) => ({ refused: intended - 700 }) };
    const coupons = judge(rehearsal({ steps })).objectives.find(({ id }) => id === 'coupons')!;
    expect(coupons.cells[0]).toMatchObject({ n: 1400, figure: 1, state: 'not-proven' });
  });
});

describe('one more failure', () => {
  it('never makes a verdict better', () => {
    const rank: Readonly<Record<VerdictOutcome, number>> = { fail: 0, inconclusive: 1, pass: 2 };
    const outcome = (intended: number, failed: number): number =>
      rank[judge(rehearsal({ steps: { 'burst · coupon.redeem': { intended, failed } } })).outcome];
    const run = fc.record({
      intended: fc.integer({ min: 100, max: 20_000 }),
      failed: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(run, ({ intended, failed }) => {
        expect(outcome(intended, failed + 1)).toBeLessThanOrEqual(outcome(intended, failed));
      }),
    );
  });
});
