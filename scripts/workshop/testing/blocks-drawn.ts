/** Pairs of blocks of two builds, drawn: each block has a mood of its own, which all its seconds share. */
import { normalQuantile } from '../../../scenarios/crowd/normal.ts';
import type { PairOfBlocks } from '../../compare/ab/gate-blocks.ts';
import type { Extract } from '../../compare/extract.ts';
import { CALM_TIMES, runWith, shareOf, slowed, timesDrawn } from './compared-runs.ts';
import type { Draws } from './seeded-draws.ts';

export interface BlocksDrawn {
  readonly pairs: number;
  /** Standard deviation of a block's factor on all its times. */
  readonly sigma: number;
  /** How much slower head answers at search.query. */
  readonly moreMs?: number;
}

const SECONDS = 6;
const PHASES = [{ phase: 'burst', startSeconds: 1, seconds: SECONDS }];
const SHARE_N = 2000;
const BAD_SHARE = 0.001;

export const pairsDrawn = (
  { pairs, sigma, moreMs = 0 }: BlocksDrawn,
  draws: Draws,
): readonly PairOfBlocks[] => {
  const block = (runId: string): Extract => {
    const factor = Math.exp(sigma * normalQuantile(Math.max(draws.uniform(), Number.EPSILON)));
    const times = timesDrawn({ ...CALM_TIMES, seconds: SECONDS }, draws)!;
    return runWith({
      ...{ runId, phases: PHASES },
      shares: [shareOf({ n: SHARE_N, bad: draws.binomial(SHARE_N, BAD_SHARE) })],
      times: times.map((each) => ({ ...each, responseMs: each.responseMs.map((ms) => ms * factor) })),
    });
  };
  return Array.from({ length: pairs }, (_, i) => {
    const head = block(`head-${i}`);
    return { base: block(`base-${i}`), head: { ...head, times: slowed(head.times, 'search.query', moreMs) } };
  });
};
