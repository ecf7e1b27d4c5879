/** Cuts the response times of two runs into blocks of the same stretches of the campaign, step by step. */
import { type Block, pairOf, sumOf } from '../evidence/block-test.ts';
import type { StepTimes } from '../evidence/step-times.ts';
import { blockDifference } from './block-difference.ts';
import type { Difference } from './difference.ts';
import type { Extract } from './extract.ts';

/**
 * Beyond some thirty blocks there is next to nothing to gain, and longer ones have forgotten more (Schmeiser 1982). Fewer than eight would
 * need huge differences to be shown among many steps.
 */
const BLOCKS = 16;
/** k6 pushes once a second, so a block of one second may hold answers of another. */
const BLOCK_SECONDS_MIN = 2;

export interface TimesCompared {
  /** Null: every step. */
  readonly step: string | null;
  readonly base: TimesSeen;
  readonly head: TimesSeen;
  readonly difference: Difference;
  readonly blocks: number;
}
export interface TimesSeen {
  readonly answers: number;
  /** Null: nothing could be compared. Both are weighted by what a block can tell, so that their difference is the one that is tested. */
  readonly meanMs: number | null;
}

/** The whole first. Empty if one of the runs has no times. */
export function compareTimes(base: Extract, head: Extract): readonly TimesCompared[] {
  if (base.times === null || head.times === null) return [];
  const steps = stepsOf(base.times).filter((step) => stepsOf(head.times!).includes(step));
  if (steps.length === 0) return [];
  return [
    compareSteps(base, head, null, steps),
    ...steps.map((step) => compareSteps(base, head, step, [step])),
  ];
}

export const stepsOf = (times: readonly StepTimes[]): readonly string[] => [
  ...new Set(times.filter(({ answers }) => answers.length > 0).map(({ step }) => step)),
];

/** The phases that last equally long in both runs: there the same second means the same. */
export const samePhases = (base: Extract, head: Extract): readonly string[] =>
  base.phases
    .filter(({ phase, seconds }) =>
      head.phases.some((each) => each.phase === phase && each.seconds === seconds),
    )
    .map(({ phase }) => phase);

function compareSteps(
  base: Extract,
  head: Extract,
  step: string | null,
  steps: readonly string[],
): TimesCompared {
  const isHere = ({ phase, step: its }: StepTimes): boolean =>
    steps.includes(its) && phases.some((each) => each.phase === phase);
  const same = samePhases(base, head);
  const visited = new Set(base.times!.filter((each) => steps.includes(each.step)).map(({ phase }) => phase));
  const phases = base.phases.filter(({ phase }) => same.includes(phase) && visited.has(phase));
  const seconds = phases.reduce((all, phase) => all + phase.seconds, 0);
  const blockSeconds = Math.max(BLOCK_SECONDS_MIN, seconds / BLOCKS);
  const [ofBase, ofHead] = [base, head].map((run) => {
    const blocks = new Map<string, Block>();
    for (const times of run.times!.filter(isHere)) addBlocks(blocks, times, run, blockSeconds);
    return blocks;
  }) as [Map<string, Block>, Map<string, Block>];
  const places = [...ofBase.keys()].filter((key) => ofHead.has(key));
  const pairs = new Map<string, Block>();
  let baseSum = 0;
  for (const key of places) {
    const [one, other] = [ofHead.get(key)!, ofBase.get(key)!];
    const pair = pairOf(one, other);
    if (pair.weight > 0) baseSum += pair.weight * (other.sum / other.weight);
    const block = key.slice(key.indexOf('\n') + 1);
    pairs.set(block, sumOf([pairs.get(block) ?? { sum: 0, weight: 0 }, pair]));
  }
  const difference = blockDifference([...pairs.values()]);
  const { weight } = sumOf([...pairs.values()]);
  const baseMs = weight === 0 ? null : baseSum / weight;
  return {
    step,
    base: { answers: sumOf([...ofBase.values()]).weight, meanMs: baseMs },
    head: {
      answers: sumOf([...ofHead.values()]).weight,
      meanMs: baseMs === null ? null : baseMs + difference.difference,
    },
    difference,
    blocks: difference.blocks,
  };
}

/** By step and block: a step is compared with itself alone, whatever share of the block it has. */
function addBlocks(blocks: Map<string, Block>, times: StepTimes, run: Extract, blockSeconds: number): void {
  const { startSeconds, seconds } = run.phases.find(({ phase }) => phase === times.phase)!;
  const count = Math.max(1, Math.floor(seconds / blockSeconds));
  times.atSeconds.forEach((atSeconds, row) => {
    const middle = atSeconds + times.sliceSeconds / 2 - startSeconds;
    // What is answered after the phase's end belongs to its last block.
    const block = Math.min(count - 1, Math.max(0, Math.floor((middle * count) / seconds)));
    const key = `${times.step}\n${times.phase} ${block}`;
    const before = blocks.get(key) ?? { sum: 0, weight: 0 };
    blocks.set(key, sumOf([before, { sum: times.responseMs[row]!, weight: times.answers[row]! }]));
  });
}
