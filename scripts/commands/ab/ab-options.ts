/** What `carnival gate --ab` is given besides a rehearsal's options, and which options make no sense with it. */
import { PAIRS_MIN } from '../../compare/ab/own-failures.ts';
import type { Mistake } from '../../mistakes/plan-error.ts';
import { AUTO_PACE } from '../plan-from.ts';
import type { RehearseArguments } from '../rehearse.ts';

export interface AbOptions {
  /** A command for the shell that starts the base, and stays in the foreground. */
  readonly ab?: string;
  /** Where the base listens, like --target. */
  readonly abTarget?: readonly string[];
  /** A command that starts the head. Left out: the embedded shop, or what listens at --target already. */
  readonly head?: string;
  /** How many pairs of blocks, as written. */
  readonly blocks?: string;
}

type Given = AbOptions &
  Partial<RehearseArguments> & {
    readonly baseline?: string;
    readonly saveBaseline?: string;
    readonly otherMachine?: boolean;
  };

/** Eight pairs leave room for two whose load was not valid. */
export const PAIRS = 8;
const PAIRS_MAX = 100;

export const pairsOf = (written: string | undefined): number =>
  written === undefined ? PAIRS : Number(written);

export function abMistakes(run: string | undefined, options: Given): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const tell = (path: string, value: unknown, problem: string, hint: string): void => {
    mistakes.push({ path, value, problem, hint });
  };
  const { ab, abTarget = [], head, blocks, target = [] } = options;
  if (ab === undefined) {
    for (const [path, value] of [
      ['--ab-target', abTarget[0]],
      ['--head', head],
      ['--blocks', blocks],
    ] as const)
      if (value !== undefined)
        tell(path, value, 'is for --ab, which is not given', `add --ab, or leave ${path} out`);
    return mistakes;
  }
  for (const [path, value] of [
    ['--ab', ab],
    ['--head', head],
  ] as const)
    if (value?.trim() === '') tell(path, value, 'starts nothing', 'write a command for the shell');
  if (abTarget.length === 0)
    tell(
      '--ab-target',
      undefined,
      'is missing',
      'say where the base listens: --ab-target http://127.0.0.1:7201',
    );
  if (head !== undefined && target.length === 0)
    tell('--target', undefined, 'is missing', 'say where the head listens: --target http://127.0.0.1:7101');
  if (options.shop !== undefined && target.length === 0)
    tell('--target', undefined, 'is missing for a shop of your own', 'say where the head listens');
  for (const both of target.filter((one) => abTarget.includes(one)))
    tell('--ab-target', both, 'is the target of the head too', 'let base and head listen at two ports');
  if (
    blocks !== undefined &&
    !(/^\d+$/.test(blocks) && Number(blocks) >= PAIRS_MIN && Number(blocks) <= PAIRS_MAX)
  )
    tell(
      '--blocks',
      blocks,
      'is no number of pairs',
      `write a whole number from ${PAIRS_MIN} to ${PAIRS_MAX}`,
    );
  const without = (path: string, value: unknown, why: string): void => {
    if (value !== undefined && value !== false) tell(path, value, why, `leave ${path} out, or --ab`);
  };
  const another = 'is another base than the one that --ab starts';
  without('--baseline', options.baseline, another);
  without('--save-baseline', options.saveBaseline, 'saves one run, and --ab makes many');
  without('a run', run, 'is over, and --ab rehearses');
  without('--other-machine', options.otherMachine, 'is about another machine, and --ab uses one');
  without('--web', options.web, 'shows one run, and --ab makes many');
  without('--audit', options.audit, 'looks up the orders of one target, and --ab has two');
  without('--keep-books', options.keepBooks, "is about one run's books, and --ab makes many runs");
  if (options.pace === AUTO_PACE)
    tell('--pace', AUTO_PACE, 'would find another pace for each block', 'give a number');
  return mistakes;
}
