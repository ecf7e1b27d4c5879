import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../metrics.ts';
import { type Labels, type Meter, Tally } from './counters.ts';

interface Written {
  readonly name: CounterName;
  readonly value: number;
  readonly labels: Labels;
}
function flushed(tally: Tally): Written[] {
  const written: Written[] = [];
  const meter: Meter = {
    add: (name, value, labels) => written.push({ name, value, labels }),
    set: () => {
      throw new Error('a tally sets no gauge');
    },
  };
  tally.flush(meter);
  return written;
}
const values = (tally: Tally): number[] => flushed(tally).map(({ value }) => value);

describe('the tally', () => {
  it('writes the increment of every series at every flush, zeros included', () => {
    const tally = new Tally();
    const home = tally.open(COUNTER.intended, { step: 'home' });
    const cart = tally.open(COUNTER.intended, { step: 'cart' });
    const zero = flushed(tally);
    tally.add(cart, 3);
    tally.add(cart, 2);
    const first = values(tally);
    tally.add(home, 0.5);
    expect(zero).toEqual([
      { name: COUNTER.intended, value: 0, labels: { step: 'home' } },
      { name: COUNTER.intended, value: 0, labels: { step: 'cart' } },
    ]);
    expect([first, values(tally), values(tally)]).toEqual([
      [0, 5],
      [0.5, 0],
      [0, 0],
    ]);
    expect([tally.total(home), tally.total(cart)]).toEqual([0.5, 5]);
  });

  it('keeps its counts as it grows beyond its first series', () => {
    const tally = new Tally();
    const early = tally.open(COUNTER.intended, { vu: 'early' });
    tally.add(early, 7);
    const series = Array.from({ length: 1000 }, (_, i) => tally.open(COUNTER.sessions, { i: String(i) }));
    for (const each of series) tally.add(each, each);
    expect(values(tally)).toEqual([7, ...series]);
    expect(values(tally)).toEqual(new Array(1001).fill(0));
  });

  it('adds up to what was counted, whatever is counted between which flushes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.tuple(fc.nat(9), fc.nat(1000)))), (rounds) => {
        const tally = new Tally();
        for (let i = 0; i < 10; i++) tally.open(COUNTER.sessions, { i: String(i) });
        const want = new Array<number>(10).fill(0);
        const got = new Array<number>(10).fill(0);
        for (const round of rounds) {
          for (const [series, value] of round) {
            tally.add(series, value);
            want[series]! += value;
          }
          values(tally).forEach((value, series) => {
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
    const tally = new Tally();
    return { tally, histogram: tally.openHistogram(COUNTER.tickLagBucket, { vu: '0' }, BOUNDS_MS) };
  };

  it('writes cumulative buckets in seconds, the last one +Inf, also before anything was seen', () => {
    const { tally } = open();
    expect(flushed(tally).map(({ labels, value }) => [labels, value])).toEqual(
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
    const { tally, histogram } = open();
    histogram.observe(ms);
    expect(values(tally)).toEqual(want);
    expect(values(tally)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is what counting every sample again would give, and other series stay apart', () => {
    const ms = fc.oneof(
      fc.integer({ min: -5, max: 1300 }),
      fc.double({ min: -5, max: 5000, noNaN: true }),
      fc.constantFrom(...BOUNDS_MS),
    );
    fc.assert(
      fc.property(fc.array(fc.array(ms)), (rounds) => {
        const { tally, histogram } = open();
        const after = tally.open(COUNTER.sessions, {});
        const got = [0, 0, 0, 0, 0, 0];
        for (const round of rounds) {
          for (const sample of round) {
            histogram.observe(sample);
            tally.add(after, 1);
          }
          values(tally).forEach((value, i) => {
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
