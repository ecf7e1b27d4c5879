/** An answer of k6 as a step's reader sees it. */
import type { Response } from 'k6/http';
import type { Answer } from '../shop/answer.ts';

export function answerOf(response: Response): Answer {
  const header = (name: string): string => response.headers[name] ?? response.headers[asGoSpells(name)] ?? '';
  return {
    status: response.status,
    get body() {
      return typeof response.body === 'string' ? response.body : '';
    },
    json: (path) => (path === undefined ? response.json() : jsonAt(response, path)),
    header,
    cookie: (name) => response.cookies[name]?.[0]?.value ?? '',
  };
}

/** A path that every JSON has: k6 gives nothing for it only where the body is none. */
const ANY_JSON = '!true';

/** k6 says nothing of a body that is not JSON when it is asked for a path. */
function jsonAt(response: Response, path: string): unknown {
  const value = response.json(path);
  if (value === undefined && response.json(ANY_JSON) === undefined) throw new Error(whatElse(response));
  return value;
}

/** Without a word of the body, because it may hold anything. */
function whatElse({ body, headers, status }: Response): string {
  if (String(body).trim() === '') return `it is empty (HTTP ${status})`;
  const [type = ''] = (headers['Content-Type'] ?? '').split(';');
  return `it is not JSON (${type === '' ? '' : `${type}, `}HTTP ${status})`;
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
