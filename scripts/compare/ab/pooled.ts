/** All blocks of one build as one run: their bad answers and their answers added up. */
import type { Extract, ShareSeen } from '../extract.ts';
import { isUnread } from '../share-difference.ts';
import { isSameCell } from '../tests-of.ts';

/**
 * @param blocks at least one, each with a valid load
 * @param fails whether the build fails by itself: see own-failures.ts
 */
export function pooled(blocks: readonly Extract[], runId: string, fails: boolean): Extract {
  const [first] = blocks as readonly [Extract];
  const told = blocks.find(({ outcome }) => outcome === (fails ? 'fail' : 'pass')) ?? first;
  return {
    ...first,
    runId,
    outcome: fails ? 'fail' : told.outcome === 'fail' ? 'inconclusive' : told.outcome,
    headline: told.headline,
    shares: first.shares.flatMap((share) => pooledShare(share, blocks)),
    // A count is one of its block. What one block lost is told by its own verdict.
    figures: [],
    judged: [],
    causes: [],
    // Which build listens where is what the gate was told, and no finding.
    targets: [],
    // Blocks are compared one by one. Of a comparison's two sides it is only asked whether there are any.
    times: blocks.every(({ times }) => times !== null) ? first.times : null,
  };
}

/** None, if a block does not have it: then it is not the same share in all. */
function pooledShare(share: ShareSeen, blocks: readonly Extract[]): readonly ShareSeen[] {
  const same = blocks.flatMap(({ shares }) => shares.find(isSameCell(share)) ?? []);
  if (same.length < blocks.length) return [];
  const [bad, n] = [total(same, 'bad'), total(same, 'n')];
  const within = withinBlocks(same, n);
  return [{ ...share, bad, n, deff: within === null ? null : Math.max(within, betweenBlocks(same, bad, n)) }];
}

const total = (shares: readonly ShareSeen[], what: 'bad' | 'n'): number =>
  shares.reduce((sum, share) => sum + share[what], 0);

/** The design effect of the blocks' own seconds, by their answers. Null: that of one is not known. */
function withinBlocks(shares: readonly ShareSeen[], n: number): number | null {
  if (shares.some(isUnread)) return null;
  return n === 0 ? 1 : shares.reduce((sum, share) => sum + share.n * (share.deff ?? 1), 0) / n;
}

/** How much more the blocks' shares scatter than chance would have it: Pearson's χ² ÷ its degrees of freedom (Kish 1965). */
function betweenBlocks(shares: readonly ShareSeen[], bad: number, n: number): number {
  const filled = shares.filter((share) => share.n > 0);
  if (filled.length < 2 || bad === 0 || bad === n) return 1;
  const share = bad / n;
  const chi = filled.reduce((sum, each) => sum + (each.bad - each.n * share) ** 2 / each.n, 0);
  return chi / (share * (1 - share)) / (filled.length - 1);
}
