/** What is wrong with a pack is one sentence, and the mistake of whoever named it. */
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';

export class PackError extends CarnivalError {
  readonly #problem: string;

  constructor(problem: string, cause?: unknown, file = 'this') {
    super(`${file} is no pack that can be judged: ${problem}`, {
      hint: 'ask for it again, or pack the run again: carnival pack runs/<id>',
      exitCode: EXIT.badPlan,
      cause,
    });
    this.#problem = problem;
  }

  /** The same of a file by its name: whoever reads an archive knows its bytes alone. */
  of(file: string): PackError {
    return new PackError(this.#problem, this.cause, file);
  }
}

export const packError = (problem: string, cause?: unknown): PackError => new PackError(problem, cause);
