import { describe, expect, it } from 'vitest';
import { answerOf } from '../testing/answer.ts';
import { looksWrong } from './looks-wrong.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('an answer of 200', () => {
  it.each([
    { body: { data: null, errors: [{ message: 'no' }] }, want: 'the body has errors' },
    { body: { data: { add: { errorCode: 'NO_STOCK' } } }, want: 'the body has an errorCode' },
    { body: '{ "data": { "add": { "errorCode": "NO_STOCK" } } }', want: 'the body has an errorCode' },
    { body: { error: 'sold out' }, want: 'the body has an error' },
    { body: { error: { code: 7 } }, want: 'the body has an error' },
    { body: { success: false }, want: 'the body says success: false' },
    { body: '{"error": oops', want: 'the body is not JSON' },
    { body: '<html><title>502 Bad Gateway</title>', want: 'the body is an error page' },
    { body: '\n  <!doctype html><TITLE>Page not found</TITLE>', want: 'the body is an error page' },
    { body: '<title>Down for maintenance</title>', want: 'the body is an error page' },
  ])('looks wrong: $want', ({ body, want }) => {
    expect(looksWrong(answerOf({ body, headers: JSON_TYPE }))).toBe(want);
  });

  it.each([
    { given: 'an empty body', body: '' },
    { given: 'an object', body: { data: { order: { code: 'A' } } } },
    { given: 'an empty list of errors', body: { errors: [], data: {} } },
    { given: 'no error code', body: { data: { errorCode: null } } },
    { given: 'success', body: { success: true } },
    { given: 'an error that is null', body: { error: null } },
    { given: 'an error that is false', body: { error: false } },
    { given: 'an error of 0, which is none', body: { error: 0 } },
    { given: 'an empty error', body: { error: '' } },
    { given: 'a list', body: [{ error: 'of an item' }] },
    { given: 'a page', body: '<html><title>Tea, coffee and terrors</title>' },
    { given: 'a page that tells of an error in its text', body: '<title>Tea</title><p>error</p>' },
    { given: 'a text', body: 'error' },
  ])('looks right: $given', ({ body }) => {
    expect(looksWrong(answerOf({ body, headers: JSON_TYPE }))).toBeNull();
  });

  it('that begins like JSON and is none looks right if it never said that it was', () => {
    expect(looksWrong(answerOf({ body: '{"error": template' }))).toBeNull();
  });

  it('is not parsed if it is long, because errors are short', () => {
    expect(looksWrong(answerOf({ body: { error: 'x'.repeat(65_536) } }))).toBeNull();
  });
});
