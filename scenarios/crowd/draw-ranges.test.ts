import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, Population } from '../campaigns/plan.ts';
import smoke from '../campaigns/smoke.ts';
import summerCarnival from '../campaigns/summer-carnival.ts';
import { arriving, held, herd, planOf, SIGMAS } from '../testing/world.ts';
import { type Crowds, drawRanges, rangeName } from './draw-ranges.ts';
import { hash, PURPOSE } from './draws.ts';

/** Pairs of populations that have a sum in common, by comparing the ends of the ranges as plain numbers around the circle. */
function mirrors(plan: Crowds): readonly string[] {
  const CIRCLE = 2 ** 32;
  const ranges = [...drawRanges(plan)].sort(([, a], [, b]) => (a.seed >>> 0) - (b.seed >>> 0));
  return ranges.flatMap(([name, { seed, size }], i) => {
    const [following, next] = ranges[(i + 1) % ranges.length]!;
    const gap = ((next.seed >>> 0) - (seed >>> 0) + CIRCLE) % CIRCLE;
    return ranges.length > 1 && gap < size ? [`${name} and ${following}`] : [];
  });
}

describe('two populations', () => {
  it.each([summerCarnival, smoke])('of $name never share a draw, under any of 4,000 seeds', (plan: Plan) => {
    for (let seed = 0; seed < 4000; seed++)
      expect({ seed, mirrors: mirrors({ ...plan, seed }) }).toEqual({ seed, mirrors: [] });
  });

  it('share none in any plan, however large they are', () => {
    const size = fc.integer({ min: 1, max: 50_000_000 });
    const populations = fc.array(fc.tuple(fc.constantFrom('held', 'herd', 'arriving'), size), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(populations, fc.nat(2 ** 32 - 1), (sizes, seed) => {
        const named = sizes.map(([kind, count], i): Population => {
          const made = kind === 'held' ? held(count) : kind === 'herd' ? herd(count, 1) : arriving(count);
          return { ...made, name: `p${i}` };
        });
        expect(mirrors(planOf(60, named, { seed }))).toEqual([]);
      }),
    );
  });

  it('that would need more draws than there are are an error', () => {
    const crowds = Array.from({ length: 100 }, (_, i) => ({ ...held(50_000_000), name: `p${i}` }));
    expect(() => drawRanges(planOf(60, crowds))).toThrow(/no draws are left for burst\/p/);
  });
});

describe('a population', () => {
  it('keeps its draws when its phase runs alone', () => {
    const whole = drawRanges(summerCarnival);
    for (const phase of summerCarnival.phases)
      for (const [name, range] of drawRanges({ ...summerCarnival, phases: [phase] }))
        expect({ name, range }).toEqual({ name, range: whole.get(name) });
  });

  it('has draws for as many shoppers as may arrive', () => {
    const plan = planOf(60, [arriving(36_000)]);
    const { size, expected } = drawRanges(plan).get(rangeName('burst', 'buyers'))!;
    expect(expected).toBe(600);
    expect(size).toBeGreaterThan(600 + 2 * SIGMAS * Math.sqrt(600));
  });
});

describe('no two shoppers', () => {
  it('get one draw for the same n and purpose: the hash is a bijection of their sums', () => {
    const sum = fc.nat(2 ** 32 - 1);
    fc.assert(
      fc.property(
        sum,
        sum,
        fc.nat(2 ** 32 - 1),
        fc.constantFrom(...Object.values(PURPOSE)),
        (a, b, n, purpose) => {
          fc.pre(a !== b);
          expect(hash(0, a, n, purpose)).not.toBe(hash(0, b, n, purpose));
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('live one life with some requests between: among near sums, no draws follow those of another', () => {
    const SHOPPERS = 4000;
    const REQUESTS = 24;
    /** Of three draws in a row there are 2⁹⁶, so two alike are no chance. */
    const seen = new Map<string, number>();
    const twice: number[] = [];
    for (let who = 0; who < SHOPPERS; who++) {
      const life = Array.from({ length: REQUESTS }, (_, n) => hash(618, who, n, PURPOSE.think));
      for (let n = 0; n + 2 < REQUESTS; n++) {
        const three = life.slice(n, n + 3).join();
        if (seen.has(three)) twice.push(who);
        seen.set(three, who);
      }
    }
    expect(twice).toEqual([]);
  });

  it('do so either where their sums lie just so that the first factor moves by a small step', () => {
    // The inverse of the hash's first multiplier: sums that differ by it have products that differ by 1.
    const INVERSE = inverseOf(0x9e3779b1);
    const alike = Array.from({ length: 2000 }, (_, who) =>
      [1, 2, 3, 10].map((lag) => {
        const other = (who + Math.imul(8 * lag, INVERSE)) >>> 0;
        return [0, 1, 2].every(
          (n) => hash(0, who, n + lag, PURPOSE.step) === hash(0, other, n, PURPOSE.step),
        );
      }),
    );
    expect(alike.flat().filter(Boolean)).toEqual([]);
  });
});

/** Modulo 2³², by Newton's iteration. */
function inverseOf(odd: number): number {
  let inverse = odd;
  for (let round = 0; round < 5; round++) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
  expect(Math.imul(odd, inverse)).toBe(1);
  return inverse;
}
