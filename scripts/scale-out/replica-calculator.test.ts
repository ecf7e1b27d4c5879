import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTROLLER_DEFAULTS, type Metric, SPEC_DEFAULTS } from './hpa-spec.ts';
import { type Observed, proposedReplicas } from './replica-calculator.ts';
import { cpu, hpaOf } from './testing/hpa.ts';
import { observed, pods } from './testing/pods.ts';

const ask = (metric: Metric, given: Observed, other: Parameters<typeof hpaOf>[0] = {}) =>
  proposedReplicas(hpaOf({ metrics: [metric], ...other }), 0, CONTROLLER_DEFAULTS, given);
const unready = { ready: false, startSeconds: -60, readySinceSeconds: -60 } as const;
const value = (milli: number, type: 'Value' | 'AverageValue' = 'Value'): Metric => ({
  kind: 'External',
  name: 'queue',
  target: { type, milli },
});

describe('the CPU of pods, of which 50 % is wanted', () => {
  it.each([
    { case: 'is on target', given: [pods(4, 500)], want: 4 },
    { case: 'is 10 % above, as far as the tolerance goes', given: [pods(4, 550)], want: 4 },
    { case: 'is 12 % above', given: [pods(4, 560)], want: 5 },
    { case: 'is cut to whole per cent', given: [pods(4, 559)], want: 4 },
    { case: 'is twice as much', given: [pods(4, 1000)], want: 8 },
    { case: 'is half as much', given: [pods(4, 250)], want: 2 },
    { case: 'is nothing', given: [pods(4, 0)], want: 0 },
    {
      case: 'is high, and unready pods are taken for idle',
      given: [pods(4, 1000), pods(2, 900, unready)],
      want: 8,
    },
    {
      case: 'is high, but unready pods make it too little',
      given: [pods(4, 700), pods(2, 900, unready)],
      want: 6,
    },
    { case: 'is low, and unready pods do not matter', given: [pods(4, 250), pods(2, 900, unready)], want: 2 },
    { case: 'is high, and missing pods are taken for idle', given: [pods(4, 1000), pods(2, null)], want: 8 },
    { case: 'is low, and missing pods are taken for busy', given: [pods(4, 200), pods(2, null)], want: 6 },
    {
      case: 'is very low, and missing pods are taken for busy',
      given: [pods(8, 100), pods(1, null)],
      want: 4,
    },
    { case: 'is on target, and some are missing', given: [pods(4, 500), pods(9, null)], want: 13 },
    { case: 'is high in pods that end', given: [pods(4, 500), pods(2, 1000, { deleting: true })], want: 6 },
    { case: 'is high in failed pods', given: [pods(4, 500), pods(2, 1000, { phase: 'Failed' })], want: 6 },
  ])('$case', ({ given, want }) => {
    expect(ask(cpu(50), observed(given))).toBe(want);
  });

  it('leaves the count where more pods than were asked for would turn a way down into a way up', () => {
    const more = [pods(6, 300), pods(1, null)];
    expect(ask(cpu(50), observed(more))).toBe(6);
    expect(ask(cpu(50), observed(more, { specReplicas: 3 }))).toBe(3);
  });

  it('takes missing pods for a target above 100 %', () => {
    expect(ask(cpu(200), observed([pods(3, 1000), pods(1, null)]))).toBe(3);
    expect(ask(cpu(100), observed([pods(3, 500), pods(1, null)]))).toBe(3);
  });

  it.each([
    { case: 'there are no pods', given: [] },
    { case: 'no pod has a sample', given: [pods(4, null)] },
    { case: 'all pods are pending', given: [pods(4, 500, { phase: 'Pending', ready: null })] },
    { case: 'one pod requests nothing', given: [pods(4, 500), pods(1, 500, { requestsMilli: [null] })] },
    { case: 'requests are 0', given: [pods(4, 500, { requestsMilli: [0] })] },
  ])('cannot be told if $case', ({ given }) => {
    expect(ask(cpu(50), observed(given))).toBeNull();
  });

  it('counts once a whole window lies after the readiness, or the start is long ago', () => {
    const started = { startSeconds: -100, readySinceSeconds: -50, sampleWindowSeconds: 30 } as const;
    const given = (sampledSeconds: number) =>
      observed([pods(2, 500), pods(2, 1000, { ...started, sampledSeconds })]);
    expect(ask(cpu(50), given(-21))).toBe(4);
    expect(ask(cpu(50), given(-20))).toBe(6);
    const long = { ...started, startSeconds: -300, sampledSeconds: -21 };
    expect(ask(cpu(50), observed([pods(2, 500), pods(2, 1000, long)]))).toBe(6);
  });

  it('counts pods that were ready once, and not those that never were', () => {
    const since = (readySinceSeconds: number) =>
      observed([pods(2, 500), pods(2, 1000, { ready: false, startSeconds: -1000, readySinceSeconds })]);
    expect(ask(cpu(50), since(-970))).toBe(6);
    expect(ask(cpu(50), since(-971))).toBe(4);
  });
});

