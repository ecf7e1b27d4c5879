/** What will be asked for: a second, in requests. How surely that is known goes into the answer's interval. */
import type { Mistake } from '../mistakes/plan-error.ts';
import { numberFrom } from '../text/numbers.ts';
import type { Random } from './random.ts';

export interface Demand {
  /** The least, the likeliest and the most that is expected, requests a second. Equal where only one is known. */
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export const certain = (perSecond: number): Demand => ({
  low: perSecond,
  likely: perSecond,
  high: perSecond,
});

const HINT = "write one number, or the least, the likely and the most: '50000,67000,80000'";

/** @param typed `67000`, or `50000,67000,80000` */
export function demandFrom(typed: string): Demand | Mistake {
  const numbers = typed.split(',').map(numberFrom);
  const [low = Number.NaN, likely = low, high = likely] = numbers;
  const mistake = (problem: string): Mistake => ({ path: '--demand', value: typed, problem, hint: HINT });
  if (numbers.length !== 1 && numbers.length !== 3) return mistake('is neither one number nor three');
  if (!numbers.every((number) => Number.isFinite(number) && number > 0))
    return mistake('holds something that is no number above 0');
  if (low > likely || likely > high) return mistake('does not rise from low to high');
  return { low, likely, high };
}

/** Triangular: nothing below the least or above the most, and most often near the likely one. */
export function drawDemand({ low, likely, high }: Demand, random: Random): number {
  if (high === low) return likely;
  const [u, turn] = [random(), (likely - low) / (high - low)];
  return u < turn
    ? low + Math.sqrt(u * (high - low) * (likely - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - likely));
}
