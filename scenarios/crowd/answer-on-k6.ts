/** An answer of k6 as a step's reader sees it. */
import type { Response } from 'k6/http';
import type { Answer } from '../shop/answer.ts';

export function answerOf(response: Response): Answer {
  return {
    status: response.status,
    get body() {
      return typeof response.body === 'string' ? response.body : '';
    },
    json: (path) => response.json(path),
    header: (name) => response.headers[name] ?? response.headers[asGoSpells(name)] ?? '',
    cookie: (name) => response.cookies[name]?.[0]?.value ?? '',
  };
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
