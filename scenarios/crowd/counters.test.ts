import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../metrics.ts';
import { Counters, type Labels, type Meter } from './counters.ts';

interface Written {
  readonly name: CounterName;
  readonly value: number;
  readonly labels: Labels;
}
function flushed(counters: Counters): Written[] {
  const written: Written[] = [];
  const meter: Meter = {
    add: (name, value, labels) => written.push({ name, value, labels }),
    set: () => {
      throw new Error('counters set no gauge');
    },
  };
  counters.flush(meter);
  return written;
}
const values = (counters: Counters): number[] => flushed(counters).map(({ value }) => value);

describe('the counters', () => {
  it('writes the increment of every series at every flush, zeros included', () => {
    const counters = new Counters();
    const home = counters.open(COUNTER.intended, { step: 'home' });
    const cart = counters.open(COUNTER.intended, { step: 'cart' });
    const zero = flushed(counters);
    counters.add(cart, 3);
    counters.add(cart, 2);
    const first = values(counters);
    counters.add(home, 0.5);
    expect(zero).toEqual([
      { name: COUNTER.intended, value: 0, labels: { step: 'home' } },
      { name: COUNTER.intended, value: 0, labels: { step: 'cart' } },
    ]);
    expect([first, values(counters), values(counters)]).toEqual([
      [0, 5],
      [0.5, 0],
      [0, 0],
    ]);
    expect([counters.total(home), counters.total(cart)]).toEqual([0.5, 5]);
  });

  it('keeps its counts as it grows beyond its first series', () => {
    const counters = new Counters();
    const early = counters.open(COUNTER.intended, { vu: 'early' });
    counters.add(early, 7);
    const series = Array.from({ length: 1000 }, (_, i) => counters.open(COUNTER.sessions, { i: String(i) }));
    for (const each of series) counters.add(each, each);
    expect(values(counters)).toEqual([7, ...series]);
    expect(values(counters)).toEqual(new Array(1001).fill(0));
  });

  it('adds up to what was counted, whatever is counted between which flushes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.tuple(fc.nat(9), fc.nat(1000)))), (rounds) => {
        const counters = new Counters();
        for (let i = 0; i < 10; i++) counters.open(COUNTER.sessions, { i: String(i) });
        const want = new Array<number>(10).fill(0);
        const got = new Array<number>(10).fill(0);
        for (const round of rounds) {
          for (const [series, value] of round) {
            counters.add(series, value);
            want[series]! += value;
          }
          values(counters).forEach((value, series) => {
            got[series]! += value;
          });
        }
        expect(got).toEqual(want);
      }),
    );
  });
});

describe('a histogram', () => {
  const BOUNDS_MS = [2, 5, 100, 1200] as const;
  const open = () => {
    const counters = new Counters();
    return { counters, histogram: counters.openHistogram(COUNTER.tickLagBucket, { vu: '0' }, BOUNDS_MS) };
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
    { given: 'a little more than a bound', ms: 2.01, want: [0, 1, 1, 1, 1] },
    { given: 'the limit', ms: 1200, want: [0, 0, 0, 1, 1] },
    { given: 'a little more than the limit', ms: 1200.01, want: [0, 0, 0, 0, 1] },
    { given: 'one more than the limit', ms: 1201, want: [0, 0, 0, 0, 1] },
    { given: 'far more', ms: 1e9, want: [0, 0, 0, 0, 1] },
    { given: 'endless time', ms: Number.POSITIVE_INFINITY, want: [0, 0, 0, 0, 1] },
    { given: 'a clock that was set back', ms: -3600, want: [1, 1, 1, 1, 1] },
  ])('counts $given ($ms ms) in $want', ({ ms, want }) => {
    const { counters, histogram } = open();
    histogram.observe(ms);
    expect(values(counters)).toEqual(want);
    expect(values(counters)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is what counting every sample again would give, and other series stay apart', () => {
    const ms = fc.oneof(
      fc.integer({ min: -5, max: 1300 }),
      fc.double({ min: -5, max: 5000, noNaN: true }),
      fc.constantFrom(...BOUNDS_MS),
    );
    fc.assert(
      fc.property(fc.array(fc.array(ms)), (rounds) => {
        const { counters, histogram } = open();
        const after = counters.open(COUNTER.sessions, {});
        const got = [0, 0, 0, 0, 0, 0];
        for (const round of rounds) {
          for (const sample of round) {
            histogram.observe(sample);
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
