/**
 * The difference of the shares of bad answers of two runs. Each share lies within its exact bounds (binomial.ts), and their difference by
 * what is left to each (Zou & Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27, 2008).
 *
 * Answers of one bad second are not independent, so both runs count as n ÷ deff answers. The larger deff of the two is taken for
 * both: where one run had no bad answer its own cannot be seen, and a single bad second of the other is not proof of anything. Where
 * the deff of either is not known, nothing is said: a thousand bad answers may be one bad second.
 */
import { normalQuantile } from '../../scenarios/crowd/normal.ts';
import { lowerBoundAt } from '../evidence/binomial.ts';
import { type Difference, MISSED_CHANCE, UNKNOWN } from './difference.ts';

export interface ShareCounted {
  readonly bad: number;
  readonly n: number;
  /** Null: nobody knows. */
  readonly deff: number | null;
}

/** That both are counted with. Null: nobody knows. */
export const deffOfBoth = (base: ShareCounted, head: ShareCounted): number | null =>
  [base, head].some(isUnread) ? null : Math.max(base.deff ?? 1, head.deff ?? 1);

/** Where nothing was answered, there was nothing to read. */
export const isUnread = ({ n, deff }: ShareCounted): boolean => n > 0 && deff === null;

export function shareDifference(base: ShareCounted, head: ShareCounted): Difference {
  if (base.n === 0 || head.n === 0) return { ...UNKNOWN, difference: 0 };
  const deff = deffOfBoth(base, head);
  const difference = head.bad / head.n - base.bad / base.n;
  if (deff === null) return { ...UNKNOWN, difference };
  const boundsAt: Difference['boundsAt'] = (alpha) => {
    const [one, other] = [leftTo(head, deff, alpha), leftTo(base, deff, alpha)];
    return {
      lower: difference - Math.hypot(one.below, other.above),
      upper: difference + Math.hypot(one.above, other.below),
    };
  };
  const wouldShowAt: Difference['wouldShowAt'] = (alpha) => {
    const factor = 1 + normalQuantile(MISSED_CHANCE) / normalQuantile(alpha);
    const { above } = leftTo(base, deff, alpha);
    let more = 0;
    // A larger share scatters more, so what would show is sought with the share that head would then have.
    for (let i = 0; i < ROUNDS; i++) {
      const bad = Math.min(head.n, head.n * (base.bad / base.n + more));
      more = factor * Math.hypot(leftTo({ ...head, bad }, deff, alpha).below, above);
    }
    return more;
  };
  return { difference, boundsAt, wouldShowAt };
}

/** It settles within a few. */
const ROUNDS = 6;

/** How far below and above its figure a share may truly be. */
function leftTo({ bad, n }: ShareCounted, deff: number, alpha: number) {
  return {
    below: bad / n - lowerBoundAt(bad, n, deff, alpha),
    above: 1 - lowerBoundAt(n - bad, n, deff, alpha) - bad / n,
  };
}
