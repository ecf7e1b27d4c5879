/** An answer of k6 as a step's reader sees it. */
import type { Response } from 'k6/http';
import type { Answer } from '../shop/answer.ts';
import { notJson } from '../shop/not-json.ts';

export function answerOf(response: Response): Answer {
  const header = (name: string): string => response.headers[name] ?? response.headers[asGoSpells(name)] ?? '';
  return {
    status: response.status,
    get body() {
      return typeof response.body === 'string' ? response.body : '';
    },
    json(path) {
      if (path === undefined) return response.json();
      const value = response.json(path);
      // k6 finds nothing in a page either, and "no errorCode" would read as ok.
      const instead =
        value === undefined && typeof response.body === 'string'
          ? notJson(response.body, header('Content-Type'), response.status)
          : null;
      if (instead !== null) throw new Error(instead);
      return value;
    },
    header,
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
