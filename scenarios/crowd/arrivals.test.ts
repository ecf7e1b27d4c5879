import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../campaigns/plan.ts';
import {
  chiSquareSigmas,
  exponentialDistribution,
  HOUR_MS,
  KOLMOGOROV_MAX,
  kolmogorov,
  mean,
  SECOND_MS,
  SIGMAS,
  variance,
} from '../testing/world.ts';
import { Arrivals } from './arrivals.ts';
import { Curve } from './curve.ts';

const MINUTE_MS = 60_000;
const SEED = 618;
/** Orders an hour of the campaign's peak. */
const PEAK = 1_200_000;

const flat = (perHour: number): CurvePoint[] => [{ atMinute: 0, value: perHour }];

function timesUntil(
  endMs: number,
  perHour: readonly CurvePoint[],
  process: 'poisson' | 'even',
  seed = SEED,
): number[] {
  const stream = new Arrivals(new Curve(perHour, 1, 1), process, seed);
  const times: number[] = [];
  for (; stream.atMs < endMs; stream.advance()) {
    times.push(stream.atMs);
  }
  expect(stream.index).toBe(times.length);
  return times;
}

const countsPer = (widthMs: number, endMs: number, times: readonly number[]): number[] => {
  const counts = new Array<number>(Math.round(endMs / widthMs)).fill(0);
  for (const ms of times) counts[Math.floor(ms / widthMs)]!++;
  return counts;
};

describe('Poisson arrivals', () => {
  const times = timesUntil(HOUR_MS / 4, flat(PEAK), 'poisson');

  it('are 1,200,000 an hour, within what chance allows', () => {
    expect(Math.abs(times.length - PEAK / 4) / Math.sqrt(PEAK / 4)).toBeLessThan(SIGMAS);
  });

  it('have counts whose variance is their mean, second by second', () => {
    const counts = countsPer(SECOND_MS, HOUR_MS / 4, times);
    const dispersion = variance(counts) / mean(counts);
    expect(Math.abs(dispersion - 1)).toBeLessThan(SIGMAS * Math.sqrt(2 / counts.length));
  });

  it('have exponential gaps, independent of the gap before', () => {
    const gaps = times.slice(1).map((ms, i) => ms - times[i]!);
    expect(kolmogorov(gaps, exponentialDistribution(HOUR_MS / PEAK))).toBeLessThan(KOLMOGOROV_MAX);
    const meanGap = mean(gaps);
    const centred = gaps.map((gap) => gap - meanGap);
    const together = mean(centred.slice(1).map((gap, i) => gap * centred[i]!)) / variance(gaps);
    expect(Math.abs(together) * Math.sqrt(gaps.length)).toBeLessThan(SIGMAS);
  });

  it('follow a curve that rises, falls and pauses, minute by minute', () => {
    const recall: CurvePoint[] = [
      { atMinute: 0, value: 12_300 },
      { atMinute: 10, value: 36_900 },
      { atMinute: 30, value: 0 },
      { atMinute: 40, value: 0 },
      { atMinute: 40, value: 60_000 },
    ];
    const curve = new Curve(recall, 1, 1);
    const counts = countsPer(MINUTE_MS, 60 * MINUTE_MS, timesUntil(60 * MINUTE_MS, recall, 'poisson'));
    const expected = counts.map((_, minute) => curve.at((minute + 0.5) * MINUTE_MS) / 60);
    expect(counts.slice(30, 40)).toEqual(new Array(10).fill(0));
    const busy = (_: number, minute: number) => minute < 30 || minute >= 40;
    // Twice as many degrees of freedom as a chi-square has when its total is given: the total is chance here, too.
    expect(Math.abs(chiSquareSigmas(counts.filter(busy), expected.filter(busy)))).toBeLessThan(SIGMAS);
  });

  it('are the same for the same seed, and others for another', () => {
    const few = (seed: number): number[] => timesUntil(MINUTE_MS, flat(3600), 'poisson', seed);
    expect(few(1)).toEqual(few(1));
    expect(few(1)).not.toEqual(few(2));
  });
});

describe('even arrivals', () => {
  it('keep one gap', () => {
    const times = timesUntil(10 * SECOND_MS + 1, flat(3600), 'even');
    expect(times).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((second) => second * SECOND_MS));
  });

  it('come as the area of a ramp fills', () => {
    const times = timesUntil(
      MINUTE_MS,
      [
        { atMinute: 0, value: 0 },
        { atMinute: 1, value: 7200 },
      ],
      'even',
    );
    times.forEach((ms, i) => {
      expect(ms).toBeCloseTo(Math.sqrt((i + 1) / 60) * MINUTE_MS, 6);
    });
    expect(times).toHaveLength(59);
  });
});

describe('no arrivals', () => {
  it('come from a curve that is zero, and the stream knows it at once', () => {
    expect(new Arrivals(new Curve(flat(0), 1, 1), 'poisson', SEED).atMs).toBe(Number.POSITIVE_INFINITY);
  });
});
