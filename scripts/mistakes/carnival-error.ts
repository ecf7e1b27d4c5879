/** An error that a person can act on. Whoever throws it adds the hint and the exit code; the command line only prints it. */
import { EXIT, type ExitCode } from './exit-codes.ts';

export interface CarnivalErrorOptions extends ErrorOptions {
  /** What to do about it: one clause, no full stop. */
  readonly hint?: string;
  /** The command's exit code; `EXIT.broken` by default. */
  readonly exitCode?: ExitCode;
}

export class CarnivalError extends Error {
  override readonly name: string = 'CarnivalError';
  readonly hint: string | null;
  readonly exitCode: ExitCode;

  /** @param message what happened, naming the subject and the value */
  constructor(message: string, { hint, exitCode = EXIT.broken, ...options }: CarnivalErrorOptions = {}) {
    super(message, options);
    this.hint = hint ?? null;
    this.exitCode = exitCode;
  }
}
