import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrillFault } from '../../../scenarios/drills/drill.ts';
import { stretchesOf } from './stretches.ts';

const shop = (flapping?: { onSeconds: number; offSeconds: number }): DrillFault => ({
  kind: 'shop',
  faults: [{ kind: 'hang', value: 0 }],
  ...(flapping === undefined ? {} : { flapping }),
});

describe('when a fault is there', () => {
  it.each<{ given: string; fault: DrillFault; want: readonly (readonly [number, number])[] }>([
    { given: 'a fault that stays', fault: shop(), want: [[1000, 8000]] },
    { given: 'a killed process', fault: { kind: 'kill' }, want: [[1000, 8000]] },
    {
      given: 'one that flaps, with its end in a time without',
      fault: shop({ onSeconds: 2, offSeconds: 3 }),
      want: [
        [1000, 3000],
        [6000, 8000],
      ],
    },
    {
      given: 'one that flaps, with its end in a time with it',
      fault: shop({ onSeconds: 4, offSeconds: 1 }),
      want: [
        [1000, 5000],
        [6000, 8000],
      ],
    },
    {
      given: 'one that flaps slower than its time',
      fault: shop({ onSeconds: 60, offSeconds: 1 }),
      want: [[1000, 8000]],
    },
  ])('$given', ({ fault, want }) => {
    const stretches = [...stretchesOf(fault, { beginMs: 1000, endMs: 8000 })];
    expect(stretches.map(({ onMs, offMs }) => [onMs, offMs])).toEqual(want);
  });

  it('is never beyond its time, never in two stretches at once, and never for ever', () => {
    const seconds = fc.double({ min: 0.05, max: 30, noNaN: true });
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.integer({ min: 1, max: 60_000 }),
        (onSeconds, offSeconds, lengthMs) => {
          const time = { beginMs: 500, endMs: 500 + lengthMs };
          const stretches = [...stretchesOf(shop({ onSeconds, offSeconds }), time)];
          expect(stretches[0]!.onMs).toBe(time.beginMs);
          let freeFromMs = time.beginMs;
          for (const { onMs, offMs } of stretches) {
            expect(onMs).toBeGreaterThanOrEqual(freeFromMs);
            expect(offMs).toBeGreaterThan(onMs);
            freeFromMs = offMs;
          }
          expect(freeFromMs).toBeLessThanOrEqual(time.endMs);
        },
      ),
    );
  });
});
