import { describe, expect, it } from 'vitest';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { coverageOf } from '../workshop/testing/capacity-study.ts';
import {
  levelOf,
  levelsDrawn,
  MACHINES_OF_6,
  MACHINES_OF_8,
  SHOPS,
} from '../workshop/testing/levels-drawn.ts';
import { SPEC_SDM91 } from '../workshop/testing/published-levels.ts';
import { chanceAboveF } from './choose.ts';
import { modelOf, predictionAt } from './model.ts';
import { randomFrom } from './random.ts';
import { standardErrorOf } from './samples.ts';
import { throughputAt } from './usl.ts';

const OPTIONS = { errors: 'relative', seed: 1, draws: 200 } as const;
const drawn = (curve: (typeof SHOPS)[keyof typeof SHOPS], change = {}, seed = 3) =>
  levelsDrawn(curve, { scatter: 0.01, repetitions: 2, ...change }, randomFrom(seed));

describe('what is in the way of a shop', () => {
  it('contention is found as such, within 20 %', () => {
    const { chosen, curve } = modelOf(drawn(SHOPS.contention), OPTIONS);
    expect(chosen?.name).toBe('amdahl');
    expect(Math.abs(curve.sigma / SHOPS.contention.sigma - 1)).toBeLessThan(0.2);
  });

  it('crosstalk shows as κ', () => {
    const { chosen, intervals } = modelOf(drawn(SHOPS.crosstalk), OPTIONS);
    expect(chosen?.name).toBe('usl');
    expect(intervals.kappa.lower).toBeGreaterThan(0);
  });

  it('nothing is called linear', () => {
    const { chosen, curve } = modelOf(drawn(SHOPS.linear), OPTIONS);
    expect(chosen?.name).toBe('linear');
    expect(curve.lambda / 1000).toBeCloseTo(1, 1);
  });

  it('cannot be chosen from seven points: SPEC SDM91', () => {
    const levels = SPEC_SDM91.map(({ n, throughput }) => levelOf(1, throughput, { load: n }));
    const { chosen, curve, axis, candidates } = modelOf(levels, { errors: 'constant', seed: 1 });
    expect(chosen).toBe(null);
    expect(axis).toBe('load');
    expect(curve.name).toBe('usl');
    expect(candidates.map(({ isRuledOut }) => isRuledOut)).toEqual([true, true, false]);
  });
});

describe('the intervals', () => {
  // 200 shops: a coverage of 95 % lies between 89.5 and 99.5 % (three and a half standard deviations). `npm run study:capacity-model`
  // asks 1,000.
  it.each([
    ['contention', 'relative', MACHINES_OF_8],
    ['crosstalk', 'constant', MACHINES_OF_8],
    ['crosstalk', 'relative', MACHINES_OF_6],
  ] as const)('of a shop with %s and %s errors hold the truth in 95 %%', (shop, errors, at) => {
    const coverage = coverageOf({ curve: SHOPS[shop], at, truly: errors, said: errors }, 200, 200, 618);
    for (const [name, share] of Object.entries(coverage)) expect(share, name).toBeGreaterThan(0.895);
    // Intervals that always hold it are too wide. At a bound they may be.
    if (shop === 'crosstalk') expect(Math.min(coverage.kappa, coverage.beyond)).toBeLessThan(0.995);
  });

  it('are the same for the same seed, and not for another', () => {
    const levels = drawn(SHOPS.crosstalk);
    expect(modelOf(levels, OPTIONS).intervals).toEqual(modelOf(levels, OPTIONS).intervals);
    expect(modelOf(levels, OPTIONS).intervals).not.toEqual(
      modelOf(levels, { ...OPTIONS, seed: 2 }).intervals,
    );
  });

  it('of a prediction widen as it leaves the data', () => {
    const model = modelOf(drawn(SHOPS.crosstalk), OPTIONS);
    const widthAt = (n: number): number => {
      const { lower, upper } = predictionAt(model, n);
      return (upper - lower) / throughputAt(model.curve, n);
    };
    expect(widthAt(16)).toBeGreaterThan(1.3 * widthAt(8));
    expect(widthAt(32)).toBeGreaterThan(1.3 * widthAt(16));
  });

  it('are no narrower than the seconds of the levels', () => {
    const calm = MACHINES_OF_8.map((n) => levelOf(n, throughputAt(SHOPS.crosstalk, n)));
    const seconds = Array.from({ length: 12 }, (_, i) => (i % 4 < 2 ? 0.8 : 1.2));
    const rough = calm.map((level) => ({
      ...level,
      seconds: seconds.map((each) => each * level.throughput),
    }));
    const widthOf = (levels: typeof calm): number => {
      const { lower, upper } = modelOf(levels, OPTIONS).intervals.lambda;
      return upper - lower;
    };
    expect(widthOf(calm)).toBeLessThan(1);
    expect(widthOf(rough)).toBeGreaterThan(50);
  });
});

