import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedPerSecond, replicaTruth, serviceMsAt, slowdownAt } from './replicas.ts';

const LINEAR = { atOnce: 4, serviceMs: 50 };

describe('what n replicas carry', () => {
  it('is n times what one carries where they share nothing', () => {
    expect(carriedPerSecond(LINEAR, 1)).toBe(80);
    expect(carriedPerSecond(LINEAR, 8)).toBe(640);
    expect(carriedPerSecond(LINEAR, 0)).toBe(0);
  });

  it('levels off with contention, and falls with crosstalk: worked out by hand', () => {
    expect(carriedPerSecond({ ...LINEAR, contention: 0.1 }, 5)).toBeCloseTo(400 / 1.4, 9);
    expect(carriedPerSecond({ ...LINEAR, crosstalk: 0.01 }, 5)).toBeCloseTo(400 / 1.2, 9);
    expect(carriedPerSecond({ ...LINEAR, crosstalk: 0.01 }, 20)).toBeLessThan(
      carriedPerSecond({ ...LINEAR, crosstalk: 0.01 }, 10),
    );
  });

  it('is the curve of λ, σ and κ that the settings tell', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const settings = fc.record({
      ...{ contention: share, crosstalk: share },
      atOnce: fc.integer({ min: 1, max: 100 }),
      serviceMs: fc.double({ min: 0.1, max: 1000, noNaN: true }),
    });
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 32 }), (given, n) => {
        const { lambda, sigma, kappa } = replicaTruth(given);
        const curve = (lambda * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));
        expect(carriedPerSecond(given, n) / curve).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('how long a request is held', () => {
  it('does not depend on n where replicas share nothing', () => {
    expect([0, 1, 2, 32].map((n) => serviceMsAt(LINEAR, n))).toEqual([50, 50, 50, 50]);
  });

  it('grows by σ for each other replica, and by κ for each pair in both directions', () => {
    expect(serviceMsAt({ ...LINEAR, contention: 0.2 }, 3)).toBeCloseTo(70, 9);
    expect(serviceMsAt({ ...LINEAR, crosstalk: 0.1 }, 3)).toBeCloseTo(80, 9);
    expect(slowdownAt({ contention: 0.2, crosstalk: 0.1 }, 3)).toBeCloseTo(2, 9);
  });

  it('is never less than alone, also while none is ready', () => {
    expect(slowdownAt({ contention: 0.5, crosstalk: 0.5 }, 0)).toBe(1);
  });
});
