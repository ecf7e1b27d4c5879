/** Mistakes in what a command is given besides its plan. */
import { BEARER_TEXT } from '../admission/credentials.ts';
import type { Mistake } from '../mistakes/plan-error.ts';

/** An empty name would mean the working directory: `--runs "$RUNS"` with a variable that is not set. */
export const folderMistakes = (options: Readonly<Record<string, string | undefined>>): Mistake[] =>
  Object.entries(options).flatMap(([path, value]) =>
    value?.trim() === ''
      ? [{ path, value, problem: 'names nothing', hint: `name one, or leave ${path} out` }]
      : [],
  );

const TOKEN = 'CARNIVAL_ADMIN_TOKEN';

type Env = Readonly<Record<string, string | undefined>>;

export const tokenMistakes = (env: Env = process.env): Mistake[] => bearerMistakes(TOKEN, env);

/** The token itself is never shown. */
export function bearerMistakes(name: string, env: Env): Mistake[] {
  const token = env[name];
  if (token === undefined || BEARER_TEXT.test(token)) return [];
  const told = (problem: string, hint: string): Mistake[] => [
    { path: name, value: undefined, problem, hint },
  ];
  if (token === '')
    return told('is set, and empty', 'unset it, or check that the secret of your CI is there');
  return told(
    'holds a character that cannot be sent, such as a line break, a blank or a quotation mark',
    'use letters, digits and - . _ ~ + /; a file read into it may end with a line break',
  );
}
