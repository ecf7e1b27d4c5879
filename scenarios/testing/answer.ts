/** An answer as k6 would give it to a step's reader, for tests in Node. */
import type { Answer } from '../shop/answer.ts';

export interface Given {
  readonly status?: number;
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
}

export function answerOf({ status = 200, body = '', headers = {}, cookies = {} }: Given = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status,
    body: text,
    json: (path) => {
      const all: unknown = JSON.parse(text);
      return path === undefined ? all : at(all, path.split('.'));
    },
    header: (name) => byName.get(name.toLowerCase()) ?? '',
    cookie: (name) => cookies[name] ?? '',
  };
}

/** What the tests need of gjson: names, indexes, `@values`, `@dig:name`, and `#` for each or, at the end, for how many. */
function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (key === '@values') return at(isObject(value) ? Object.values(value) : [], rest);
  if (key.startsWith('@dig:')) return at(dug(value, key.slice('@dig:'.length)), rest);
  if (key !== '#') return isObject(value) && Object.hasOwn(value, key) ? at(value[key], rest) : undefined;
  if (!Array.isArray(value)) return undefined;
  if (rest.length === 0) return value.length;
  return value.flatMap((item) => {
    const found = at(item, rest);
    return found === undefined ? [] : [found];
  });
}

/** All values of that name, however deep. */
const dug = (value: unknown, name: string): readonly unknown[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, inner]) => [...(key === name ? [inner] : []), ...dug(inner, name)])
    : [];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
