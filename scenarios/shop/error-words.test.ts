import { describe, expect, it } from 'vitest';
import { errorWords } from './error-words.ts';

describe('the words of an answer that failed', () => {
  it.each([
    {
      of: 'DRF',
      body: '{"detail":"CSRF Failed: CSRF token missing."}',
      want: 'CSRF Failed: CSRF token missing.',
    },
    { of: 'DRF, about all', body: '{"non_field_errors":["Wrong password."]}', want: 'Wrong password.' },
    {
      of: 'DRF, about a field',
      body: '{"username":["This field is required."],"city":["Not a valid choice."]}',
      want: 'username: This field is required.',
    },
    {
      of: 'DRF, as a list',
      body: '["Invalid hyperlink - No URL match."]',
      want: 'Invalid hyperlink - No URL match.',
    },
    { of: 'an order refused', body: '{"reason":"Basket is empty"}', want: 'Basket is empty' },
    { of: 'a nested error', body: '{"error":{"code":401,"message":"Token expired"}}', want: 'Token expired' },
    { of: 'a list of errors', body: '{"errors":[{"message":"no such field"}]}', want: 'no such field' },
    {
      of: 'OAuth',
      body: '{"error":"invalid_token","error_description":"it has expired"}',
      want: 'it has expired',
    },
    {
      of: 'a page',
      body: '<!doctype html><title>\n403  Forbidden</title><h1>CSRF</h1>',
      want: '403 Forbidden',
    },
    { of: 'a page without a title', body: '<html><h1>Bad Gateway</h1>', want: 'Bad Gateway' },
  ])('are found in the body of $of', ({ body, want }) => {
    expect(errorWords(body)).toBe(want);
  });

  it.each([
    '',
    'Forbidden',
    '{"user":"somebody@example.com"}',
    '{"detail":',
    '{"message":""}',
    '<p>no</p>',
    '[1]',
    '[]',
    '["somebody"]',
    '{}',
    '{"tags":["tea","green"]}',
    '{"username":["This field is required."],"id":7}',
    '{"jo@example.com":["This field is required."]}',
  ])('are not made from %j', (body) => {
    expect(errorWords(body)).toBeNull();
  });

  it('are short, and those of a long body are not looked for', () => {
    expect(errorWords(JSON.stringify({ message: 'x'.repeat(500) }))).toHaveLength(100);
    expect(errorWords(JSON.stringify({ message: 'x'.repeat(70_000) }))).toBeNull();
    expect(errorWords(JSON.stringify({ city: [`no ${'x'.repeat(500)}`] }))).toHaveLength(100);
    expect(errorWords(JSON.stringify([`no ${'x'.repeat(500)}`]))).toHaveLength(100);
  });
});
