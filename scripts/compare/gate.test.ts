import { describe, expect, it } from 'vitest';
import {
  CALM_TIMES,
  ENVIRONMENT,
  runWith,
  shareOf,
  slowed,
  timesDrawn,
} from '../workshop/testing/compared-runs.ts';
import { studyGate } from '../workshop/testing/gate-study.ts';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import type { Extract, FigureSeen, JudgedSeen } from './extract.ts';
import { gate, gateSchema } from './gate.ts';
import { printGate } from './print-gate.ts';
import { DEFAULT_TOLERANCE, withTolerance } from './tolerance.ts';

const TIGHT = { share: 0.001, timeShare: 0.05, timeMs: 1 };
const SHARES = [shareOf({ bad: 10, n: 20_000 }), shareOf({ step: 'home.view', required: false, n: 2000 })];
const base = runWith({ shares: SHARES, times: timesDrawn(CALM_TIMES, drawsOf(1)) });
const again = runWith({ runId: 'run-2', shares: SHARES, times: timesDrawn(CALM_TIMES, drawsOf(2)) });

const LOST: FigureSeen = {
  ...{ objective: 'orders-lost', drill: null, phase: null, step: null, region: null, required: true },
  ...{ unit: 'count', figure: 0, state: 'pass' },
};

const IN_DRILL: JudgedSeen = {
  ...{ objective: 'bank-down/in-time', drill: 'bank-down', phase: null, step: null, region: null },
  ...{ required: true, state: 'fail' },
};

const gated = (one: Extract, other: Extract, changes: Partial<Parameters<typeof gate>[2]> = {}) =>
  gate(one, other, { tolerance: DEFAULT_TOLERANCE, otherMachine: false, attempts: 1, ...changes });

