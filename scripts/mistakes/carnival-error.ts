/** An error that a person can act on. Whoever throws it adds the hint and the exit code; the command line only prints it. */
import { fillEnd, widthOf } from '../text/width.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

export interface CarnivalErrorOptions extends ErrorOptions {
  /** What to do about it: one clause, no full stop. Further lines are details of it. */
  readonly hint?: string;
  /** The command's exit code; `EXIT.broken` by default. */
  readonly exitCode?: ExitCode;
}

export class CarnivalError extends Error {
  override readonly name: string = 'CarnivalError';
  readonly hint: string | null;
  readonly exitCode: ExitCode;

  /** @param message what happened, naming the subject and the value; a clause without a full stop */
  constructor(message: string, { hint, exitCode = EXIT.broken, ...options }: CarnivalErrorOptions = {}) {
    super(message, options);
    this.hint = hint ?? null;
    this.exitCode = exitCode;
  }

  /** The message in the language of its reader. */
  saidIn(words: Words): string {
    return words.message(this.message);
  }
}

const HINT_INDENT = '  ';

/** The hint below its message. Its further lines are aligned with its first word. */
export function printHint(hint: string, words: Words = en): string {
  const lead = `${HINT_INDENT}${words.mistake.hint}`;
  return lead + words.message(hint).replaceAll('\n', `\n${fillEnd('', widthOf(lead))}`);
}

/** An error as the command line shows it, and the exit code. */
export interface Printed {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** @param thrown anything but a CarnivalError is a bug of Carnival */
export function printError(thrown: unknown, words: Words = en): Printed {
  const error = thrown instanceof CarnivalError ? thrown : defect(thrown);
  const { hint, exitCode } = error;
  // A mistake of the user's needs no stack; what broke may.
  const wantsStack = Boolean(process.env.CARNIVAL_DEBUG) && exitCode === EXIT.broken;
  const message = wantsStack ? (error.stack ?? error.message) : error.saidIn(words);
  return { text: hint === null ? message : `${message}\n${printHint(hint, words)}`, exitCode };
}

function defect(thrown: unknown): CarnivalError {
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  const hint = 'CARNIVAL_DEBUG=1 shows where in the code';
  const error = new CarnivalError(`carnival: ${cause.message}`, { cause, hint });
  error.stack = `carnival: ${cause.stack ?? cause.message}`;
  return error;
}
