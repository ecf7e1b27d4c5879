/** `carnival gate`: whether a run is worse than a baseline by more than a tolerance, for a CI (docs/ci.md). */
import { join } from 'node:path';
import type { Extract } from '../compare/extract.ts';
import { type GateResult, gate } from '../compare/gate.ts';
import { printGate } from '../compare/print-gate.ts';
import { DEFAULT_TOLERANCE, type Tolerance, TURNS_TOLERANCE, withTolerance } from '../compare/tolerance.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { printOptions } from '../outputs/index.ts';
import { paint, say } from '../text/terminal.ts';
import { languageFrom, wordsOf } from '../words/language.ts';
import type { Words } from '../words/words.ts';
import { type AbOptions, abMistakes } from './ab/ab-options.ts';
import { type AbArguments, withTurns } from './ab/gate-ab.ts';
import { extractFrom } from './extract-from.ts';
import { folderMistakes } from './option-mistakes.ts';
import { type RehearseArguments, rehearsed } from './rehearse.ts';
import { requireWritable, writeNamed } from './write-named.ts';

export interface GateArguments extends RehearseArguments, AbOptions {
  readonly baseline?: string;
  readonly saveBaseline?: string;
  readonly tolerance: readonly string[];
  readonly onInconclusive: string;
  readonly otherMachine?: boolean;
  readonly json?: string;
}

/** @param run a run that is over; without it, one is rehearsed */
export async function gateCommand(run: string | undefined, options: GateArguments): Promise<ExitCode> {
  const policy = policyOf(options.onInconclusive);
  const byTurns = options.ab !== undefined;
  const tolerance = tolerancesIn(options.tolerance, byTurns ? TURNS_TOLERANCE : DEFAULT_TOLERANCE);
  const mistakes = [
    ...folderMistakes({
      ...{ '--baseline': options.baseline, '--save-baseline': options.saveBaseline, '--json': options.json },
    }),
    ...tolerance.mistakes,
    ...(policy === null ? [policyMistake(options.onInconclusive)] : []),
    ...abMistakes(run, options),
    ...(byTurns ? [] : usageMistakes(run, options, policy)),
  ];
  const attempts = 1 + (policy?.retries ?? 0);
  if (options.json !== undefined && mistakes.length === 0) await requireWritable(options.json, '--json');
  if (byTurns)
    return withTurns(options as AbArguments, { tolerance: tolerance.value, attempts, mistakes }, (gate) =>
      decided(gate.ask, policy!, options, [join(gate.folder, 'gate.json')]),
    );
  if (mistakes.length > 0 || policy === null) throw new PlanError('command line', mistakes);
  const words = wordsOf(languageFrom(options.lang, process.env));
  if (options.saveBaseline !== undefined) return saveBaseline(options.saveBaseline, run!, words);
  // Read first: nobody should rehearse for minutes to hear that the baseline is not there.
  const base = await extractFrom(options.baseline!);
  const ask = async (): Promise<GateResult | null> => {
    const head = await headOf(run, options);
    return head === null
      ? null
      : gate(base, head, {
          ...{ tolerance: tolerance.value, attempts, otherMachine: options.otherMachine ?? false },
        });
  };
  return decided(ask, policy, options, []);
}

/**
 * @param ask rehearses, and compares; null: interrupted
 * @param files where the result is kept besides `--json`
 */
async function decided(
  ask: () => Promise<GateResult | null>,
  policy: Policy,
  options: GateArguments,
  files: readonly string[],
): Promise<ExitCode> {
  const words = wordsOf(languageFrom(options.lang, process.env));
  for (let left = policy.retries; ; left--) {
    const result = await ask();
    if (result === null) return EXIT.interrupted;
    paint(process.stdout, printGate(result, printOptions(process.stdout, options)));
    for (const file of [...files, ...(options.json === undefined ? [] : [options.json])])
      await writeNamed(
        file,
        file === options.json ? '--json' : '--runs',
        `${JSON.stringify(result, null, 2)}\n`,
      );
    if (result.outcome !== 'cannot-tell' || left === 0) return exitOf(result, policy, words);
    say(process.stderr, words.compare.gate.again(String(left)));
  }
}

/** Null: interrupted, before there was anything to judge or while there was. */
async function headOf(run: string | undefined, options: GateArguments): Promise<Extract | null> {
  if (run !== undefined) return extractFrom(run);
  const { folder, verdict } = await rehearsed(options);
  return verdict === null || verdict.interrupted ? null : extractFrom(folder);
}

interface Policy {
  readonly passes: boolean;
  readonly retries: number;
}

function exitOf({ outcome, exitCode }: GateResult, { passes }: Policy, { compare }: Words): ExitCode {
  if (outcome !== 'cannot-tell' || !passes) return exitCode;
  say(process.stderr, compare.gate.passes);
  return EXIT.pass;
}

const RETRIES_MAX = 5;

/** Null: it is none. */
function policyOf(written: string): Policy | null {
  if (written === 'fail') return { passes: false, retries: 0 };
  if (written === 'pass-with-warning') return { passes: true, retries: 0 };
  const retries = Number(/^retry=(\d)$/.exec(written)?.[1] ?? 0);
  return retries >= 1 && retries <= RETRIES_MAX ? { passes: false, retries } : null;
}

const policyMistake = (value: string): Mistake => ({
  path: '--on-inconclusive',
  value,
  problem: 'is none of fail, pass-with-warning and retry=N',
  hint: `write retry=2, or another number from 1 to ${RETRIES_MAX}`,
});

function tolerancesIn(
  written: readonly string[],
  before: Tolerance,
): { value: Tolerance; mistakes: readonly Mistake[] } {
  let value = before;
  const mistakes: Mistake[] = [];
  for (const each of written) {
    const next = withTolerance(value, each);
    if (next !== null) value = next;
    else
      mistakes.push({
        ...{ path: '--tolerance', value: each, problem: 'is no tolerance' },
        hint: 'write share=0.1 (points), time=25% or time=5ms (the larger of the two counts)',
      });
  }
  return { value, mistakes };
}

function usageMistakes(run: string | undefined, options: GateArguments, policy: Policy | null): Mistake[] {
  const { baseline, saveBaseline: file } = options;
  if (file !== undefined)
    return run === undefined
      ? [
          mistake(
            '--save-baseline',
            file,
            'is given without a run',
            'name its folder: --save-baseline base.json runs/<id>',
          ),
        ]
      : [];
  const without =
    baseline === undefined
      ? [mistake('--baseline', undefined, 'is missing', 'name a baseline, or the folder of a run')]
      : [];
  return policy !== null && policy.retries > 0 && run !== undefined
    ? [
        ...without,
        mistake(
          '--on-inconclusive',
          options.onInconclusive,
          'needs a run that can be made again',
          `leave ${run} out, or choose fail`,
        ),
      ]
    : without;
}

const mistake = (path: string, value: unknown, problem: string, hint: string): Mistake => ({
  ...{ path, value, problem, hint },
});

async function saveBaseline(file: string, run: string, words: Words): Promise<ExitCode> {
  const extract = await extractFrom(run);
  await writeNamed(file, '--save-baseline', `${JSON.stringify(extract)}\n`);
  const outcome = words.outcome[extract.outcome].toLowerCase();
  say(process.stdout, words.compare.gate.saved(extract.runId, outcome, file));
  return EXIT.pass;
}