describe('a gate', () => {
  it('passes a run against another of its build, and does not tell of a run against itself', () => {
    expect(gated(base, again)).toMatchObject({ outcome: 'not-worse', exitCode: 0, why: [] });
    const { exitCode, why } = gated(base, base);
    expect(exitCode).toBe(90);
    expect(why).toEqual([expect.stringContaining('are one run, run-1')]);
  });

  it('fails a head that is slower by more than the tolerance, and names the step', () => {
    const head = { ...again, times: slowed(again.times, 'search.query', 5) };
    expect(gated(base, head, { tolerance: TIGHT })).toMatchObject({
      outcome: 'worse',
      exitCode: 99,
      why: expect.arrayContaining(['time · search.query is worse than the tolerance']),
    });
    expect(gated(base, head).outcome).toBe('not-worse');
  });

  it('fails a head whose share is worse by more than the tolerance, and no other', () => {
    const [whole, step] = SHARES as [(typeof SHARES)[0], (typeof SHARES)[0]];
    const with_ = (bad: number): Extract => ({ ...again, shares: [{ ...whole, bad }, step] });
    expect(gated(base, with_(120)).outcome).toBe('worse');
    expect(gated(base, with_(12)).outcome).toBe('not-worse');
    expect(gated(with_(120), { ...base, runId: 'run-3' }).outcome).toBe('not-worse');
  });

  it('cannot tell with too few samples, and says what it would take', () => {
    const few = (run: Extract): Extract => ({ ...run, shares: [shareOf({ bad: 1, n: 1000 })] });
    const { outcome, exitCode, why } = gated(few(base), few(again));
    expect([outcome, exitCode]).toEqual(['cannot-tell', 90]);
    expect(why[0]).toMatch(/to prove that it is not worse takes about [\d,]+ s more of the same load/);
  });

  it.each<readonly [string, Partial<Extract>, string]>([
    ['without a valid load', { loadValid: false, headline: 'the load was not valid' }, 'gives no evidence'],
    ['that was cut short', { cutShort: true }, 'gives no evidence'],
    ['of another load', { plan: { ...base.plan, pace: 9 } }, 'load has changed since the baseline (pace)'],
    ['without times', { times: null }, 'times cannot be compared: a run has none'],
    ['on another machine', { environment: { ...ENVIRONMENT, cores: 64 } }, 'the machines differ'],
    ['on a machine that nobody knows', { environment: null }, 'or nobody knows'],
    ['without what the baseline requires', { shares: SHARES.slice(1) }, 'head does not have it'],
    ['without a count that the baseline requires', { figures: [] }, 'orders-lost · whole run is required in'],
    [
      'of a target, and not of the embedded shop',
      { plan: { ...base.plan, shop: {} } },
      'embedded shop or a target',
    ],
    [
      'of another gray release',
      { plan: { ...base.plan, gray: { share: 0.5 } } },
      'has changed since the baseline (gray)',
    ],
    [
      'that is inconclusive by itself',
      { outcome: 'inconclusive', headline: 'no books' },
      'the baseline passed: no books',
    ],
    [
      'with a step that was never answered',
      { times: again.times!.slice(1) },
      'time · home.view: answered in the',
    ],
    ['without any step of the baseline', { times: [] }, 'no step was answered in both runs'],
  ])('cannot tell of a head %s', (_, changes, reason) => {
    const { outcome, exitCode, why } = gated(
      { ...base, figures: [LOST] },
      { ...again, figures: [LOST], ...changes },
    );
    expect([outcome, exitCode]).toEqual(['cannot-tell', 90]);
    expect(why.join()).toContain(reason);
  });

  it('cannot tell where nothing is left to compare', () => {
    const nothing = { shares: [], times: [] };
    expect(gated({ ...base, ...nothing }, { ...again, ...nothing }).outcome).toBe('cannot-tell');
  });

  it('tells times across machines if that is asked for', () => {
    const elsewhere = { ...again, environment: { ...ENVIRONMENT, cores: 64 } };
    expect(gated(base, elsewhere, { otherMachine: true }).outcome).toBe('not-worse');
  });

  it('fails a head that fails by itself, unless the base failed too', () => {
    const failing = { outcome: 'fail', headline: 'orders-lost failed: 3' } as const;
    expect(gated(base, { ...again, ...failing })).toMatchObject({
      outcome: 'worse',
      why: ['head fails by itself: orders-lost failed: 3'],
    });
    expect(gated({ ...base, ...failing }, { ...again, ...failing }).outcome).toBe('not-worse');
  });

  it('fails a head that fails at a count at which the failed baseline did not, and says that the baseline failed', () => {
    const failing = { outcome: 'fail', headline: 'oversold failed: 3' } as const;
    const head = { ...again, ...failing, figures: [{ ...LOST, figure: 3, state: 'fail' as const }] };
    const { outcome, why, comparison } = gated({ ...base, ...failing, figures: [LOST] }, head);
    expect([outcome, why]).toEqual(['worse', ['orders-lost · whole run fails, and did not in the baseline']]);
    expect(comparison.notes.join()).toContain('base fails by itself');
  });

  it('takes a share whose seconds nobody read for no alarm and no proof, and says so', () => {
    const [whole, step] = SHARES as [(typeof SHARES)[0], (typeof SHARES)[0]];
    const unread = (bad: number): Extract => ({ ...again, shares: [{ ...whole, bad, deff: null }, step] });
    for (const bad of [10, 20_000]) {
      const { outcome, why, comparison, gated: all } = gated(base, unread(bad));
      expect(outcome).toBe('cannot-tell');
      expect(why).toEqual([expect.stringContaining('nobody knows how its bad answers came together')]);
      expect(comparison.notes).toEqual([
        'not compared, because not all of their seconds were read in head: response-time · whole run',
      ]);
      expect(all[0]).toMatchObject({ state: 'cannot-tell', lower: null, upper: null, wouldShow: null });
      expect(comparison.differences[0]).toMatchObject({ finding: 'no-evidence', deff: null });
    }
    // Nobody requires it: then it decides nothing either way.
    const optional = { ...again, shares: [whole, { ...step, bad: 2000, deff: null }] };
    expect(gated(base, optional).outcome).toBe('not-worse');
  });

  it.each([
    [
      'passed',
      [{ ...IN_DRILL, state: 'pass' as const }],
      'cannot-tell',
      'did not in the baseline, maybe by chance',
    ],
    ['is not known', null, 'cannot-tell', 'the baseline is too old to say'],
    ['failed too', [IN_DRILL], 'not-worse', ''],
  ])(
    'of a share that fails in a drill of the head, and in that of the base %s, says so',
    (_, judged, want, reason) => {
      const failing = { outcome: 'fail', headline: 'oversold failed: 3' } as const;
      const { outcome, why } = gated(
        { ...base, ...failing, judged },
        { ...again, ...failing, judged: [IN_DRILL] },
      );
      expect(outcome).toBe(want);
      expect(why.join()).toContain(reason);
      if (want === 'not-worse') expect(why).toEqual([]);
    },
  );

  it('is harder to fail when it may ask again', () => {
    const head = { ...again, times: slowed(again.times, 'order.create', 5) };
    const lowerOf = (attempts: number): number =>
      gated(base, head, { attempts }).gated.find(({ name }) => name === 'time · order.create')!.lower!;
    expect(lowerOf(4)).toBeLessThan(lowerOf(1));
  });

  it('is harder to pass when it may ask again', () => {
    const upperOf = (attempts: number): number => gated(base, again, { attempts }).gated[0]!.upper!;
    expect(upperOf(4)).toBeGreaterThan(upperOf(1));
  });

  it('says all of it in lines and in data', () => {
    const result = gated(base, { ...again, times: slowed(again.times, 'search.query', 50) });
    expect(gateSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    const lines = printGate(result, { colour: false });
    expect(lines).toMatch(/^WORSE {2}run-2 against run-1/);
    expect(lines).toMatch(/✗ time · search.query: \+5\d.* ms, at least \+4\d.* ms; allowed \+5/);
    expect(lines).toContain('one false alarm in 400 gates at most');
  });
});

describe('over many pairs of runs', () => {
  it('a gate raises no false alarm, and finds 5 ms more on one route of twenty, with the figure', () => {
    const { falseAlarms, found, saidMs } = studyGate(120, 0.3, 20, 1);
    expect(falseAlarms).toBe(0);
    expect(found).toBeGreaterThanOrEqual(18);
    expect(saidMs).toBeCloseTo(5, 0);
  });
});

describe('a tolerance', () => {
  it.each([
    { written: 'share=0.2', want: { share: 0.002 } },
    { written: 'share=0.2%', want: { share: 0.002 } },
    { written: 'time=10%', want: { timeShare: 0.1 } },
    { written: 'time=2.5ms', want: { timeMs: 2.5 } },
  ])('is written $written', ({ written, want }) => {
    const read = withTolerance(DEFAULT_TOLERANCE, written)!;
    for (const [key, value] of Object.entries(want))
      expect(read[key as keyof typeof read]).toBeCloseTo(value, 12);
  });

  it.each(['', 'share', 'share=-1', 'share=200', 'time=5', 'time=5s', 'latency=5ms', 'time=1e3ms'])(
    'is not written %j',
    (written) => {
      expect(withTolerance(DEFAULT_TOLERANCE, written)).toBeNull();
    },
  );
});
