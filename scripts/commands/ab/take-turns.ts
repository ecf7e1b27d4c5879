/** Base and head in turns: short rehearsals, one after the other, of two builds that stay up. */

import { type Build, blockOrder } from '../../compare/ab/block-order.ts';
import type { PairOfBlocks } from '../../compare/ab/gate-blocks.ts';
import type { Extract } from '../../compare/extract.ts';

export interface TurnsOptions {
  readonly pairs: number;
  /** Rehearses one build once. Null: interrupted. */
  readonly block: (build: Build) => Promise<Extract | null>;
  readonly say: (line: string) => void;
}

/**
 * The first pair is not counted: both builds were just started, and their first answers are slow.
 * @returns null when interrupted
 */
export async function takeTurns({
  pairs,
  block,
  say,
}: TurnsOptions): Promise<readonly PairOfBlocks[] | null> {
  const all: PairOfBlocks[] = [];
  const order = blockOrder(pairs + 1);
  for (let pair = 0; pair <= pairs; pair++) {
    const seen = new Map<Build, Extract>();
    for (const build of order.slice(2 * pair, 2 * pair + 2)) {
      say(pair === 0 ? `warm-up · ${build}` : `pair ${pair} of ${pairs} · ${build}`);
      const extract = await block(build);
      if (extract === null) return null;
      seen.set(build, extract);
    }
    if (pair > 0) all.push({ base: seen.get('base')!, head: seen.get('head')! });
  }
  return all;
}
