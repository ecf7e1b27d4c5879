/** Every difference between the blocks of two builds that is tested. */
import type { Block } from '../../evidence/block-test.ts';
import type { Extract } from '../extract.ts';
import { stepsOf } from '../step-blocks.ts';
import { shareTests, type Tested, timeTest } from '../tests-of.ts';
import { meanDifference } from './mean-difference.ts';
import { pooled } from './pooled.ts';

export const blockTests = (base: readonly Extract[], head: readonly Extract[]): readonly Tested[] => [
  ...shareTests(pooled(base, 'base', false), pooled(head, 'head', false)),
  ...timeTests(base, head),
];

function timeTests(base: readonly Extract[], head: readonly Extract[]): readonly Tested[] {
  const all = [...base, ...head];
  if (all.some(({ times }) => times === null)) return [];
  const steps = stepsOf(all[0]!.times!).filter((step) =>
    all.every((run) => stepsOf(run.times!).includes(step)),
  );
  if (steps.length === 0) return [];
  const shares = new Map(steps.map((step) => [step, sumsOf(all, step)]));
  return [
    // Each block with the same mix of steps: a slow step that came more often is no slower build.
    blocksTest(null, mixed(base, shares), mixed(head, shares)),
    ...steps.map((step) =>
      blocksTest(
        step,
        base.map((run) => blockOf(run, step)),
        head.map((run) => blockOf(run, step)),
      ),
    ),
  ];
}

function blocksTest(step: string | null, base: readonly Block[], head: readonly Block[]): Tested {
  const { baseMean, headMean, blocks, ...difference } = meanDifference(base, head);
  const seen = (figure: number | null, of: readonly Block[]) => ({
    figure,
    n: of.reduce((sum, { weight }) => sum + weight, 0),
  });
  return timeTest(step, { base: seen(baseMean, base), head: seen(headMean, head), blocks, difference });
}

/** A run's answers at one step, as one sample. */
function blockOf({ times }: Extract, step: string): Block {
  let [sum, weight] = [0, 0];
  for (const each of times!.filter((one) => one.step === step))
    each.answers.forEach((answers, row) => {
      sum += each.responseMs[row]!;
      weight += answers;
    });
  return { sum, weight };
}

const sumsOf = (runs: readonly Extract[], step: string): number =>
  runs.reduce((answers, run) => answers + blockOf(run, step).weight, 0);

/** Each step's mean with its share of the answers of all blocks. */
function mixed(runs: readonly Extract[], shares: ReadonlyMap<string, number>): readonly Block[] {
  const all = [...shares.values()].reduce((sum, share) => sum + share, 0);
  return runs.map((run) => {
    let [mean, answers] = [0, 0];
    for (const [step, share] of shares) {
      const { sum, weight } = blockOf(run, step);
      mean += (share / all) * (sum / weight);
      answers += weight;
    }
    return { sum: mean * answers, weight: answers };
  });
}
