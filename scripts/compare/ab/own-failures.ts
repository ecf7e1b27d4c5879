/**
 * Blocks are judged like any run, so some may fail by themselves. One that fails by chance must raise no alarm. Under two builds that are
 * the same, that of so many failing blocks every one is head's has a chance of 1 in (2P over P) if all of head's P blocks failed (Fisher,
 * "The Design of Experiments", 1935): one in 924 with six pairs.
 */
import type { Extract } from '../extract.ts';

/** So few that all of head's failing would be a chance of more than half of a false alarm's 0.25 %. */
export const PAIRS_MIN = 6;

export interface OwnFailures {
  readonly base: number;
  readonly head: number;
  /** All of head's blocks, and none of base's. */
  readonly isWorse: boolean;
  /** Some of head's and none of base's: that may be chance, or a rare mistake. Null: nothing of the kind. */
  readonly untold: string | null;
  /** Of taking `isWorse` for a difference of builds that are the same. */
  readonly chance: number;
}

export function ownFailures(base: readonly Extract[], head: readonly Extract[]): OwnFailures {
  const failed = (blocks: readonly Extract[]): readonly Extract[] =>
    blocks.filter(({ outcome }) => outcome === 'fail');
  const [ofBase, ofHead] = [failed(base), failed(head)];
  const onlyHead = ofBase.length === 0 && ofHead.length > 0;
  const isWorse = onlyHead && ofHead.length === head.length && head.length >= PAIRS_MIN;
  return {
    ...{ base: ofBase.length, head: ofHead.length, isWorse },
    untold:
      onlyHead && !isWorse
        ? `${ofHead.length} of ${head.length} blocks of head fail by themselves, and none of base: ${ofHead[0]!.headline} (${ofHead[0]!.runId})`
        : null,
    chance: 1 / waysToChoose(2 * head.length, head.length),
  };
}

/** n over k. */
function waysToChoose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways *= (n - k + i) / i;
  return ways;
}
