import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { badShareMax, burnsOf, windowsOf } from './burn.ts';

/** A plan of one phase of so many real seconds, and what it takes to set it up. */
const SECONDS_A_MINUTE = 1;
const lasting = (seconds: number) => ({
  ...smoke,
  speed: 60 / SECONDS_A_MINUTE,
  phases: [{ ...smoke.phases[0]!, calendarMinutes: seconds, populations: [] }],
});
const burnsIn = (seconds: number) => burnsOf(lasting(seconds));

describe('the windows of a burn', () => {
  it('grow with the run: a quarter of the budget at six times its speed, half of it at twice', () => {
    expect(burnsIn(1199)).toEqual({
      fast: { speed: 'fast', rate: 6, longSeconds: 50, shortSeconds: 5 },
      slow: { speed: 'slow', rate: 2, longSeconds: 300, shortSeconds: 25 },
    });
  });

  it.each([
    { what: 'the smoke plan', plan: smoke, windows: [5, 10, 20] },
    { what: 'the default plan', plan: summerCarnival, windows: [5, 10, 47] },
  ])('are no shorter than a rate can be read from, as in $what', ({ plan, windows }) => {
    expect(windowsOf(burnsOf(plan))).toEqual(windows);
  });

  it('are no longer than can be read every few seconds, however long the run', () => {
    expect(windowsOf(burnsIn(86_400))).toEqual([25, 150, 300, 1800]);
  });

  it('are longer for the slow burn than for the fast one, and longer than their short ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), (seconds) => {
        const { fast, slow } = burnsIn(seconds);
        expect(slow.longSeconds).toBeGreaterThan(fast.longSeconds);
        for (const { longSeconds, shortSeconds } of [fast, slow])
          expect(shortSeconds).toBeLessThan(longSeconds);
      }),
    );
  });
});

describe('the share of bad answers that is too much', () => {
  const { fast, slow } = burnsIn(1200);
  it.each([
    { target: 0.998, burn: fast, max: 0.012 },
    { target: 0.998, burn: slow, max: 0.004 },
    { target: 0.99, burn: fast, max: 0.06 },
    // Six times 40 % would be more than all.
    { target: 0.6, burn: fast, max: 0.7 },
  ])('is $max of $burn.speed burn for a target of $target', ({ target, burn, max }) => {
    expect(badShareMax(burn, target)).toBe(max);
  });

  it('is more than the budget and less than all, for any target', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.9999, noNaN: true }), (target) => {
        for (const burn of [fast, slow]) {
          expect(badShareMax(burn, target)).toBeGreaterThan(1 - target);
          expect(badShareMax(burn, target)).toBeLessThan(1);
        }
      }),
    );
  });
});
