import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../platform/campaign-clock.ts';
import { NOW_MS } from '../testing/test-shop.ts';
import { type Sample, stockoutMinutes, WARNING_MINUTES, withSample } from './forecast.ts';

/** What is seen every so many minutes of a shelf that is emptied as `leftAt` says, until it is empty or `untilMinutes`. */
function seen(
  leftAt: (minute: number) => number,
  everyMinutes: number,
  untilMinutes: number,
): { minute: number; left: number; forecast: number }[] {
  const looks = [];
  let samples: Sample[] = [];
  for (let minute = 0; minute <= untilMinutes; minute += everyMinutes) {
    const left = Math.max(0, Math.floor(leftAt(minute)));
    samples = withSample(samples, { atMs: NOW_MS + minute * MINUTE_MS, leftPieces: left });
    looks.push({ minute, left, forecast: stockoutMinutes(samples) });
    if (left === 0) break;
  }
  return looks;
}

describe('stockoutMinutes', () => {
  it('is Infinity while nothing sells, and before the second sample', () => {
    expect(stockoutMinutes([])).toBe(Number.POSITIVE_INFINITY);
    for (const { forecast } of seen(() => 5, 1, 60)) expect(forecast).toBe(Number.POSITIVE_INFINITY);
  });

  it('is 0 when nothing is left, even if nothing has sold for long', () => {
    expect(seen(() => 0, 1, 0).at(-1)?.forecast).toBe(0);
  });

  it('is Infinity when more comes back than is sold', () => {
    expect(seen((minute) => 10 + minute, 1, 20).at(-1)?.forecast).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the pieces left, divided by the rate of sales', () => {
    // Twelve pieces a minute out of 600: after ten minutes 480 are left, for forty minutes.
    expect(seen((minute) => 600 - 12 * minute, 1, 10).at(-1)?.forecast).toBe(40);
  });

  it('predicts the minute of the stock-out at any steady rate, as exactly as whole pieces allow', () => {
    const piecesAMinute = fc.integer({ min: 20, max: 1000 });
    const minutes = fc.integer({ min: 15, max: 600 });
    fc.assert(
      fc.property(piecesAMinute, minutes, fc.constantFrom(0.25, 1, 3), (rate, lasts, every) => {
        const looks = seen((minute) => rate * (lasts - minute), every, lasts);
        // One piece of the two hundred or more that a window sells is half a percent of the forecast.
        for (const { minute, forecast } of looks.filter(({ minute }) => minute >= 10))
          expect(Math.abs(minute + forecast - lasts)).toBeLessThanOrEqual(1 + lasts / 100);
      }),
    );
  });

  it('warns before the stock-out at any steady rate that allows two samples', () => {
    const pieces = fc.integer({ min: 20, max: 100_000 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 3, max: 600 }), (initial, lasts) => {
        const looks = seen((minute) => initial * (1 - minute / lasts), 1, lasts);
        const warned = looks.find(({ forecast }) => forecast < WARNING_MINUTES);
        expect(warned?.left).toBeGreaterThan(0);
      }),
    );
  });

  it('warns only after the fact if a herd empties the shelf between two samples', () => {
    const looks = seen((minute) => (minute < 5 ? 1000 : 0), 1, 10);
    expect(looks.slice(0, -1).every(({ forecast }) => forecast === Number.POSITIVE_INFINITY)).toBe(true);
    expect(looks.at(-1)).toEqual({ minute: 5, left: 0, forecast: 0 });
  });

  it('forgets a rush that is over after ten minutes', () => {
    const looks = seen((minute) => 1000 - 90 * Math.min(minute, 10), 1, 25);
    expect(looks[10]?.forecast).toBeLessThan(2);
    expect(looks.at(-1)?.forecast).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('withSample', () => {
  it('keeps few samples, however many come, and always a whole window', () => {
    let samples: Sample[] = [];
    for (let atMs = 0; atMs <= HOUR_MS; atMs += 1000) {
      samples = withSample(samples, { atMs, leftPieces: 1 });
      expect(samples.length).toBeLessThanOrEqual(13);
      expect(samples.at(-1)?.atMs).toBe(atMs);
      expect(atMs - samples[0]!.atMs).toBeGreaterThanOrEqual(Math.min(atMs, 10 * MINUTE_MS));
    }
  });
});
