/** Levels → a curve, and how far it may be trusted. Pure: the seed makes the same intervals again. */
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { inShort } from '../text/numbers.ts';
import {
  bootstrap,
  type Draw,
  type Draws,
  type Interval,
  intervalOf,
  measuredIn,
  type Sample,
} from './bootstrap.ts';
import { type Candidate, candidatesOf, chosenOf, relativeIsBetterBy } from './choose.ts';
import { atBoundsOf, type Influence, influentialOf, type LackOfFit, lackOfFitOf } from './diagnostics.ts';
import type { Errors } from './fit.ts';
import { type Group, groupsOf } from './groups.ts';
import type { Level } from './level.ts';
import { randomFrom } from './random.ts';
import { type Dropped, type Measured, measuredOf, reasonFor, worthSaying } from './samples.ts';
import { topOf } from './usl.ts';

export interface ModelOptions {
  readonly errors: Errors;
  readonly seed: number;
  /** Fewer where a study asks thousands of times. */
  readonly draws?: number;
}

export interface Model extends Measured {
  readonly errors: Errors;
  readonly seed: number;
  readonly groups: readonly Group[];
  /** The largest n that was measured. */
  readonly measuredTo: number;
  /** The three curves, from the simplest. */
  readonly candidates: readonly Candidate[];
  /** By AICc; null with fewer than eight points. */
  readonly chosen: Candidate | null;
  /** What is counted on: the chosen curve, or the full law where none could be chosen. */
  readonly curve: Candidate;
  readonly draws: Draws;
  /** 95 %, of one figure by itself. */
  readonly intervals: Readonly<Record<'lambda' | 'sigma' | 'kappa' | 'top', Interval>>;
  readonly lackOfFit: LackOfFit | null;
  readonly atBounds: readonly ('sigma' | 'kappa')[];
  /** Where the levels' influence is looked at: as far beyond them as may be answered. */
  readonly influential: { readonly at: number; readonly levels: readonly Influence[] };
  /** Relative errors explain the points clearly better than the constant ones that were asked for, or the other way round. */
  readonly otherErrorsFit: boolean;
}

/** Three unknowns, and as many levels again to see how they scatter. */
export const LEVELS_MIN = 6;
/** How far beyond the largest n measured an answer may lie, unless it is asked for by name. */
export const EXTRAPOLATES_TO = 2;
/** A difference in AIC from which the other has "considerably less" support (Burnham & Anderson 2002, chapter 2.6). */
const CLEARLY_BETTER = 4;

/** @throws CarnivalError (90) with fewer than six levels that say something */
export function modelOf(levels: readonly Level[], { errors, seed, draws }: ModelOptions): Model {
  const measured = measuredOf(levels);
  const groups = groupsOf(measured.samples, errors);
  if (groups.length < LEVELS_MIN) throw tooFew(measured, groups);
  const random = randomFrom(seed);
  const lackOfFit = lackOfFitOf(candidatesOf(measured.samples, errors).at(-1)!, groups, errors);
  // Repetitions share what their level lies off the curve: then a level is one sample, and not each repetition.
  const samples: readonly Sample[] = lackOfFit?.isShown === true ? groups : measured.samples;
  const candidates = candidatesOf(samples, errors);
  const full = candidates.at(-1)!;
  const chosen = chosenOf(candidates, samples.length);
  const curve = chosen ?? full;
  const drawn = candidates.filter((each) => each === full || each === curve || !each.isRuledOut);
  const all = bootstrap(samples, drawn, errors, random, draws);
  const of = (figure: (draw: Draw) => number): Interval => intervalOf(all, figure);
  const measuredTo = groups.at(-1)!.n;
  const at = EXTRAPOLATES_TO * measuredTo;
  const better = relativeIsBetterBy(samples);
  return {
    ...measured,
    ...{ errors, seed, groups, measuredTo, candidates, chosen, curve, draws: all, lackOfFit },
    intervals: {
      lambda: of(({ curve: { lambda } }) => lambda),
      sigma: of(({ curve: { sigma } }) => sigma),
      kappa: of(({ curve: { kappa } }) => kappa),
      top: of((draw) => topOf(draw.curve)),
    },
    atBounds: atBoundsOf(full),
    influential: {
      at,
      levels: influentialOf(samples, curve, errors, at),
    },
    otherErrorsFit: errors === 'constant' ? better > CLEARLY_BETTER : better < -CLEARLY_BETTER,
  };
}

/** 95 % of what one more measurement at n would show. It widens where the curves of the draws part. */
export const predictionAt = ({ draws, errors }: Pick<Model, 'draws' | 'errors'>, n: number): Interval =>
  intervalOf(draws, (draw) => measuredIn(draw, n, errors));

const WHY = {
  'generator-limit': 'the generator was the limit',
  unstable: 'it was unstable',
  'edge-not-seen': 'nothing above it was shown to be too much',
  'missed-objective': 'it missed the objective',
  'nothing-carried': 'it carried nothing',
} as const;

function tooFew({ axis, dropped }: Measured, groups: readonly Group[]): CarnivalError {
  const what = axis === 'replicas' ? 'counts of machines' : 'loads';
  const have = groups.length === 0 ? 'none' : groups.map(({ n }) => inShort(n)).join(', ');
  const nOf = ({ level }: Dropped): number => (axis === 'replicas' ? level.replicas : level.load) ?? 1;
  const left = worthSaying(dropped, nOf, groups).map(
    (each) => `; ${inShort(nOf(each))} does not count: ${reasonFor(each, WHY)}`,
  );
  return new CarnivalError(
    `a curve takes ${LEVELS_MIN} different ${what}, and there are ${groups.length} (${have})${[...new Set(left)].join('')}`,
    { hint: `measure ${missing(groups)}`, exitCode: EXIT.inconclusive },
  );
}

/** Counts that would fill the widest gaps, and go beyond the largest where there is none. */
function missing(groups: readonly Group[]): string {
  const have = groups.map(({ n }) => n);
  const wanted: number[] = [];
  while (have.length < LEVELS_MIN) {
    const sorted = [...have].sort((one, other) => one - other);
    const free = gapIn(sorted) ?? Math.max(1, 2 * (sorted.at(-1) ?? 0.5));
    have.push(free);
    wanted.push(free);
  }
  return wanted
    .sort((one, other) => one - other)
    .map(inShort)
    .join(', ');
}

/** The whole number in the middle of the widest gap, by its ratio: levels lie geometrically. */
function gapIn(sorted: readonly number[]): number | null {
  let [widest, found]: [number, number | null] = [1, null];
  for (const [i, upper] of sorted.entries()) {
    const lower = sorted[i - 1];
    if (lower === undefined || upper - lower < 2) continue;
    const middle = Math.round(Math.sqrt(lower * upper));
    if (upper / lower > widest && middle > lower && middle < upper) [widest, found] = [upper / lower, middle];
  }
  return found;
}
