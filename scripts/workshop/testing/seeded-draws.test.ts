import { describe, expect, it } from 'vitest';
import { drawsOf } from './seeded-draws.ts';

describe('seeded draws', () => {
  it.each([
    { n: 100, p: 0.01 },
    { n: 1734, p: 0.02 },
    { n: 1734, p: 0.5 },
    { n: 1734, p: 0.99 },
    { n: 40, p: 0.9 },
  ])('of $n with chance $p have the mean and the variance of a binomial', ({ n, p }) => {
    const DRAWS = 20_000;
    const { binomial } = drawsOf(3);
    const counts = Array.from({ length: DRAWS }, () => binomial(n, p));
    const mean = counts.reduce((sum, count) => sum + count, 0) / DRAWS;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (DRAWS - 1);
    const expected = n * p * (1 - p);
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt(expected / DRAWS));
    // The variance of a variance is about twice its square ÷ the draws; rare events have heavier tails.
    expect(Math.abs(variance / expected - 1)).toBeLessThan(6 * Math.sqrt(2 / DRAWS) + 1 / (12 * expected));
  });

  it('are certain at 0 and 1, and the same for a seed', () => {
    const { binomial } = drawsOf(9);
    expect([binomial(50, 0), binomial(50, 1), binomial(0, 0.5)]).toEqual([0, 50, 0]);
    expect(drawsOf(4).uniform()).toBe(drawsOf(4).uniform());
    expect(drawsOf(4).uniform()).not.toBe(drawsOf(5).uniform());
  });
});
