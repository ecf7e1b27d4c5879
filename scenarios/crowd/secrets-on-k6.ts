/** Headers that hold a secret. k6 gets the values by its environment; they are in no file. */
import encoding from 'k6/encoding';
import type { Secret } from '../shop/secrets.ts';
import type { Shop } from '../shop/shop.ts';

export function secretHeadersOf({ auth, headers }: Pick<Shop, 'auth' | 'headers'>): Record<string, string> {
  const made: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'object') made[name] = secretOf(value);
  if (auth?.kind === 'bearer') made.Authorization = `Bearer ${secretOf(auth.token)}`;
  if (auth?.kind === 'basic')
    made.Authorization = `Basic ${encoding.b64encode(`${secretOf(auth.user)}:${secretOf(auth.password)}`)}`;
  return made;
}

/** Empty only if somebody runs k6 without `carnival`, which refuses a variable that is not set. */
const secretOf = ({ env }: Secret): string => __ENV[env] ?? '';
