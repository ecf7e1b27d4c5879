import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../metrics.ts';
import { flushed, valuesOf as values } from '../testing/flushed.ts';
import { Counters, type Meter } from './counters.ts';

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

  it('writes only series that grew when it need not write all', () => {
    const counters = new Counters();
    counters.open(COUNTER.intended, { step: 'home' });
    const cart = counters.open(COUNTER.intended, { step: 'cart' });
    counters.add(cart, 3);
    const written: string[] = [];
    const meter: Meter = {
      add: (name, value, { step }) => written.push(`${name} ${step} ${value}`),
      set: () => undefined,
    };
    counters.flush(meter, false);
    counters.flush(meter, false);
    expect(written).toEqual([`${COUNTER.intended} cart 3`]);
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
