import type { Response } from 'k6/http';
import { describe, expect, it } from 'vitest';
import { answerOf } from './answer-on-k6.ts';

/** As k6 2.2 answers: nothing for a path in a body that is not JSON, and a path of its own for `undefined`. */
const responseOf = (body: string | null, changes: Partial<Response> = {}): Response =>
  ({
    status: 200,
    body,
    headers: { Etag: '"x"', 'X-Request-Id': '7' },
    cookies: { csrftoken: [{ name: 'csrftoken', value: 'c' }], gone: [] },
    json: (...given: readonly unknown[]) => {
      let all: Readonly<Record<string, unknown>>;
      try {
        all = JSON.parse(String(body));
      } catch (error) {
        if (given.length > 0) return undefined;
        throw error;
      }
      if (given.length === 0) return all;
      const [name = '', modifier] = String(given[0]).split('|');
      if (modifier === '@tostr') return /\d{17,}/.exec(String(body))?.[0];
      return name === '!true' ? true : all[name];
    },
    ...changes,
  }) as unknown as Response;

describe('an answer of k6', () => {
  it('is JSON at a path, and all of it without one', () => {
    const answer = answerOf(responseOf('{"a":1}'));
    expect([answer.json('a'), answer.json('b'), answer.json()]).toEqual([1, undefined, { a: 1 }]);
  });

  it('has every digit of a number that JavaScript would round: two orders must not have one number', () => {
    const { json } = answerOf(responseOf('{"a":1000000000000000001,"b":9007199254740991}'));
    expect([json('a'), json('b')]).toEqual(['1000000000000000001', 9_007_199_254_740_991]);
  });

  it.each([
    { body: '<html>', type: 'text/html; charset=utf-8', want: 'it is not JSON (text/html, HTTP 200)' },
    { body: 'secret=7', type: undefined, want: 'it is not JSON (HTTP 200)' },
    { body: ' \n', type: 'application/json', want: 'it is empty (HTTP 200)' },
  ])('whose body is $body cannot be read as JSON, at a path or without', ({ body, type, want }) => {
    const headers = type === undefined ? {} : { 'Content-Type': type };
    const answer = answerOf(responseOf(body, { headers }));
    expect(() => answer.json('a')).toThrow(new Error(want));
    expect(() => answer.json()).toThrow();
  });

  it('has headers in any case, and cookies by name', () => {
    const { header, cookie } = answerOf(responseOf(''));
    expect(['etag', 'ETag', 'x-request-id', 'x-other'].map(header)).toEqual(['"x"', '"x"', '7', '']);
    expect(['csrftoken', 'gone', 'other'].map(cookie)).toEqual(['c', '', '']);
  });

  it('has an empty body where k6 threw it away', () => {
    expect(answerOf(responseOf(null)).body).toBe('');
  });
});
