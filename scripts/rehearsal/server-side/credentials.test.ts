import { describe, expect, it } from 'vitest';
import { credentialHeaders } from './credentials.ts';

const url = 'https://prometheus.example';
const bearer = { url, auth: { bearer: { env: 'PROM_TOKEN' } } };
const basic = { url, auth: { basic: { user: { env: 'PROM_USER' }, password: { env: 'PROM_PASSWORD' } } } };

describe('the user’s credentials', () => {
  it('come from the environment', () => {
    expect(credentialHeaders({ url }, {})).toEqual({});
    expect(credentialHeaders(bearer, { PROM_TOKEN: 'abc' })).toEqual({ authorization: 'Bearer abc' });
    const env = { PROM_USER: 'me', PROM_PASSWORD: 'pass: word' };
    expect(credentialHeaders(basic, env)).toEqual({
      authorization: `Basic ${Buffer.from('me:pass: word').toString('base64')}`,
    });
  });

  it('that are missing are mistakes, all at once', () => {
    expect(credentialHeaders(bearer, { PROM_TOKEN: '' })).toMatchObject([
      { path: 'prometheus.auth.bearer.env', value: 'PROM_TOKEN', problem: 'is not set in the environment' },
    ]);
    expect(credentialHeaders(basic, {})).toMatchObject([
      { path: 'prometheus.auth.basic.user.env' },
      { path: 'prometheus.auth.basic.password.env' },
    ]);
  });

  it.each(['token\n', 'to ken', 'tøken'])(
    'that cannot be sent are mistakes without their value: %j',
    (token) => {
      const mistakes = credentialHeaders(bearer, { PROM_TOKEN: token });
      expect(mistakes).toMatchObject([{ problem: 'holds a character that cannot be sent' }]);
      expect(JSON.stringify(mistakes)).not.toContain(JSON.stringify(token).slice(1, -1));
    },
  );

  it('of a user with a colon would end at it', () => {
    expect(credentialHeaders(basic, { PROM_USER: 'a:b', PROM_PASSWORD: 'x' })).toMatchObject([
      { path: 'prometheus.auth.basic.user.env' },
    ]);
  });
});
