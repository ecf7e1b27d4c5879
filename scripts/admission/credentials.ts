/** Reads the secrets that a shop names from the environment, once, before anything starts. */
import {
  type Auth,
  type FixedAccess,
  fixedHeaders,
  isSecret,
  type Masked,
  masker,
  type Secret,
  type SecretReader,
} from '../../scenarios/shop/secrets.ts';
import type { Flaw, Mistake } from '../mistakes/plan-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface Credentials {
  /** On every request of the run. */
  readonly headers: Readonly<Record<string, string>>;
  readonly masked: Masked;
}

/** Capitals only: a secret that was written in place of a name would be shown as one. */
const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;
/** What a header carries after `Bearer`. @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
export const BEARER_TEXT = /^[A-Za-z0-9._~+/-]+=*$/;
/** Visible ASCII, with blanks inside: k6 and Node send the same bytes for it. */
const HEADER_TEXT = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;
/** Basic sends UTF-8. The first colon ends the user's name. @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
export const PASSWORD_TEXT = /^\P{Cc}+$/u;
export const USER_TEXT = /^[^\p{Cc}:]+$/u;
const LINE_END = 'a file read into it may end with a line break';

interface Use {
  readonly secret: Secret;
  readonly text: RegExp;
  /** What may stand in it. */
  readonly hint: string;
}

const secretReader = (env: Env): SecretReader => ({
  read: (name) => env[name],
  base64: (text) => Buffer.from(text, 'utf8').toString('base64'),
});

/**
 * @param mistakes gets one for each variable that is missing, empty or cannot be sent. Its value is never shown
 * @returns what to send, though only when there are no mistakes is it whole
 */
export function readCredentials(access: FixedAccess, env: Env, mistakes: Mistake[]): Credentials {
  const told = new Set<string>();
  for (const { secret, text, hint } of usesOf(access)) {
    const flaw = flawOf(secret.env, env[secret.env], text, hint);
    if (flaw === null || told.has(secret.env)) continue;
    told.add(secret.env);
    mistakes.push({ path: VARIABLE.test(secret.env) ? secret.env : 'env()', value: undefined, ...flaw });
  }
  const reader = secretReader(env);
  return { headers: fixedHeaders(access, reader), masked: masker(access, reader) };
}

function usesOf({ auth, headers = {} }: FixedAccess): readonly Use[] {
  const ofHeaders = Object.values(headers)
    .filter(isSecret)
    .map((secret) => ({ secret, text: HEADER_TEXT, hint: `use printable ASCII; ${LINE_END}` }));
  return auth == null ? ofHeaders : [...usesOfAuth(auth), ...ofHeaders];
}

function usesOfAuth(auth: Auth): readonly Use[] {
  if (auth.kind === 'bearer')
    return [
      { secret: auth.token, text: BEARER_TEXT, hint: `use letters, digits and - . _ ~ + /; ${LINE_END}` },
    ];
  const password = { secret: auth.password, text: PASSWORD_TEXT, hint: LINE_END };
  if (!isSecret(auth.user)) return [password];
  return [{ secret: auth.user, text: USER_TEXT, hint: `a user's name has no colon; ${LINE_END}` }, password];
}

function flawOf(name: string, value: string | undefined, text: RegExp, hint: string): Flaw | null {
  if (!VARIABLE.test(name))
    return {
      problem: 'is given no name of a variable',
      hint: 'write its name in capitals, and not the secret itself',
    };
  if (/^K6_/i.test(name))
    return {
      problem: 'would be taken by k6 as an option of its own',
      hint: 'use a name that does not begin with K6_',
    };
  if (value === undefined)
    return {
      problem: 'is not set in the environment',
      hint: 'the shop names it: export it before you start',
    };
  if (value === '')
    return { problem: 'is set, and empty', hint: 'check that the secret of your CI is there' };
  return text.test(value) ? null : { problem: 'holds a character that cannot be sent', hint };
}
