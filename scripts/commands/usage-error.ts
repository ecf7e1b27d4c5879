/** Prints commander's errors like all other errors. */
import type { CommanderError } from 'commander';
import { CarnivalError, type Printed, printError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import type { Words } from '../words/words.ts';

/** `error: unknown option '--pase'`, and on a second line perhaps `(Did you mean --pace?)`. */
const WITH_SUGGESTION = /^(.*)\n\(Did you mean (.*)\?\)$/s;
/** `error: option '--shop-port <port>' argument 'abc' is invalid. A port is …`: our own reason comes last. */
const WITH_REASON = /^(.* is invalid)\. (.*)$/s;

/** A plan without its flag, as most people write it first. */
const TOO_MANY = /^too many arguments for '(?:rehearse|forecast|try|shop)'/;
const PLAN_HINT = 'a plan is named by its flag: --plan plan.json';
/** A file behind `--json`, which `gate` takes. */
const TOO_MANY_RUNS = /^too many arguments for 'compare'/;
const RUNS_HINT = 'it takes two runs; --json prints, so write it into a file with > out.json';
/** Commander's own reason, for the words that all other mistakes have. */
const CHOICES = /^Allowed choices are (.*)\.$/;

/** Commander also throws after it has shown a help text. Then there is nothing left to print. */
export function printUsageError({ message, code, exitCode }: CommanderError, words: Words): Printed {
  if (exitCode === 0) return { text: '', exitCode: EXIT.pass };
  if (code === 'commander.help') return { text: '', exitCode: EXIT.badPlan };
  const [problem, hint] = problemAndHint(message.replace(/^error: /, ''));
  return printError(new CarnivalError(problem, { hint, exitCode: EXIT.badPlan }), words);
}

function problemAndHint(message: string): [problem: string, hint: string] {
  const suggested = WITH_SUGGESTION.exec(message);
  if (suggested !== null) return [suggested[1]!, `did you mean ${suggested[2]}?`];
  const reasoned = WITH_REASON.exec(message);
  if (reasoned !== null) return [reasoned[1]!, reasoned[2]!.replace(CHOICES, 'there are: $1')];
  if (TOO_MANY.test(message)) return [message, PLAN_HINT];
  if (TOO_MANY_RUNS.test(message)) return [message, RUNS_HINT];
  return [message, 'add --help to see what it takes'];
}
