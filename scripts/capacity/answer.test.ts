import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf, levelsDrawn, MACHINES_OF_8, SHOPS } from '../workshop/testing/levels-drawn.ts';
import { type Answer, answerOf, type Enough, type Question } from './answer.ts';
import { HEADROOM } from './capacity.ts';
import { certain, demandFrom, drawDemand } from './demand.ts';
import { modelOf } from './model.ts';
import { costOf, pricesFromCsv } from './prices.ts';
import { randomFrom } from './random.ts';
import { type Curve, throughputAt } from './usl.ts';

const modelAt = (curve: Curve, scatter = 0.01) =>
  modelOf(levelsDrawn(curve, { scatter, repetitions: 2 }, randomFrom(5)), {
    errors: 'relative',
    seed: 1,
    draws: 400,
  });
const LINEAR = modelAt(SHOPS.linear);
const CROSSTALK = modelAt(SHOPS.crosstalk);
const asked = (perSecond: number, change: Partial<Question> = {}): Question => ({
  ...{ ...HEADROOM, demand: certain(perSecond), tiers: [] },
  ...change,
});
const enough = (answer: Answer): Enough => {
  if (answer.kind !== 'enough') throw new Error(`it is ${answer.kind}`);
  return answer;
};

describe('the number of machines', () => {
  it('carries the demand at the utilisation that was asked for', () => {
    const { n, interval, usedShare, extrapolated, bare } = enough(
      answerOf(LINEAR, asked(7000, { utilisation: 0.5 })),
    );
    expect(n).toBe(Math.ceil(14_000 / LINEAR.curve.lambda));
    expect(interval.lower).toBeLessThanOrEqual(n);
    expect(interval.upper).toBeGreaterThanOrEqual(n);
    expect(usedShare).toBeLessThanOrEqual(0.5);
    expect(extrapolated).toBeCloseTo(n / 8, 9);
    expect(bare).toBe(Math.ceil(7000 / LINEAR.curve.lambda));
  });

  it('has the demand in its interval', () => {
    const known = enough(answerOf(LINEAR, asked(7000)));
    const unsure = enough(
      answerOf(LINEAR, asked(7000, { demand: { low: 4000, likely: 7000, high: 10_000 } })),
    );
    expect(unsure.n).toBe(known.n);
    expect(unsure.interval.lower).toBeLessThan(known.interval.lower);
    expect(unsure.interval.upper).toBeGreaterThan(known.interval.upper);
  });

  it.each([
    { zones: 3, lostZones: 1, n: 14, want: 21 },
    { zones: 3, lostZones: 1, n: 13, want: 20 },
    { zones: 3, lostZones: 2, n: 4, want: 12 },
    { zones: 2, lostZones: 1, n: 5, want: 10 },
  ])('with $lostZones of $zones zones lost is $want for $n', ({ zones, lostZones, n, want }) => {
    const model = modelOf(
      MACHINES_OF_8.map((each) => levelOf(each, 1000 * each)),
      { errors: 'relative', seed: 1, draws: 50 },
    );
    const answer = enough(answerOf(model, asked(1000 * n, { utilisation: 1, zones, lostZones })));
    expect(answer.n).toBe(n);
    expect(answer.withZonesLost).toBe(want);
    // The fullest zones are lost, and enough are left; of one machine less, too few.
    const left = (all: number): number => all - Math.ceil(all / zones) * lostZones;
    expect(left(want)).toBeGreaterThanOrEqual(n - 1);
    expect(left(want - 1)).toBeLessThan(n);
  });

  it('with zones lost must not lie beyond the top', () => {
    const most = throughputAt(CROSSTALK.curve, 9);
    const { withZonesLost } = enough(
      answerOf(CROSSTALK, asked(most, { utilisation: 1, zones: 2, lostZones: 1 })),
    );
    expect(withZonesLost).toBe(Number.POSITIVE_INFINITY);
  });

  it('grows with demand and with headroom', () => {
    const demand = fc.double({ min: 100, max: 8000, noNaN: true });
    const share = fc.double({ min: 0.6, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        demand,
        share,
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        (perSecond, utilisation, less) => {
          const full = enough(answerOf(LINEAR, asked(perSecond, { utilisation })));
          expect(enough(answerOf(LINEAR, asked(perSecond * less, { utilisation }))).n).toBeLessThanOrEqual(
            full.n,
          );
          expect(full.bare).toBeLessThanOrEqual(full.n);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('what cannot be told', () => {
  it('is more than twice what was measured, unless it is asked for by name', () => {
    const far = answerOf(LINEAR, asked(60_000));
    expect(far).toMatchObject({ kind: 'too-far', farthest: 16 });
    const { n, interval, extrapolated } = enough(answerOf(LINEAR, asked(60_000, { extrapolate: 12 })));
    expect(extrapolated).toBeGreaterThan(10);
    const near = enough(answerOf(LINEAR, asked(6000)));
    expect((interval.upper - interval.lower) / n).toBeGreaterThan(
      (near.interval.upper - near.interval.lower) / near.n,
    );
  });

  it('is a demand beyond the top: no number will do, and what is in the way', () => {
    const answer = answerOf(CROSSTALK, asked(10_000));
    if (answer.kind !== 'beyond-top') throw new Error(answer.kind);
    expect(answer.topN! / Math.sqrt(0.95 / 0.01)).toBeCloseTo(1, 0);
    // At the top crosstalk takes two thirds of what is lost.
    expect(answer.contentionShare).toBeGreaterThan(0.2);
    expect(answer.contentionShare).toBeLessThan(0.5);
  });

  it('is a top that nobody has seen', () => {
    const slow = modelAt({ lambda: 1000, sigma: 0.02, kappa: 0.0002 }, 0.0001);
    expect(answerOf(slow, asked(1e6)).kind).toBe('too-far');
    expect(answerOf(slow, asked(1e6, { extrapolate: 20 })).kind).toBe('beyond-top');
  });

  it('says where draws find no number', () => {
    const rough = modelAt(SHOPS.crosstalk, 0.05);
    const nearTop = 0.97 * throughputAt(rough.curve, 9);
    const { interval, noneShare } = enough(answerOf(rough, asked(nearTop, { utilisation: 1 })));
    expect(interval.upper).toBe(Number.POSITIVE_INFINITY);
    expect(noneShare).toBeGreaterThan(0.025);
  });
});

describe('a tier that replicas do not scale', () => {
  const tiers = [
    { tier: 'bank', ceiling: 30_000 },
    { tier: 'database', ceiling: 9000 },
  ];

  it('binds first where its ceiling is lowest', () => {
    const answer = enough(answerOf(LINEAR, asked(6000, { tiers })));
    expect(answer.tier).toMatchObject({ tier: 'database', ceiling: 9000 });
    expect(answer.tier?.atN).toBe(Math.ceil(9000 / LINEAR.curve.lambda));
  });

  it('ends it, if less than what is needed gets through', () => {
    expect(answerOf(LINEAR, asked(6500, { tiers }))).toMatchObject({
      kind: 'beyond-tier',
      tier: { tier: 'database' },
    });
  });
});

describe('a demand', () => {
  it.each([
    ['67000', { low: 67_000, likely: 67_000, high: 67_000 }],
    ['50000,67000, 80000', { low: 50_000, likely: 67_000, high: 80_000 }],
  ])('%s is read', (typed, want) => expect(demandFrom(typed)).toEqual(want));

  it.each(['', '1,2', '0', '-1,2,3', '3,2,1', '1,2,x', '1e999', '1,,2'])('%s is a mistake', (typed) => {
    expect(demandFrom(typed)).toMatchObject({ path: '--demand', value: typed });
  });

  it('is drawn between its ends, with the mean of a triangle', () => {
    const random = randomFrom(1);
    const drawn = Array.from({ length: 4000 }, () => drawDemand({ low: 10, likely: 20, high: 60 }, random));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(60);
    expect(drawn.reduce((sum, each) => sum + each, 0) / drawn.length).toBeCloseTo(30, 0);
  });
});

describe('prices', () => {
  it('cost the answer, its headroom and its interval', () => {
    const [price] = pricesFromCsv('machine,price,currency\nc8,0.5,EUR\n', 'prices.csv');
    const answer = enough(answerOf(LINEAR, asked(7000, { zones: 3, lostZones: 1 })));
    const cost = costOf(answer, price!);
    expect(cost).toMatchObject({ machine: 'c8', currency: 'EUR', answer: answer.n * 0.5 });
    expect(cost.headroom).toBe((answer.withZonesLost! - answer.bare) * 0.5);
    expect(cost.lower).toBe(answer.interval.lower * 0.5);
  });

  it('name every mistake with its row', () => {
    expect(() => pricesFromCsv('machine,price,currency\nc8,x,EUR\n,1,\nc8,1,EUR\n', 'prices.csv')).toThrow(
      /row 2, price[\s\S]*row 3, machine[\s\S]*row 3, currency[\s\S]*row 4, machine/,
    );
    expect(() => pricesFromCsv('machine;price\nc8;1\n', 'prices.csv')).toThrow(/has no column currency/);
  });
});
