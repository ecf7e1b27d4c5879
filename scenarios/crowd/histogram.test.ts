import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../metrics.ts';
import { flushed, valuesOf as values } from '../testing/flushed.ts';
import { Counters } from './counters.ts';
import { bucketsOf, Histogram } from './histogram.ts';

describe('a histogram', () => {
  const BOUNDS_MS = [2, 5, 100, 1200] as const;
  const open = () => {
    const counters = new Counters();
    const buckets = bucketsOf(BOUNDS_MS);
    const histogram = new Histogram(counters, COUNTER.tickLagBucket, { vu: '0' }, buckets);
    const observe = (ms: number): void => {
      histogram.counts[buckets.at(ms)]!++;
      histogram.pour();
    };
    return { counters, observe };
  };

  it('writes cumulative buckets in seconds, the last one +Inf, also before anything was seen', () => {
    const { counters } = open();
    expect(flushed(counters).map(({ labels, value }) => [labels, value])).toEqual(
      ['0.002', '0.005', '0.1', '1.2', '+Inf'].map((le) => [{ vu: '0', le }, 0]),
    );
  });

  it.each([
    { given: 'nothing at all', ms: 0, want: [1, 1, 1, 1, 1] },
    { given: 'a bound', ms: 2, want: [1, 1, 1, 1, 1] },
    { given: 'one more than a bound', ms: 3, want: [0, 1, 1, 1, 1] },
    { given: 'the limit', ms: 1200, want: [0, 0, 0, 1, 1] },
    { given: 'one more than the limit', ms: 1201, want: [0, 0, 0, 0, 1] },
    { given: 'far more', ms: 1e9, want: [0, 0, 0, 0, 1] },
    { given: 'endless time', ms: Number.POSITIVE_INFINITY, want: [0, 0, 0, 0, 1] },
    { given: 'a clock that was set back', ms: -3600, want: [1, 1, 1, 1, 1] },
  ])('counts $given ($ms ms) in $want', ({ ms, want }) => {
    const { counters, observe } = open();
    observe(ms);
    expect(values(counters)).toEqual(want);
    expect(values(counters)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is what counting every sample again would give, and other series stay apart', () => {
    const ms = fc.oneof(
      fc.integer({ min: -5, max: 1300 }),
      fc.integer({ min: -5, max: 5000 }),
      fc.constantFrom(...BOUNDS_MS),
    );
    fc.assert(
      fc.property(fc.array(fc.array(ms)), (rounds) => {
        const { counters, observe } = open();
        const after = counters.open(COUNTER.sessions, {});
        const got = [0, 0, 0, 0, 0, 0];
        for (const round of rounds) {
          for (const sample of round) {
            observe(sample);
            counters.add(after, 1);
          }
          values(counters).forEach((value, i) => {
            got[i]! += value;
          });
        }
        const all = rounds.flat();
        const want = BOUNDS_MS.map((bound) => all.filter((sample) => sample <= bound).length);
        expect(got).toEqual([...want, all.length, all.length]);
      }),
    );
  });
});
