/**
 * A sampled share at one place of the run, judged by exact one-sided 95 % bounds. For a minimum: `pass` if the lower bound
 * reaches it, `fail` if the upper bound is below it, else not proven. For a maximum it is the other way round.
 *
 * Each cell is judged by itself, with no correction for the number of cells. If the true share is exactly the target, a cell
 * fails by chance in up to one of 20 runs. So a system that just meets its targets in 50 cells should expect some to fail. A
 * system with a margin should not. For example, with a true share of 99.9 % and a target of 99.8 %, a cell fails only if one
 * failure falls among 25 samples or fewer (a chance of 2.5 % at most), two among 178 (1.4 %), and so on. With every further
 * sample the chance falls.
 */
import { inFull, inPercent, inPercentUp } from '../text/numbers.ts';
import { lowerBound, samplesToProve, upperBound } from './binomial.ts';
import type { Cell } from './cell.ts';
import type { Place } from './evidence.ts';

/** A sampled share that must be at least `target`. */
export function shareCell(place: Place, required: boolean, good: number, n: number, target: number): Cell {
  const lower = lowerBound(good, n);
  const upper = upperBound(good, n);
  const cell = { ...place, required, figure: n === 0 ? null : good / n, lower, upper, n };
  if (n === 0) return { ...cell, state: 'not-proven', reason: 'no samples' };
  if (lower >= target) return { ...cell, state: 'pass', reason: `at least ${inPercent(lower)}` };
  if (upper < target)
    return {
      ...cell,
      state: 'fail',
      reason: `at most ${inPercent(upper)}, below the target of ${inPercent(target)}`,
    };
  const needed = samplesToProve(target);
  const reason =
    n < needed
      ? `${inFull(n)} samples, but ${inPercent(target)} needs ${inFull(needed)} without a failure`
      : `between ${inPercent(lower)} and ${inPercent(upper)}; proving ${inPercent(target)} needs more samples`;
  return { ...cell, state: 'not-proven', reason };
}

/** A sampled share that must be at most `max`. */
export function atMostCell(place: Place, required: boolean, bad: number, n: number, max: number): Cell {
  const lower = lowerBound(bad, n);
  const upper = upperBound(bad, n);
  const cell = { ...place, required, figure: n === 0 ? null : bad / n, lower, upper, n };
  if (n === 0) return { ...cell, state: 'not-proven', reason: 'no samples' };
  if (upper <= max) return { ...cell, state: 'pass', reason: `at most ${inPercentUp(upper)}` };
  if (lower > max)
    return {
      ...cell,
      state: 'fail',
      reason: `at least ${inPercentUp(lower)}, above the limit of ${inPercent(max)}`,
    };
  const needed = samplesToProve(1 - max);
  const reason =
    n < needed
      ? `${inFull(n)} samples, but at most ${inPercent(max)} needs ${inFull(needed)} without a bad one`
      : `between ${inPercent(lower)} and ${inPercentUp(upper)}; proving at most ${inPercent(max)} needs more samples`;
  return { ...cell, state: 'not-proven', reason };
}
