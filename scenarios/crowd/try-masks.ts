/**
 * What `carnival try` hides: people paste its output into tickets. Secrets of the shop, columns of its accounts, and what a session took,
 * if their names say that they are secret.
 */
import type { FixedAccess, Masked, SecretReader } from '../shop/secrets.ts';
import { masker, secretNames } from '../shop/secrets.ts';
import type { Visit } from '../shop/visit.ts';

const SECRET_NAME = /pass|token|secret|session|auth|api.?key|credential|^sid$|\bpin\b/i;
/** What is shorter stands in other words too, and is no secret. */
const CHARACTERS_MIN = 4;
/** Of a hidden value, enough to see that it is another one than before: at most a quarter. */
const SHOWN_CHARACTERS_MAX = 4;
const VALUE_CHARACTERS_MAX = 120;

const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

/** @param visit the session now: it takes more with each answer */
export function masksOf(
  access: FixedAccess,
  reader: SecretReader,
  { account, kept }: Pick<Visit, 'account' | 'kept'>,
): Masked {
  const values = new Map<string, string>();
  for (const texts of [account, kept])
    for (const name of Object.keys(texts))
      if (isSecretName(name) && texts[name]!.length >= CHARACTERS_MIN) values.set(name, texts[name]!);
  const all = [...secretNames(access), ...values.keys()];
  const headers = Object.fromEntries(all.map((name) => [name, { env: name }]));
  return masker(
    { auth: access.auth, headers: { ...access.headers, ...headers } },
    { read: (name) => values.get(name) ?? reader.read(name), base64: reader.base64 },
  );
}

/** A taken value for people. */
export function shownValue(name: string, value: string, masked: Masked): string {
  if (isSecretName(name)) {
    const shown = Math.min(SHOWN_CHARACTERS_MAX, Math.floor(value.length / SHOWN_CHARACTERS_MAX));
    return `${value.slice(0, shown)}… (${value.length} characters)`;
  }
  const text = masked(value);
  return text.length > VALUE_CHARACTERS_MAX ? `${text.slice(0, VALUE_CHARACTERS_MAX - 1)}…` : text;
}
