/** What differs between two values of JSON, path by path. Lists of named things are compared by their names. */

export interface Change {
  /** `phases.burst.calendarMinutes` */
  readonly path: string;
  /** Left out: it is not there. */
  readonly base?: unknown;
  readonly head?: unknown;
}

export function changesBetween(base: unknown, head: unknown, path = ''): readonly Change[] {
  if (isSame(base, head)) return [];
  const [one, other] = [byName(base), byName(head)];
  if (one === null || other === null) return [changeOf(path, base, head)];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) =>
    changesBetween(own(one, key), own(other, key), path === '' ? key : `${path}.${key}`),
  );
}

/** Something may be named `constructor`, which every object has. */
const own = (parts: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(parts, key) ? parts[key] : undefined;

const changeOf = (path: string, base: unknown, head: unknown): Change => ({
  path,
  ...(base === undefined ? {} : { base }),
  ...(head === undefined ? {} : { head }),
});

/** Both come from JSON. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The parts of a value that has parts with names; null for all others. */
function byName(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return value as Record<string, unknown>;
  const names = value.map((item) => nameOf(item));
  if (names.includes(null) || new Set(names).size < names.length) return null;
  return Object.fromEntries(value.map((item, i) => [names[i], item]));
}

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const { name, id } = item as { readonly name?: unknown; readonly id?: unknown };
  return typeof name === 'string' ? name : typeof id === 'string' ? id : null;
}