describe('a standard error from seconds', () => {
  it('knows that neighbours hang together', () => {
    const shaky = [1, 1, 3, 3, 1, 1, 3, 3, 1, 1, 3, 3];
    const scattered = [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3];
    expect(standardErrorOf(shaky)).toBeCloseTo(Math.sqrt(1.2 / 6), 9);
    expect(standardErrorOf(scattered)).toBe(0);
  });

  it('is unknown with fewer than four blocks', () => {
    expect(standardErrorOf([1, 2, 3, 4, 5, 6, 7])).toBe(null);
  });
});

it('the interval of a level is by the repetitions of all of them', () => {
  const twice = MACHINES_OF_8.flatMap((n) => [
    levelOf(n, 1000 * n * 0.99),
    levelOf(n, 1000 * n * 1.01, { repetition: 1 }),
  ]);
  const { groups } = modelOf(twice, OPTIONS);
  // 2 % between two: a scatter of 1.41 %, with t = 2.306 at eight degrees of freedom, of a mean of two.
  for (const { n, halfWidth } of groups) expect(halfWidth! / (1000 * n)).toBeCloseTo(0.02306, 4);
});

describe('what a reader must know', () => {
  it('names what lies at a bound', () => {
    expect(modelOf(drawn(SHOPS.linear, { scatter: 0 }), OPTIONS).atBounds).toEqual(['sigma', 'kappa']);
    expect(modelOf(drawn(SHOPS.crosstalk, { scatter: 0 }), OPTIONS).atBounds).toEqual([]);
  });

  it('finds a level that the curve hangs on', () => {
    const drawnAt = { at: MACHINES_OF_6, repetitions: 1, scatter: 0.002 };
    const levels = drawn(SHOPS.contention, drawnAt).map((level) =>
      level.replicas === 8 ? { ...level, throughput: level.throughput * 0.7 } : level,
    );
    expect(modelOf(levels, OPTIONS).influential.levels.map(({ n }) => n)).toContain(8);
    expect(modelOf(drawn(SHOPS.linear), OPTIONS).influential.levels).toEqual([]);
  });

  it('tells a lack of fit by repetitions, and then counts levels and not repetitions', () => {
    const bent = drawn(SHOPS.linear, { scatter: 0.001 }).map((level) =>
      level.replicas! > 4 ? { ...level, throughput: level.throughput * 0.7 } : level,
    );
    const { lackOfFit, intervals } = modelOf(bent, OPTIONS);
    expect(lackOfFit?.isShown).toBe(true);
    expect(intervals.lambda.upper - intervals.lambda.lower).toBeGreaterThan(200);
    expect(modelOf(drawn(SHOPS.contention), OPTIONS).lackOfFit?.isShown).toBe(false);
    expect(modelOf(drawn(SHOPS.contention, { repetitions: 1 }), OPTIONS).lackOfFit).toBe(null);
  });

  it('claims a lack of fit falsely in about one shop of twenty', () => {
    const random = randomFrom(99);
    const shops = 400;
    let claimed = 0;
    for (let shop = 0; shop < shops; shop++) {
      const levels = levelsDrawn(SHOPS.crosstalk, { repetitions: 2, scatter: 0.01 }, random);
      if (modelOf(levels, { ...OPTIONS, draws: 1 }).lackOfFit?.isShown) claimed++;
    }
    // Three and a half standard deviations around 5 %.
    expect(claimed / shops).toBeGreaterThan(0.012);
    expect(claimed / shops).toBeLessThan(0.088);
  });

  it('says when measurements scatter in the other way', () => {
    const far = { at: [1, 2, 4, 8, 16, 32, 64, 128], scatter: 0.05 };
    const relative = drawn(SHOPS.linear, far);
    expect(modelOf(relative, { ...OPTIONS, errors: 'constant' }).otherErrorsFit).toBe(true);
    expect(modelOf(relative, OPTIONS).otherErrorsFit).toBe(false);
    expect(modelOf(drawn(SHOPS.linear, { ...far, errors: 'constant' }), OPTIONS).otherErrorsFit).toBe(true);
  });

  it('knows the F distribution of the tables', () => {
    // Upper 5 % points, such as in Pearson & Hartley's tables.
    expect(chanceAboveF(6.608, 1, 5)).toBeCloseTo(0.05, 4);
    expect(chanceAboveF(3.478, 4, 10)).toBeCloseTo(0.05, 4);
  });
});

