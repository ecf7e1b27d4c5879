/** An error that a person can act on. It carries its hint and its exit code from where it is thrown; the top only prints it. */
import { EXIT, type ExitCode } from './exit-codes.ts';

export interface CarnivalErrorOptions extends ErrorOptions {
  /** What to do about it: one clause, no full stop. */
  readonly hint?: string;
  /** How the command ends; `EXIT.broken` when left out. */
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
