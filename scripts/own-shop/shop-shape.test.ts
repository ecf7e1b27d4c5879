import { describe, expect, it } from 'vitest';
import { defineShop } from '../../scenarios/shop/define-shop.ts';
import { get } from '../../scenarios/shop/requests.ts';
import { shapeOfShop } from './shop-shape.ts';

const GOOD = {
  name: 'small',
  steps: { home: get('/') },
  behaviours: { buyer: { entry: { home: 1 }, steps: { home: { thinkSeconds: 1, ok: {} } } } },
};
const pathsOf = (spec: object): readonly string[] =>
  shapeOfShop(defineShop({ ...GOOD, ...spec } as never)).map(({ path }) => path);

describe('the shape of a shop', () => {
  it('is right if everything is said, and if nothing is', () => {
    const all = {
      hosts: ['search'],
      headers: { a: 'text', b: { env: 'KEY' }, c: () => 'made' },
      cookies: 'jar',
      accounts: { file: 'accounts.csv', per: 'session' },
      auth: { kind: 'basic', user: 'me', password: { env: 'PASSWORD' } },
      tls: { certificate: 'client.pem', key: 'client.key' },
      mark: { header: 'X-Rehearsal', note: 'load test' },
      clean: [{ method: 'POST', path: () => '/', options: {} }],
      degradedHeader: 'X-Later',
      badOrderStates: ['void'],
    };
    expect([pathsOf(all), pathsOf({})]).toEqual([[], []]);
  });

  it.each([
    { spec: { name: 7 }, path: 'name' },
    { spec: { hosts: 'search' }, path: 'hosts' },
    { spec: { headers: { a: 7 } }, path: 'headers.a' },
    { spec: { cookies: 'all' }, path: 'cookies' },
    { spec: { accounts: { per: 'session' } }, path: 'accounts.file' },
    { spec: { accounts: { file: 'a.csv', per: 'shoper' } }, path: 'accounts.per' },
    { spec: { auth: 'token' }, path: 'auth' },
    { spec: { tls: { certificate: 'client.pem' } }, path: 'tls.key' },
    { spec: { mark: 'me' }, path: 'mark' },
    { spec: { clean: [null] }, path: 'clean[0]' },
    { spec: { badOrderStates: 'void' }, path: 'badOrderStates' },
  ])('is wrong at $path, which no compiler told', ({ spec, path }) => {
    expect(pathsOf(spec)).toContain(path);
  });

  it.each([
    { steps: [], keeps: [] },
    { steps: [{}], keeps: [], behaviours: {} },
  ])('is no plain object without defineShop: %o', (shop) => {
    expect(shapeOfShop(shop).length).toBeGreaterThan(0);
  });
});
