/**
 * How long the shoppers of a herd take to react to its release. Reaction times are right-skewed and positive, and a log-normal
 * distribution describes them well (Luce, "Response Times", 1986; Ulrich & Miller, "Information processing models generating
 * lognormally distributed reaction times", J. Math. Psychology 37, 1993).
 */

import { logNormalMs } from '../campaigns/log-normal.ts';
import type { Reaction } from '../campaigns/plan.ts';
import { PURPOSE, uniform } from './draws.ts';
import { normalQuantile } from './normal.ts';

/** Milliseconds from the release until the shopper acts; 0 for a herd that acts at one instant. */
export function reactionMs(reaction: Reaction | undefined, seed: number, shopper: number): number {
  if (reaction === undefined) return 0;
  return logNormalMs(reaction, normalQuantile(uniform(seed, shopper, 0, PURPOSE.reaction)));
}