describe('levels that are too few', () => {
  const refusalOf = (levels: Parameters<typeof modelOf>[0]): CarnivalError => {
    try {
      modelOf(levels, OPTIONS);
    } catch (error) {
      if (error instanceof CarnivalError) return error;
    }
    throw new Error('nothing was refused');
  };
  const five = [1, 2, 3, 4, 8].map((n) => levelOf(n, 1000 * n));

  it('are refused with what is missing, and cannot tell', () => {
    const { message, hint, exitCode } = refusalOf(five);
    expect(message).toBe('a curve takes 6 different counts of machines, and there are 5 (1, 2, 3, 4, 8)');
    expect(hint).toBe('measure 6');
    expect(exitCode).toBe(EXIT.inconclusive);
  });

  it('are refused in spite of repetitions', () => {
    expect(refusalOf([...five, ...five.map((level) => ({ ...level, repetition: 1 }))]).message).toContain(
      'there are 5',
    );
  });

  it.each([
    [{ state: 'generator-limit' }, 'the generator was the limit'],
    [{ state: 'edge-not-seen' }, 'nothing above it was shown to be too much'],
    [{ state: 'edge-not-seen', why: 'it was interrupted' }, 'it was interrupted'],
    [{ state: 'unstable' }, 'it was unstable'],
    [{ isInObjective: false }, 'it missed the objective'],
    [{ throughput: 0 }, 'it carried nothing'],
  ] as const)('say why a level with %o does not count', (change, why) => {
    expect(refusalOf([...five, levelOf(6, 5000, change)]).message).toContain(`; 6 does not count: ${why}`);
  });

  it('of none at all ask for a geometric ladder', () => {
    expect(refusalOf([]).hint).toBe('measure 1, 2, 3, 4, 6, 8');
  });
});

it('of several loads of a count, the most within the objective counts', () => {
  const levels = MACHINES_OF_8.flatMap((n) => [
    levelOf(n, 500 * n, { load: 10 * n }),
    levelOf(n, 1000 * n, { load: 20 * n }),
    levelOf(n, 1500 * n, { load: 30 * n, isInObjective: false }),
  ]);
  const { curve, dropped, groups } = modelOf(levels, OPTIONS);
  expect(curve.lambda).toBeCloseTo(1000, 6);
  expect(dropped).toHaveLength(8);
  expect(groups.map(({ n }) => n)).toEqual(MACHINES_OF_8);
});
