/**
 * Secrets of a shop: named in shop.ts, known only to the environment. Runs inside k6 and in Node, so whoever calls says how a variable
 * is read and how base64 is made.
 */

/** Names a variable of the environment. Its value never lies in a plan, a file, a log or a report. */
export interface Secret {
  readonly env: string;
}
export type Auth =
  | { readonly kind: 'bearer'; readonly token: Secret }
  | { readonly kind: 'basic'; readonly user: string | Secret; readonly password: Secret };

export const env = (name: string): Secret => ({ env: name });
export const bearer = (token: Secret): Auth => ({ kind: 'bearer', token });
export const basic = (user: string | Secret, password: Secret): Auth => ({
  kind: 'basic',
  user,
  password,
});

export const isSecret = (value: unknown): value is Secret =>
  typeof value === 'object' && value !== null && 'env' in value && typeof value.env === 'string';

/** What a shop sends with every request of its own accord. Headers that are functions of the visit are none of its fixed ones. */
export interface FixedAccess {
  readonly auth?: Auth | null | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}
export interface SecretReader {
  /** The value of a variable, or undefined. In k6: `__ENV[name]`. */
  readonly read: (name: string) => string | undefined;
  /** Base64 of the text as UTF-8. In k6: `encoding.b64encode`. */
  readonly base64: (text: string) => string;
}

/** Every variable that these settings name, once. */
export function secretNames({ auth, headers = {} }: FixedAccess): readonly string[] {
  const ofAuth = auth == null ? [] : auth.kind === 'bearer' ? [auth.token] : [auth.user, auth.password];
  return [...new Set([...ofAuth, ...Object.values(headers)].filter(isSecret).map((secret) => secret.env))];
}

/**
 * The headers that are the same on every request: for the environment check, the audit and k6. A header that is written out wins over
 * `auth`. A variable that is missing is sent as nothing: Node has checked them all before anything starts.
 */
export function fixedHeaders(
  { auth, headers = {} }: FixedAccess,
  { read, base64 }: SecretReader,
): Readonly<Record<string, string>> {
  const textOf = (value: string | Secret): string => (isSecret(value) ? (read(value.env) ?? '') : value);
  const fixed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string' || isSecret(value)) fixed[name] = textOf(value);
  const isWritten = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  if (auth == null || isWritten) return fixed;
  fixed.Authorization =
    auth.kind === 'bearer'
      ? `Bearer ${textOf(auth.token)}`
      : `Basic ${base64(`${textOf(auth.user)}:${textOf(auth.password)}`)}`;
  return fixed;
}

/** Text without the values of secrets. */
export type Masked = (text: string) => string;

/**
 * Replaces each value by the name of its variable, also where it stands in JSON, in a URL, in a form or in a `Basic` header. For all that
 * is shown or written: a target may send back what it was sent.
 */
export function masker(access: FixedAccess, reader: SecretReader): Masked {
  const hidden = new Map<string, string>();
  const hide = (value: string | undefined, name: string): void => {
    if (value === undefined || value === '') return;
    const inJson = JSON.stringify(value).slice(1, -1);
    const inUrl = urlEncoded(value);
    for (const spelling of [value, inJson, inUrl, inUrl.replace(/%20/g, '+'), reader.base64(value)])
      if (!hidden.has(spelling)) hidden.set(spelling, `‹${name}›`);
  };
  for (const name of secretNames(access)) hide(reader.read(name), name);
  const { auth } = access;
  if (auth?.kind === 'basic') {
    const { Authorization } = fixedHeaders({ auth }, reader);
    hide(Authorization!.slice('Basic '.length), auth.password.env);
  }
  // The longest first: one value may begin another.
  const spellings = [...hidden.keys()].sort((a, b) => b.length - a.length);
  if (spellings.length === 0) return (text) => text;
  const pattern = new RegExp(
    spellings.map((spelling) => spelling.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('|'),
    'g',
  );
  return (text) => text.replace(pattern, (spelling) => hidden.get(spelling) ?? spelling);
}

/** A lone surrogate cannot be encoded. It cannot be sent either. */
function urlEncoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value;
  }
}
