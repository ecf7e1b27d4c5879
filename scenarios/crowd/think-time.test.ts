import { describe, expect, it } from 'vitest';
import type { ThinkTime } from '../shop/behaviour.ts';
import { KOLMOGOROV_MAX, kolmogorov, mean, SIGMAS, variance } from '../testing/world.ts';
import { PURPOSE, seedFor } from './draws.ts';
import { normalShare } from './normal.ts';
import { longestSeconds, meanSeconds, scattered, spreadOf, varianceOf } from './think-time.ts';

const SEED = seedFor(618, 'burst/browsers');
const DRAWS = 250_000;
const drawsOf = (think: ThinkTime): number[] =>
  Array.from({ length: DRAWS }, (_, who) => scattered(spreadOf(think), SEED, who, 3, PURPOSE.think));

const LOG_NORMALS = [
  { median: 3, p99: 20 },
  { median: 10, p99: 11 },
  { median: 1, p99: 60 },
] as const;

describe('a log-normal think time', () => {
  it.each(LOG_NORMALS)('of median $median and p99 $p99 is drawn with both, and its shape', (think) => {
    const seconds = drawsOf(think).map((draw) => draw * meanSeconds(think));
    const shape = (x: number) => normalShare(Math.log(x / think.median) / spreadOf(think));
    expect(kolmogorov(seconds, shape)).toBeLessThan(KOLMOGOROV_MAX);
    expect(shape(think.median)).toBeCloseTo(0.5, 12);
    expect(shape(think.p99)).toBeCloseTo(0.99, 12);
  });

  it.each(LOG_NORMALS)('of median $median and p99 $p99 has draws with mean 1 and its variance', (think) => {
    const draws = drawsOf(think);
    const wanted = varianceOf(spreadOf(think));
    expect(Math.abs(mean(draws) - 1) / Math.sqrt(wanted / DRAWS)).toBeLessThan(SIGMAS);
    // The fourth moment of the widest is too large to say much about its variance.
    expect(Math.abs(variance(draws) / wanted - 1)).toBeLessThan(think.p99 > 50 ? 0.5 : 0.05);
  });
});

describe('a fixed think time', () => {
  it('is always the same, however often it is drawn', () => {
    const think = { fixed: 3 };
    expect(new Set(drawsOf(think).slice(0, 1000))).toEqual(new Set([1]));
    expect([meanSeconds(think), longestSeconds(think), varianceOf(spreadOf(think))]).toEqual([3, 3, 0]);
  });
});

describe('the longest think time', () => {
  it.each([
    { think: 2, want: 2 * Math.log(2 ** 33) },
    { think: { fixed: 2 }, want: 2 },
    // The quantile of 1 − 2⁻³³ is 6.338.
    { think: { median: 2, p99: 20 }, want: 1060 },
  ])('of $think is what the rarest draw of 32 bits gives', ({ think, want }) => {
    expect(longestSeconds(think) / want).toBeCloseTo(1, 1);
  });

  it('is never exceeded', () => {
    const think = { median: 1, p99: 3 };
    const longest = longestSeconds(think) / meanSeconds(think);
    expect(drawsOf(think).every((draw) => draw > 0 && draw <= longest)).toBe(true);
  });
});
