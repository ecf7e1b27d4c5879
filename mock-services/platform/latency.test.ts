import { expect, it } from 'vitest';
import { latencyMs } from './latency.ts';

/** A small generator, so that the draws are the same ones each time. @see https://en.wikipedia.org/wiki/Xorshift */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

it('has the median and the 99th percentile that were asked for', () => {
  const random = seeded(42);
  const draws = Array.from({ length: 100_000 }, () => latencyMs({ medianMs: 15, p99Ms: 80 }, random)).sort(
    (a, b) => a - b,
  );
  expect(draws[50_000]! / 15).toBeCloseTo(1, 1);
  expect(draws[99_000]! / 80).toBeCloseTo(1, 1);
  expect(draws[0]).toBeGreaterThan(0);
});

it('is finite at both ends of the random numbers', () => {
  for (const value of [0, 1 - 2 ** -53]) {
    expect(Number.isFinite(latencyMs({ medianMs: 15, p99Ms: 80 }, () => value))).toBe(true);
  }
});
