/** The gate over blocks: two builds that took turns on one machine (docs/ci.md, decision 103). */
import { plural } from '../../text/numbers.ts';
import { type Extract, whyNoEvidence } from '../extract.ts';
import { FALSE_ALARM_CHANCE, type GateResult, gate } from '../gate.ts';
import type { Tolerance } from '../tolerance.ts';
import { blockTests } from './block-tests.ts';
import { floorOf } from './floor.ts';
import { ownFailures, PAIRS_MIN } from './own-failures.ts';
import { pooled } from './pooled.ts';
import type { Turns } from './turns.ts';

export interface PairOfBlocks {
  readonly base: Extract;
  readonly head: Extract;
}

export interface BlockGateOptions {
  readonly tolerance: Tolerance;
  readonly attempts: number;
}

/** @param all at least one pair, in the order in which they ran */
export function gateBlocks(all: readonly PairOfBlocks[], { tolerance, attempts }: BlockGateOptions) {
  const judged = all.map((pair) => ({ pair, why: whyDropped(pair) }));
  const kept = judged.flatMap(({ pair, why }) => (why === null ? [pair] : []));
  const dropped = judged.flatMap(({ pair, why }) => (why === null ? [] : [{ ...idsOf(pair), why }]));
  const isEnough = kept.length >= PAIRS_MIN;
  const told = isEnough ? kept : all;
  const [base, head] = [told.map((pair) => pair.base), told.map((pair) => pair.head)];
  const own = ownFailures(base, head);
  const measured = isEnough ? floorOf(base) : null;
  const turns: Turns = {
    pairs: kept.map(idsOf),
    dropped,
    floor: measured?.floor ?? null,
    failed: { base: own.base, head: own.head },
  };
  const result = gate(
    pooled(base, `${plural(base.length, 'block')} of base`, own.base > 0),
    pooled(head, `${plural(head.length, 'block')} of head`, isEnough && own.isWorse),
    { tolerance, attempts, otherMachine: false },
    {
      tests: isEnough ? blockTests(base, head) : [],
      floorOf: measured?.of ?? (() => 0),
      blocked: isEnough ? [] : [tooFew(kept.length, dropped)],
      untold: own.untold === null ? [] : [own.untold],
      // Both together are the chance of a false alarm.
      chance: FALSE_ALARM_CHANCE - own.chance,
      more: (times) => `${plural(Math.ceil(kept.length * times), 'more pair')} of such blocks (--blocks)`,
    },
  );
  return { ...result, turns } satisfies GateResult;
}

const idsOf = ({ base, head }: PairOfBlocks) => ({ base: base.runId, head: head.runId });

function whyDropped({ base, head }: PairOfBlocks): string | null {
  const [ofBase, ofHead] = [whyNoEvidence(base), whyNoEvidence(head)];
  if (ofBase !== null) return `base: ${ofBase}`;
  return ofHead === null ? null : `head: ${ofHead}`;
}

function tooFew(kept: number, dropped: Turns['dropped']): string {
  const why =
    dropped[0] === undefined
      ? ''
      : `; ${plural(dropped.length, 'pair')} had a block without evidence (${dropped[0].why})`;
  const takes =
    dropped.length === 0
      ? `ask for ${PAIRS_MIN} pairs or more with --blocks`
      : 'less load (--scale), longer blocks, or more pairs (--blocks)';
  return `only ${plural(kept, 'pair')} of blocks can be used, and it takes ${PAIRS_MIN}${why}: ${takes}`;
}
