import { describe, expect, it } from 'vitest';
import { RemarkBook } from './remarks.ts';

describe('the remarks of a VU', () => {
  it('have what failed answers said, with secrets masked, and are taken once', () => {
    const book = new RemarkBook((text) => text.replaceAll('s3cret', '‹TOKEN›'));
    book.error('login', 'HTTP 401: s3cret has expired');
    book.error('login', 'HTTP 401: s3cret has expired');
    book.cause('login', 'failed: s3cret');
    expect(book.take()).toEqual({
      causes: { login: { 'failed: ‹TOKEN›': 1 } },
      errors: { login: { 'HTTP 401: ‹TOKEN› has expired': 2 } },
    });
    expect(book.take()).toBeNull();
  });

  it('are bounded: the eleventh of a step’s words, and all after it, are counted together', () => {
    const book = new RemarkBook();
    for (let i = 0; i < 30; i += 1) book.error('login', `HTTP 500: request ${i}`);
    const said = book.take()!.errors!.login!;
    expect(Object.keys(said)).toHaveLength(11);
    expect(said['other causes']).toBe(20);
  });
});
