import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryGrowth, WARM_UP_SECONDS, WATCHED_SECONDS_MIN } from './memory-growth.ts';

const EVERY_SECONDS = 2;
const MEGABYTE = 1e6;
const SECONDS_PER_HOUR = 3600;

/** A sample every two seconds. @param bytesAt by the seconds since the process began */
const life = (seconds: number, bytesAt: (atSeconds: number) => number) =>
  Array.from({ length: seconds / EVERY_SECONDS + 1 }, (_, i) => {
    const atSeconds = i * EVERY_SECONDS;
    return { atMs: 1_795_368_000_000 + atSeconds * 1000, bytes: bytesAt(atSeconds) };
  });
const leak =
  (megabytesPerHour: number) =>
  (atSeconds: number): number =>
    100 * MEGABYTE + (megabytesPerHour * MEGABYTE * atSeconds) / SECONDS_PER_HOUR;
/** Between two collections of garbage it fills this much, whatever its size. */
const saw = (megabytes: number, periodSeconds: number, atSeconds: number): number =>
  ((atSeconds % periodSeconds) / periodSeconds) * megabytes * MEGABYTE;

describe('the growth of memory', () => {
  it.each([
    { given: 'that leaks 60 MB an hour', perHour: 60 },
    { given: 'that leaks nothing', perHour: 0 },
    { given: 'that shrinks', perHour: -30 },
  ])('of a process $given is told per hour', ({ perHour }) => {
    const found = memoryGrowth(life(1200, leak(perHour)))!;
    expect(found.bytesPerHour / MEGABYTE).toBeCloseTo(perHour, 6);
    expect(found.seconds).toBe(1200 - WARM_UP_SECONDS);
  });

  it('looks through the saw of a garbage collector ten times as high as the leak', () => {
    const found = memoryGrowth(life(1200, (at) => leak(60)(at) + saw(200, 14, at)))!;
    expect(found.lowBytesPerHour).toBeGreaterThan(30 * MEGABYTE);
    expect(found.highBytesPerHour).toBeLessThan(90 * MEGABYTE);
    const healthy = memoryGrowth(life(1200, (at) => leak(0)(at) + saw(200, 14, at)))!;
    expect(healthy.lowBytesPerHour).toBeLessThanOrEqual(0);
    expect(healthy.highBytesPerHour).toBeGreaterThanOrEqual(0);
  });

  it('leaves the warm-up out, in which a process takes most of its memory', () => {
    const warm = (at: number): number => (at < WARM_UP_SECONDS ? 0 : 300 * MEGABYTE);
    expect(memoryGrowth(life(600, warm))).toMatchObject({ bytesPerHour: 0, highBytesPerHour: 0 });
  });

  it('is not bent by a single high sample', () => {
    const found = memoryGrowth(life(1200, (at) => leak(60)(at) + (at === 600 ? 900 * MEGABYTE : 0)))!;
    expect(found.bytesPerHour / MEGABYTE).toBeCloseTo(60, 0);
  });

  it('is not told of a process that lived too short, or was hardly seen', () => {
    const enough = WARM_UP_SECONDS + WATCHED_SECONDS_MIN;
    expect(memoryGrowth(life(enough, leak(60)))).not.toBeNull();
    expect(memoryGrowth(life(enough - EVERY_SECONDS, leak(60)))).toBeNull();
    expect(memoryGrowth([])).toBeNull();
    const points = life(1200, leak(60));
    expect(memoryGrowth([...points.slice(0, 100), points.at(-1)!])).toBeNull();
  });

  it('has an interval that holds the true growth nineteen times of twenty, whatever chance adds', () => {
    const noises = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 601, maxLength: 601 });
    const cases = fc.sample(fc.tuple(noises, fc.integer({ min: -100, max: 100 })), {
      numRuns: 300,
      seed: 618,
    });
    const missed = cases.filter(([noise, perHour]) => {
      const points = life(1200, (at) => leak(perHour)(at) + noise[at / EVERY_SECONDS]! * 50 * MEGABYTE);
      const { lowBytesPerHour, highBytesPerHour } = memoryGrowth(points)!;
      const truth = perHour * MEGABYTE;
      return truth < lowBytesPerHour || truth > highBytesPerHour;
    });
    expect(missed.length / cases.length).toBeLessThan(0.08);
  });
});
