/** What strikes a call: by shares, and by chance that is passed in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoundaryFault } from '../../scenarios/drills/boundary-fault.ts';
import { fateOf, UNTOUCHED } from './fate.ts';

/** Draws in turn; a draw too many is a mistake of the code. */
const draws = (...values: readonly number[]) => {
  const left = [...values];
  return (): number => {
    const next = left.shift();
    if (next === undefined) throw new Error('one draw too many');
    return next;
  };
};
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the fate of a call', () => {
  it('without faults is to be passed on, and no chance is drawn', () => {
    expect(fateOf([], draws())).toBe(UNTOUCHED);
  });

  it.each([
    { given: 0, want: { kind: 'error', status: 500, share: 0.2 } },
    { given: 0.19, want: { kind: 'error', status: 500, share: 0.2 } },
    { given: 0.21, want: { kind: 'hang', share: 0.3 } },
    { given: 0.49, want: { kind: 'hang', share: 0.3 } },
    { given: 0.51, want: null },
  ])('drawn at $given is $want, of an error and a hang with shares', ({ given, want }) => {
    const faults: BoundaryFault[] = [
      { kind: 'error', status: 500, share: 0.2 },
      { kind: 'hang', share: 0.3 },
    ];
    expect(fateOf(faults, draws(given)).ending).toEqual(want);
  });

  it('may be latency, an ending and a slow body at once, each by a draw of its own', () => {
    const faults: BoundaryFault[] = [
      { kind: 'slow-body', bytesPerSecond: 10, share: 0.5 },
      { kind: 'reset', share: 0.5 },
      { kind: 'latency', medianMs: 100, p99Ms: 500, share: 0.5 },
    ];
    expect(fateOf(faults, draws(0.4, 0.4, 0.4, 0.5))).toEqual({
      waitMs: expect.closeTo(100, 6),
      ending: { kind: 'reset', share: 0.5 },
      bytesPerSecond: 10,
    });
    expect(fateOf(faults, draws(0.6, 0.6, 0.6))).toEqual(UNTOUCHED);
  });

  it.each([
    { quantile: 0.5, want: 100 },
    { quantile: 0.99, want: 500 },
  ])(
    'waits for $want ms at quantile $quantile of a latency with median 100 and p99 500',
    ({ quantile, want }) => {
      const { waitMs } = fateOf([{ kind: 'latency', medianMs: 100, p99Ms: 500 }], draws(0, quantile));
      expect(waitMs).toBeCloseTo(want, 3);
    },
  );

  it('is always a wait of finite length', () => {
    fc.assert(
      fc.property(
        unit,
        fc.integer({ min: 1, max: 600_000 }),
        fc.integer({ min: 1, max: 600_000 }),
        (u, a, b) => {
          const [medianMs, p99Ms] = [Math.min(a, b), Math.max(a, b)];
          const { waitMs } = fateOf([{ kind: 'latency', medianMs, p99Ms }], draws(0, u));
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(waitMs).toBeLessThan(Number.POSITIVE_INFINITY);
        },
      ),
    );
  });

  it('strikes each fault by exactly its share, whatever stands beside it', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, (sizes) => {
        const whole = sizes.reduce((sum, size) => sum + size, 10);
        const faults = sizes.map(
          (size, i): BoundaryFault => ({ kind: 'error', status: 400 + i, share: size / whole }),
        );
        const counts = sizes.map(() => 0);
        // A draw in the middle of each of the parts that the whole has.
        for (let n = 0; n < whole; n++) {
          const { ending } = fateOf(faults, draws((n + 0.5) / whole));
          if (ending?.kind === 'error') counts[ending.status - 400]!++;
        }
        expect(counts).toEqual(sizes);
      }),
    );
  });
});
