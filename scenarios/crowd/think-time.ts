/**
 * How long a shopper thinks. Each kind is a mean and the shape of draws whose mean is 1, so that visit shares, Little's law and
 * `pace` need the mean alone. A fixed time is a log-normal one that does not scatter.
 */
import { logNormalSpread } from '../campaigns/log-normal.ts';
import type { ThinkTime } from '../shop/behaviour.ts';
import { type Purpose, uniform } from './draws.ts';
import { normalQuantile } from './normal.ts';

/** How draws scatter: the standard deviation of a log-normal's logarithms, 0 if fixed, -1 if exponential. */
export type Spread = number;
export const EXPONENTIAL: Spread = -1;

/** The rarest draw from 32 bits: one of 2³³ is longer. */
const RAREST = 2 ** -33;
const { exp, log } = Math;

export function spreadOf(think: ThinkTime): Spread {
  if (typeof think === 'number') return EXPONENTIAL;
  return 'fixed' in think ? 0 : logNormalSpread(think.median, think.p99);
}

/** A log-normal's mean is its median · e^(σ²/2) (Johnson, Kotz & Balakrishnan, "Continuous Univariate Distributions", ch. 14). */
export function meanSeconds(think: ThinkTime): number {
  if (typeof think === 'number') return think;
  return 'fixed' in think ? think.fixed : think.median * exp(spreadOf(think) ** 2 / 2);
}

/** The longest that can be drawn. */
export function longestSeconds(think: ThinkTime): number {
  if (typeof think === 'number') return think * -log(RAREST);
  return 'fixed' in think ? think.fixed : think.median * exp(spreadOf(think) * -normalQuantile(RAREST));
}

/** The variance of draws with mean 1: 1 for an exponential, e^(σ²) − 1 for a log-normal. */
export const varianceOf = (spread: Spread): number => (spread < 0 ? 1 : Math.expm1(spread * spread));

/** A draw with mean 1 that is not exponential. Those have `exponential` for themselves. */
export const scattered = (spread: Spread, seed: number, who: number, n: number, purpose: Purpose): number =>
  spread === 0 ? 1 : exp(spread * (normalQuantile(uniform(seed, who, n, purpose)) - spread / 2));
