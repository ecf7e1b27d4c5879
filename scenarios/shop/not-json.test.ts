import { describe, expect, it } from 'vitest';
import { notJson } from './not-json.ts';

describe('a body', () => {
  it.each(['{}', ' {"a":1}\n', '[1,2]', '"text"', '-1.5e3', 'true', 'null', '', '  '])(
    'may be JSON: %j',
    (body) => {
      expect(notJson(body, 'text/html', 200)).toBeNull();
    },
  );

  it.each(['<!doctype html>', '{"a":1', '[1,', 'ok', 'nullify', '--boundary'])('is not JSON: %j', (body) => {
    expect(notJson(body, 'text/html; charset=utf-8', 502)).toBe('it is not JSON (text/html, HTTP 502)');
  });

  it('of no type is told by its status alone', () => {
    expect(notJson('oops', '', 200)).toBe('it is not JSON (HTTP 200)');
  });
});
