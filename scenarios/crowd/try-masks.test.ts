import { describe, expect, it } from 'vitest';
import { bearer, env } from '../shop/secrets.ts';
import { masksOf, shownValue } from './try-masks.ts';

const READER = {
  read: (name: string) => ({ STAGING_KEY: 'k-4711-staging' })[name],
  base64: (text: string) => Buffer.from(text).toString('base64'),
};
const masked = masksOf({ auth: bearer(env('STAGING_KEY')) }, READER, {
  account: { username: 'anna', password: 'p"ss wörd', pin: '12' },
  kept: { csrftoken: 'csrf-0123456789', basket: '/baskets/1', sessionid: '' },
});

describe('what is shown of a visit', () => {
  it.each([
    ['Authorization: Bearer k-4711-staging', 'Authorization: Bearer ‹STAGING_KEY›'],
    [JSON.stringify({ password: 'p"ss wörd' }), '{"password":"‹password›"}'],
    [`password=${encodeURIComponent('p"ss wörd')}`, 'password=‹password›'],
    ['csrftoken=csrf-0123456789; a=b', 'csrftoken=‹csrftoken›; a=b'],
  ])('has no secret: %s', (text, shown) => expect(masked(text)).toBe(shown));

  it('keeps what is none, and what is too short to be one', () => {
    const text = 'anna 12 /baskets/1 STAGING_KEY';
    expect(masked(text)).toBe(text);
  });

  it('of a secret value, has its beginning and its length', () => {
    expect(shownValue('csrftoken', 'csrf-0123456789', masked)).toBe('csr… (15 characters)');
    expect(shownValue('sessionToken', 'abc', masked)).toBe('… (3 characters)');
  });

  it('of another, as much as a line holds', () => {
    expect(shownValue('basket', '/baskets/1', masked)).toBe('/baskets/1');
    expect(shownValue('page', 'x'.repeat(500), masked)).toHaveLength(120);
    expect(shownValue('next', '/?t=csrf-0123456789', masked)).toBe('/?t=‹csrftoken›');
  });
});
