import { describe, expect, it } from 'vitest';
import type { BehaviourStep, ThinkTime } from './behaviour.ts';
import { thinkFlaws } from './think-flaws.ts';

/** A behaviour may be written without a compiler. */
const told = (thinkSeconds: unknown, retrySeconds?: unknown): readonly string[] => {
  const step: BehaviourStep = {
    thinkSeconds: thinkSeconds as ThinkTime,
    ...(retrySeconds === undefined ? {} : { retrySeconds: retrySeconds as ThinkTime }),
    ok: {},
  };
  return thinkFlaws({ home: step }).map(({ path, problem }) => `${path.join('.')} ${problem}`);
};

describe('a think time', () => {
  it.each([0, 1.5, { fixed: 0 }, { fixed: 3 }, { median: 3, p99: 20 }, { median: 0.001, p99: 1 }])(
    'may be %j',
    (think) => {
      expect(told(think, think)).toEqual([]);
    },
  );

  it.each([
    { think: -1, want: 'home.thinkSeconds is less than 0' },
    { think: Number.NaN, want: 'home.thinkSeconds is not finite' },
    { think: { fixed: Number.POSITIVE_INFINITY }, want: 'home.thinkSeconds.fixed is not finite' },
    { think: { fixed: '3' }, want: 'home.thinkSeconds.fixed is not a number' },
    { think: { median: 3, p99: 3 }, want: 'home.thinkSeconds.p99 is not above median (3)' },
    { think: { median: 20, p99: 3 }, want: 'home.thinkSeconds.p99 is not above median (20)' },
    { think: { median: 0, p99: 3 }, want: 'home.thinkSeconds.median is 0' },
    { think: { median: 1, p99: 1001 }, want: 'home.thinkSeconds.p99 is more than 1000 times median (1)' },
    { think: { median: 3 }, want: 'home.thinkSeconds is not a think time' },
    { think: { fixed: 3, p99: 20 }, want: 'home.thinkSeconds is not a think time' },
    { think: {}, want: 'home.thinkSeconds is not a think time' },
    { think: null, want: 'home.thinkSeconds is not a think time' },
    { think: '3s', want: 'home.thinkSeconds is not a think time' },
    { think: undefined, want: 'home.thinkSeconds is not a think time' },
  ])('is not $think', ({ think, want }) => {
    expect(told(think)).toEqual([want]);
  });

  it('is looked at everywhere, and all flaws are told at once, each with what to do', () => {
    expect(told({ median: -1, p99: Number.NaN }, -2)).toEqual([
      'home.thinkSeconds.median is less than 0',
      'home.thinkSeconds.p99 is not finite',
      'home.retrySeconds is less than 0',
    ]);
    const flaws = thinkFlaws({ home: { thinkSeconds: { median: 3, p99: 2 }, ok: {} } });
    expect(flaws[0]!.hint).toContain('{ fixed: seconds }');
  });
});
