/** An answer of k6 as a step's reader sees it. */
import type { Response } from 'k6/http';
import type { Answer } from '../shop/answer.ts';

export function answerOf(response: Response): Answer {
  return {
    status: response.status,
    get body() {
      return typeof response.body === 'string' ? response.body : '';
    },
    json: (path) => (path === undefined ? response.json() : jsonAt(response, path)),
    header: (name) => response.headers[name] ?? response.headers[asGoSpells(name)] ?? '',
    cookie: (name) => response.cookies[name]?.[0]?.value ?? '',
  };
}

/** A path that every JSON has: k6 gives nothing for it only where the body is none. */
const ANY_JSON = '!true';

/** k6 says nothing of a body that is not JSON when it is asked for a path. */
function jsonAt(response: Response, path: string): unknown {
  const value = response.json(path);
  if (value === undefined && response.json(ANY_JSON) === undefined) throw new Error(whatElse(response.body));
  // A double would round it, and two orders would have one number.
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return response.json(`${path}|@tostr`);
  return value;
}

/** Without a word of it, because it may hold anything. */
function whatElse(body: unknown): string {
  const begins = String(body).trimStart().slice(0, 1);
  if (begins === '') return 'it is empty';
  return begins === '<' ? 'it is a page, not JSON' : 'it is not JSON';
}

const spelled = new Map<string, string>();

/** Go's canonical form: the first letter of each part is a capital. */
function asGoSpells(name: string): string {
  const known = spelled.get(name);
  if (known !== undefined) return known;
  const canonical = name
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
    .join('-');
  spelled.set(name, canonical);
  return canonical;
}
