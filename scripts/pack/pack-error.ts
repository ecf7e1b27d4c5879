/** What is wrong with a pack is one sentence, and the mistake of whoever named it. */
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';

export const packError = (problem: string, cause?: unknown): CarnivalError =>
  new CarnivalError(`this is no pack that can be judged: ${problem}`, {
    hint: 'ask for it again, or pack the run again: carnival pack runs/<id>',
    exitCode: EXIT.badPlan,
    cause,
  });
