/**
 * A sampled share at one place of the run, judged by exact one-sided 95 % bounds: `pass` when the near bound reaches the target,
 * `fail` when the far bound misses it, else not proven.
 *
 * Each cell is judged by itself, with no correction for their number. A cell whose true share is exactly its target fails by
 * chance up to once in 20 runs, so a system that sits on its targets in 50 cells should expect some to fail. One with room to
 * spare does not: at a true 99.9 % against 99.8 %, a cell fails only when a failure falls among 25 samples or fewer (2.5 % at
 * most), two among 178 (1.4 %), and so on, less with every further sample.
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
    return { ...cell, state: 'fail', reason: `at most ${inPercent(upper)}, below ${inPercent(target)}` };
  const needed = samplesToProve(target);
  const reason =
    n < needed
      ? `${inFull(n)} samples; ${inPercent(target)} takes ${inFull(needed)} without a failure`
      : `between ${inPercent(lower)} and ${inPercent(upper)}: ${inPercent(target)} takes more samples`;
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
    return { ...cell, state: 'fail', reason: `at least ${inPercentUp(lower)}, above ${inPercent(max)}` };
  const needed = samplesToProve(1 - max);
  const reason =
    n < needed
      ? `${inFull(n)} samples; at most ${inPercent(max)} takes ${inFull(needed)} without one`
      : `between ${inPercent(lower)} and ${inPercentUp(upper)}: ${inPercent(max)} takes more samples`;
  return { ...cell, state: 'not-proven', reason };
}
