/**
 * How far a fit may be trusted, by drawing the measurements again and again (Efron & Tibshirani, "An Introduction to the Bootstrap",
 * 1993, chapter 6.5: the parametric bootstrap).
 *
 * Each draw scatters the points around their fitted curve and fits them anew. How much they scatter is drawn too: its square is known to a
 * χ² of (points − unknowns) degrees of freedom, and with three or five of these that is most of what is not known. For a straight
 * line the draws are then Student's t. Drawing the few residuals themselves, or the points, knows nothing of it: 95 % intervals
 * of eight points then cover in 87 to 92 % (decision 121).
 *
 * A level that was held for seconds never scatters by less in a draw than the means of its own blocks of seconds do.
 *
 * The curves that are drawn: the full law, each simpler one that the points do not rule out, and the one that was chosen. An interval
 * is as wide as all of theirs together. At a bound (a true κ of 0) the full law's draws alone lie too low, and those of the simpler curve do not.
 */
import type { Candidate } from './choose.ts';
import { type Errors, fitCurve, type Point, UNKNOWNS } from './fit.ts';
import { chiSquared, normal, type Random } from './random.ts';
import { type Curve, fewestFor, throughputAt } from './usl.ts';

/** A point, and what its own seconds say of its scatter. */
export interface Sample extends Point {
  /** Standard error of its throughput, of its own unit; null: its seconds are not known. */
  readonly standardError: number | null;
}

export interface Draw {
  readonly curve: Curve;
  /** What one more measurement would lie off the curve: a difference, or a logarithm. */
  readonly noise: number;
}

/** Draws of each curve by itself. */
export type Draws = readonly (readonly Draw[])[];

/** The ends of a 95 % interval lie among the 2.5 % outermost draws: 25 of these. */
export const DRAWS = 1000;

export function bootstrap(
  samples: readonly Sample[],
  drawn: readonly Candidate[],
  errors: Errors,
  random: Random,
  draws = DRAWS,
): Draws {
  return drawn.map((candidate) => {
    const freedom = samples.length - UNKNOWNS[candidate.name];
    const fitted = samples.map(({ n }) => throughputAt(candidate, n));
    return Array.from({ length: draws }, () => {
      const scatter = Math.sqrt(candidate.squares / chiSquared(freedom, random));
      const again = samples.map(({ n, standardError }, i) => ({
        n,
        throughput: shifted(
          fitted[i]!,
          normal(random) * Math.max(scatter, floorOf(standardError, fitted[i]!, errors)),
          errors,
        ),
      }));
      return { curve: fitCurve(again, candidate.name, errors), noise: normal(random) * scatter };
    });
  });
}

const floorOf = (standardError: number | null, fitted: number, errors: Errors): number =>
  standardError === null ? 0 : errors === 'relative' ? standardError / fitted : standardError;

/** A throughput is above 0, and a constant error knows nothing of it. */
const LEAST_SHARE = 0.01;

const shifted = (fitted: number, noise: number, errors: Errors): number =>
  errors === 'relative' ? fitted * Math.exp(noise) : Math.max(fitted * LEAST_SHARE, fitted + noise);

/** What one more measurement at n would be, in a draw. */
export const measuredIn = ({ curve, noise }: Draw, n: number, errors: Errors): number =>
  shifted(throughputAt(curve, n), noise, errors);

/** How many it would take, in a draw, to measure a throughput. Infinity: no number shows it. */
export const fewestIn = ({ curve, noise }: Draw, throughput: number, errors: Errors): number =>
  fewestFor(curve, Math.max(0, errors === 'relative' ? throughput * Math.exp(-noise) : throughput - noise));

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

const TAIL = 0.025;

/** 95 %: between the 2.5 % lowest and highest draws of each curve, and as wide as all curves. Infinity may be an end. */
export function intervalOf<One>(draws: readonly (readonly One[])[], figure: (draw: One) => number): Interval {
  const ends = draws.map((each) => {
    const figures = Float64Array.from(each, figure).sort();
    const cut = Math.floor(TAIL * figures.length);
    return { lower: figures[cut]!, upper: figures[figures.length - 1 - cut]! };
  });
  return {
    lower: Math.min(...ends.map(({ lower }) => lower)),
    upper: Math.max(...ends.map(({ upper }) => upper)),
  };
}
