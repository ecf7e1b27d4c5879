import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chiSquareSigmas,
  exponentialDistribution,
  KOLMOGOROV_MAX,
  kolmogorov,
  mean,
  SIGMAS,
  variance,
} from '../testing/world.ts';
import { exponential, hash, PURPOSE, type Purpose, pick, seedFor, uniform } from './draws.ts';

const SEED = seedFor(618, 'burst/browsers');
const DRAWS = 250_000;
const each = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const { channel, step, think, firstWake, arrivalGap } = PURPOSE;

/** How far pairs of draws lie from filling a 16 × 16 grid evenly: sees any dependence that a shopper could. */
function gridSigmas(pair: (i: number) => readonly [number, number]): number {
  const SIDE = 16;
  const cells = new Array<number>(SIDE * SIDE).fill(0);
  for (let i = 0; i < DRAWS; i++) {
    const [a, b] = pair(i);
    cells[Math.floor(a * SIDE) * SIDE + Math.floor(b * SIDE)]!++;
  }
  return chiSquareSigmas(cells, new Array(SIDE * SIDE).fill(DRAWS / (SIDE * SIDE)));
}

/** √n times the coefficient of correlation: about normal with deviation 1 when there is none. */
function correlationSigmas(pair: (i: number) => readonly [number, number]): number {
  const pairs = each(DRAWS, pair);
  const a = pairs.map(([x]) => x);
  const b = pairs.map(([, y]) => y);
  const covariance = mean(pairs.map(([x, y]) => x * y)) - mean(a) * mean(b);
  return (covariance / Math.sqrt(variance(a) * variance(b))) * Math.sqrt(DRAWS);
}

describe('a draw', () => {
  it('depends only on its four arguments, and never changes for a seed', () => {
    expect([hash(618, 1, 2, 3), hash(618, 0, 0, 0), hash(0, 0, 0, 0)]).toEqual([
      hash(618, 1, 2, 3),
      hash(618, 0, 0, 0),
      0,
    ]);
    expect(hash(618, 1_999_999, 7, think)).toMatchInlineSnapshot(`800052175`);
    expect(seedFor(618, 'burst/browsers')).toMatchInlineSnapshot(`770168816`);
  });

  it('lies between 0 and 1 and reaches neither, so that its logarithm is a time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }),
        fc.nat(2 ** 32 - 1),
        fc.nat(2 ** 32 - 1),
        (seed, who, n) => {
          const u = uniform(seed, who, n, step);
          const gap = exponential(seed, who, n, step);
          expect(u > 0 && u < 1 && gap > 0 && Number.isFinite(gap)).toBe(true);
        },
      ),
    );
    // hash(0, 0, 0, 0) is 0, the least there is.
    expect(uniform(0, 0, 0, 0 as Purpose)).toBeGreaterThan(0);
  });

  const streams: { given: string; draw: (i: number) => number }[] = [
    { given: 'shopper to shopper', draw: (i) => uniform(SEED, i, 1, step) },
    { given: "a shopper's first request to its next", draw: (i) => uniform(SEED, 42, i, step) },
    { given: 'seed to seed', draw: (i) => uniform(i, 42, 1, step) },
  ];
  it.each(streams)('is uniform from $given', ({ draw }) => {
    const BINS = 256;
    const bins = new Array<number>(BINS).fill(0);
    for (let i = 0; i < DRAWS; i++) bins[Math.floor(draw(i) * BINS)]!++;
    expect(Math.abs(chiSquareSigmas(bins, new Array(BINS).fill(DRAWS / BINS)))).toBeLessThan(SIGMAS);
  });

  const draw = (who: number, n: number, purpose: Purpose): number => uniform(SEED, who, n, purpose);
  const pairs: { given: string; pair: (i: number) => readonly [number, number] }[] = [
    { given: 'the next shopper', pair: (i) => [draw(i, 1, step), draw(i + 1, 1, step)] },
    { given: 'the next shopper of seven VUs', pair: (i) => [draw(i, 1, step), draw(i + 7, 1, step)] },
    { given: 'a shopper 65,536 later', pair: (i) => [draw(i, 1, step), draw(i + 65_536, 1, step)] },
    { given: "the shopper's next request", pair: (i) => [draw(i, 1, step), draw(i, 2, step)] },
    { given: 'its tenth next request', pair: (i) => [draw(i, 1, think), draw(i, 11, think)] },
    { given: 'the next of one long life', pair: (i) => [draw(7, i, think), draw(7, i + 1, think)] },
    { given: "another purpose's: step, think", pair: (i) => [draw(i, 1, step), draw(i, 1, think)] },
    { given: "another purpose's: channel, step", pair: (i) => [draw(i, 0, channel), draw(i, 0, step)] },
    {
      given: "another purpose's: first wake, think",
      pair: (i) => [draw(i, 0, firstWake), draw(i, 1, think)],
    },
    {
      given: "another purpose's: gap, channel",
      pair: (i) => [draw(i, 0, arrivalGap), draw(i, 0, channel)],
    },
    {
      given: 'the same shopper of another population',
      pair: (i) => [draw(i, 1, step), uniform(seedFor(618, 'burst/coupon-buyers'), i, 1, step)],
    },
    {
      given: 'the same shopper under the next seed',
      pair: (i) => [draw(i, 1, step), uniform(seedFor(619, 'burst/browsers'), i, 1, step)],
    },
  ];
  it.each(pairs)('says nothing about that of $given', ({ pair }) => {
    expect(Math.abs(gridSigmas(pair))).toBeLessThan(SIGMAS);
    expect(Math.abs(correlationSigmas(pair))).toBeLessThan(SIGMAS);
  });

  it('from the exponential distribution has mean 1 and its shape', () => {
    const draws = each(DRAWS, (i) => exponential(SEED, i, 3, think));
    expect(kolmogorov(draws, exponentialDistribution(1))).toBeLessThan(KOLMOGOROV_MAX);
    expect(Math.abs(mean(draws) - 1) * Math.sqrt(DRAWS)).toBeLessThan(SIGMAS);
  });
});

describe('the seed of a part of the plan', () => {
  it('is its own for every phase, population and seed', () => {
    const names = ['warm-up', 'burst', 'continuation'].flatMap((phase) =>
      ['browsers', 'coupon-buyers', 'buyers', 'srewop', 'browsers2'].map((name) => `${phase}/${name}`),
    );
    const seeds = names.flatMap((name) => [1, 2, 618, -1].map((seed) => seedFor(seed, name)));
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});

describe('a pick', () => {
  it.each([
    { given: 0.0001, want: 0 },
    { given: 0.3999, want: 0 },
    { given: 0.4, want: 1 },
    { given: 0.6499, want: 1 },
    { given: 0.65, want: 2 },
    { given: 0.9999, want: 2 },
  ])('of 40, 25 and 35 % takes $want at $given', ({ given, want }) => {
    expect(pick([0.4, 0.65, 1], given)).toBe(want);
  });

  it('is the rest beyond the last share, and always where there is nothing', () => {
    expect([pick([0.4, 0.65], 0.65), pick([], 0.5)]).toEqual([-1, -1]);
  });
});
