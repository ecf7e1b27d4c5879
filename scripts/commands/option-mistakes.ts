/** Mistakes in what a command is given besides its plan. */
import { BEARER_TEXT } from '../admission/credentials.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { PASSWORD_VARIABLE } from '../rehearsal/prometheus/access.ts';

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

/** Whoever guesses it reads the run's figures, and can write to them while it lasts. bcrypt looks at no more than 72 bytes. */
const PASSWORD = {
  pattern: /^[\x21-\x7e]{16,72}$/,
  problem: 'is no password of 16 to 72 characters without blanks',
} as const;

/** The password itself is never shown. */
export const passwordMistakes = (env: Env = process.env): Mistake[] => {
  const password = env[PASSWORD_VARIABLE];
  if (password === undefined || PASSWORD.pattern.test(password)) return [];
  const hint = 'make one with `openssl rand -hex 16`, or unset it: then each run makes its own';
  return [{ path: PASSWORD_VARIABLE, value: undefined, problem: PASSWORD.problem, hint }];
};