describe('memory', () => {
  const memory: Metric = { ...cpu(50), resource: 'memory' } as Metric;

  it('counts whether pods are ready or not', () => {
    expect(ask(memory, observed([pods(2, 500), pods(2, 1000, unready)]))).toBe(6);
  });

  it('is counted exactly in terabytes', () => {
    const terabyteMilli = 1e15;
    const uses = { samplesMilli: [terabyteMilli - 1], requestsMilli: [terabyteMilli] };
    expect(
      ask(
        { ...memory, target: { type: 'Utilization', percent: 100 } } as Metric,
        observed([pods(300, 0, uses)]),
      ),
    ).toBe(300);
    expect(
      ask(
        { ...memory, target: { type: 'Utilization', percent: 90 } } as Metric,
        observed([pods(1, 0, uses)]),
      ),
    ).toBe(1);
  });
});

describe('values', () => {
  it.each([
    { case: 'on target', given: 100, want: 4 },
    { case: 'above it, times the pods that are ready', given: 200, want: 6 },
  ])('$case', ({ given, want }) => {
    const groups = [pods(3, null), pods(1, null, unready)];
    expect(ask(value(100), observed(groups, { valuesMilli: [given] }))).toBe(want);
  });

  it('start from nothing without a tolerance', () => {
    const given = { valuesMilli: [1], specReplicas: 0 };
    expect(ask(value(100), observed([], given))).toBe(1);
    expect(ask(value(100, 'AverageValue'), observed([], { valuesMilli: [250] }))).toBe(3);
    expect(ask(value(100, 'AverageValue'), observed([], { valuesMilli: [0] }))).toBe(0);
  });

  it('for each pod are shared by the pods there are, ready or not', () => {
    const groups = [pods(3, null), pods(1, null, unready)];
    expect(ask(value(100, 'AverageValue'), observed(groups, { valuesMilli: [440] }))).toBe(4);
    expect(ask(value(100, 'AverageValue'), observed(groups, { valuesMilli: [441] }))).toBe(5);
  });

  it('cannot be told without an answer, or without pods', () => {
    expect(ask(value(100), observed([pods(4, null)]))).toBeNull();
    expect(ask(value(100), observed([], { valuesMilli: [500], specReplicas: 4 }))).toBeNull();
  });

  it('below 0 ask for as much as there is, if they are external and for each pod', () => {
    const given = observed([pods(4, null)], { valuesMilli: [-1] });
    expect(ask(value(100, 'AverageValue'), given)).toBe(2 ** 31 - 1);
    expect(ask({ ...value(100, 'AverageValue'), kind: 'Object' } as Metric, given)).toBe(0);
  });

  it('end at the largest count there is', () => {
    expect(ask(value(1), observed([pods(4, null)], { valuesMilli: [1e15] }))).toBe(2 ** 31 - 1);
  });
});

it('keeps the count within the tolerance of each direction', () => {
  const behavior = {
    scaleUp: { ...SPEC_DEFAULTS.scaleUp, tolerance: 0.5 },
    scaleDown: { ...SPEC_DEFAULTS.scaleDown, tolerance: 0.05 },
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 1000 }), (count, uses) => {
      const percent = Math.trunc(uses / 10);
      const asked = ask(cpu(50), observed([pods(count, uses)]), { behavior });
      if (percent >= 48 && percent <= 75) expect(asked).toBe(count);
      else expect(asked).toBe(Math.ceil((percent / 50) * count));
    }),
  );
});

it('takes a group of pods for as many pods one by one', () => {
  const group = fc.record({
    count: fc.integer({ min: 1, max: 5 }),
    uses: fc.option(fc.integer({ min: 0, max: 1000 })),
    isReady: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 5 }), (groups) => {
      const together = groups.map(({ count, uses, isReady }) => pods(count, uses, isReady ? {} : unready));
      const apart = together.flatMap((pod) =>
        Array.from({ length: pod.count }, () => ({ ...pod, count: 1 })),
      );
      expect(ask(cpu(50), observed(together))).toBe(ask(cpu(50), observed(apart)));
    }),
  );
});
