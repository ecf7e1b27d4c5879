/** When answers of a simulated shop are bad: each for itself, or all of them together in outages. */
import type { Draws } from '../seeded-draws.ts';

export interface Shop {
  /** The true share of bad answers, over a long time. */
  readonly badShare: number;
  /** How long an outage lasts, in which every answer is bad. `null`: answers are bad one by one. */
  readonly outageSeconds: number | null;
}

/** The chance of an answer to be bad, second by second. Outages begin at random, and may have begun before the first second. */
export function badChances({ badShare, outageSeconds }: Shop, seconds: number, draws: Draws): Float64Array {
  if (outageSeconds === null) return new Float64Array(seconds).fill(badShare);
  // Outages may overlap, so a share p of all time is in one when they begin at −ln(1 − p) ÷ their length.
  const perSecond = -Math.log(1 - badShare) / outageSeconds;
  const span = seconds + outageSeconds;
  const begins = Array.from(
    { length: draws.poisson(perSecond * span) },
    () => draws.uniform() * span - outageSeconds,
  ).toSorted((one, other) => one - other);
  const chances = new Float64Array(seconds);
  let overUntil = Number.NEGATIVE_INFINITY;
  for (const begin of begins) {
    const end = begin + outageSeconds;
    const from = Math.max(0, begin, overUntil);
    for (let second = Math.floor(from); second < Math.min(end, seconds); second++)
      chances[second]! += Math.max(0, Math.min(end, second + 1) - Math.max(from, second));
    overUntil = end;
  }
  return chances;
}
