import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { castOf, type Member } from './cast.ts';
import { arriving, crowdsOf, held, herd, planOf } from './test-world.ts';
import { RowVisit, regionOf } from './visit.ts';

const [settings] = crowdsOf(planOf(60, [held(10), arriving(10), herd(10, 0)]));
const { plan, phase, behaviours, storefront } = settings!;
const cast = castOf(plan, phase, behaviours, storefront);
const visit = new RowVisit('run', cast);

/** A visit is one object that moves on, so what it says is copied. */
const said = (member: Member, number: number, generation: number, n: number) => {
  const { shopper, order, key, sessionDraw, behaviour } = visit.at(member, number, generation, n);
  return { shopper, order, key, sessionDraw, behaviour };
};

const place = fc.record({
  member: fc.constantFrom(...cast),
  number: fc.nat(2_000_000),
  generation: fc.nat(65_535),
  n: fc.nat(100_000),
});

describe('the ids of a visit', () => {
  it('are the same for the same shopper, and for no other one', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [first, second] = [a, b].map(({ member, number, generation, n }) =>
          said(member, number, generation, n),
        );
        const same = a.member === b.member && a.number === b.number && a.generation === b.generation;
        expect(first!.shopper === second!.shopper).toBe(same);
        expect(first!.order === second!.order).toBe(same);
        expect(first!.key === second!.key).toBe(same && a.n === b.n);
      }),
    );
  });

  it('are apart also where digits of one part could be taken for another', () => {
    const near = [0, 1, 11, 35, 36, 37, 1296].flatMap((number) =>
      [0, 1, 11, 111].flatMap((generation) =>
        [0, 1, 11].flatMap((n) => cast.map((member) => said(member, number, generation, n).key)),
      ),
    );
    expect(new Set(near).size).toBe(near.length);
  });

  it('begin with the run, so that two runs against one target never meet', () => {
    const other = new RowVisit('other', cast).at(cast[0]!, 1, 0, 1);
    expect([other.shopper, other.order]).toEqual([
      expect.stringMatching(/^other\./),
      expect.stringMatching(/^o\.other\./),
    ]);
  });

  it("are safe in a path, and name the population's behaviour", () => {
    const { order, behaviour } = said(cast[1]!, 1_999_999, 3, 4);
    expect(encodeURIComponent(order)).toBe(order);
    expect(behaviour).toBe('coupon-buyer');
  });
});

describe('the session draw', () => {
  it("stays the same for a session's requests and changes with the next shopper of the place", () => {
    const draws = [1, 2, 3].map((n) => said(cast[0]!, 77, 5, n).sessionDraw);
    expect(new Set(draws).size).toBe(1);
    expect(said(cast[0]!, 77, 6, 1).sessionDraw).not.toBe(draws[0]);
  });

  it.each([
    { given: 'shoppers', draw: (i: number) => said(cast[0]!, i, 0, 1).sessionDraw },
    { given: 'the generations of one place', draw: (i: number) => said(cast[0]!, 42, i, 1).sessionDraw },
    { given: "one VU's shoppers of seven", draw: (i: number) => said(cast[0]!, 7 * i + 3, 0, 1).sessionDraw },
  ])('is even over $given', ({ draw }) => {
    const DRAWS = 50_000;
    const bins = new Array<number>(20).fill(0);
    for (let i = 0; i < DRAWS; i++) bins[Math.floor(draw(i) * bins.length)]!++;
    for (const count of bins) expect(Math.abs(count / (DRAWS / bins.length) - 1)).toBeLessThan(0.02);
  });
});

describe('the region of a shopper', () => {
  const shares = plan.regions.map(({ share }) => share);
  const cumulated = shares.map((_, i) => shares.slice(0, i + 1).reduce((a, b) => a + b, 0));

  it.each([
    { given: 'all', of: 1, index: 0 },
    { given: 'the second of three VUs', of: 3, index: 1 },
    { given: 'the last of seven', of: 7, index: 6 },
  ])("keeps the plan's proportions among the shoppers of $given", ({ of, index }) => {
    const SHOPPERS = 50_000;
    const counts = shares.map(() => 0);
    for (let i = 0; i < SHOPPERS; i++) counts[regionOf(i * of + index, cumulated)]!++;
    counts.forEach((count, region) => {
      expect(Math.abs(count / SHOPPERS - shares[region]!)).toBeLessThan(0.002);
    });
  });

  it('is some region, even where rounding leaves the shares a little short of 1', () => {
    for (let shopper = 0; shopper < 1000; shopper++)
      expect(regionOf(shopper, [0.3, 0.6])).toBeGreaterThanOrEqual(0);
  });
});
