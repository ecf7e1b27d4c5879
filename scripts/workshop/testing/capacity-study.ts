/** How often 95 % intervals hold the truth, over shops whose curve is known. */
import { type Interval, intervalOf } from '../../capacity/bootstrap.ts';
import type { Errors } from '../../capacity/fit.ts';
import { EXTRAPOLATES_TO, modelOf, predictionAt } from '../../capacity/model.ts';
import { normal, randomFrom } from '../../capacity/random.ts';
import { type Curve, throughputAt } from '../../capacity/usl.ts';
import { levelsDrawn } from './levels-drawn.ts';

export interface Studied {
  readonly curve: Curve;
  readonly at: readonly number[];
  readonly repetitions?: number;
  readonly scatter?: number;
  /** How they scatter in truth. */
  readonly truly: Errors;
  /** How they are said to. */
  readonly said: Errors;
}

/** Shares of shops in which an interval held the truth. */
export interface Coverage {
  readonly lambda: number;
  readonly sigma: number;
  readonly kappa: number;
  /** A new measurement at the largest count measured, and at twice of it. */
  readonly within: number;
  readonly beyond: number;
  /** The curve itself at twice the largest count. */
  readonly curveBeyond: number;
}

/** An interval that ends in 0 holds a truth of 0. */
const SLACK = 1e-9;

export function coverageOf(
  { curve, at, truly, said, repetitions = 1, scatter = 0.02 }: Studied,
  shops: number,
  draws: number,
  seed: number,
): Coverage {
  const random = randomFrom(seed);
  const held = { lambda: 0, sigma: 0, kappa: 0, within: 0, beyond: 0, curveBeyond: 0 };
  const largest = at.at(-1)!;
  const anew = (n: number): number => {
    const truth = throughputAt(curve, n);
    const noise = scatter * normal(random);
    return truly === 'relative' ? truth * Math.exp(noise) : truth + noise * throughputAt(curve, largest);
  };
  for (let shop = 0; shop < shops; shop++) {
    const levels = levelsDrawn(curve, { at: [...at], repetitions, scatter, errors: truly }, random);
    const model = modelOf(levels, { errors: said, seed: shop, draws });
    const far = EXTRAPOLATES_TO * largest;
    const { lambda, sigma, kappa } = model.intervals;
    const curveFar = intervalOf(model.draws, (draw) => throughputAt(draw.curve, far));
    const count = (name: keyof Coverage, { lower, upper }: Interval, truth: number): void => {
      if (lower <= truth + SLACK && truth <= upper + SLACK) held[name]++;
    };
    count('lambda', lambda, curve.lambda);
    count('sigma', sigma, curve.sigma);
    count('kappa', kappa, curve.kappa);
    count('within', predictionAt(model, largest), anew(largest));
    count('beyond', predictionAt(model, far), anew(far));
    count('curveBeyond', curveFar, throughputAt(curve, far));
  }
  return Object.fromEntries(
    Object.entries(held).map(([name, count]) => [name, count / shops]),
  ) as unknown as Coverage;
}
