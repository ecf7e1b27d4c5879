import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../scenarios/shop/visit.ts';
import { browser } from '../../../scenarios/targets/mock-shop/behaviours/browser.ts';
import { mockShop } from '../../../scenarios/targets/mock-shop/mock-shop.ts';
import { COOKIES, PATHS, TOKEN_HEADER } from './own-shops.ts';
import { buildTarget, WAITED_PATH } from './target.ts';

const VISIT: Visit = {
  shopper: 's1',
  order: 'o1',
  earlierOrder: 'o1',
  key: 'k1',
  behaviour: browser.name,
  address: '1.0.0.1',
  device: 'd1',
  draw: 0.5,
  kept: {},
  account: {},
  run: 'run',
  note: '',
};

describe('the target', () => {
  it.each(Object.keys(browser.steps))('serves %s, as a browser asks for it, and counts it', async (name) => {
    const { request } = mockShop(10).steps.find((step) => step.name === name)!;
    const url = request(VISIT).path;

    const target = buildTarget();
    const page = await target.inject(url);
    expect(page.statusCode).toBe(200);
    expect(page.json().slots).toHaveLength(5);
    expect((await target.inject('/count')).json()).toEqual({ served: 1 });
  });

  it('waits for its database, as the shop does, where a search is measured, and counts that too', async () => {
    const target = buildTarget();
    const beganMs = performance.now();
    const pages = await Promise.all(Array.from({ length: 100 }, () => target.inject(WAITED_PATH)));
    // The longest of a hundred draws is above their median of 5 ms.
    expect(performance.now() - beganMs).toBeGreaterThan(5);
    expect(pages.map(({ statusCode }) => statusCode)).toEqual(pages.map(() => 200));
    expect((await target.inject('/count')).json()).toEqual({ served: 100 });
  });

  it('gives a session of its own to everybody who logs in, in a header, in JSON and as cookies', async () => {
    const target = buildTarget();
    const logIn = () => target.inject({ method: 'POST', url: PATHS.session, payload: { user: 's1' } });
    const [one, other] = [await logIn(), await logIn()];
    expect(one.headers[TOKEN_HEADER.toLowerCase()]).not.toBe(other.headers[TOKEN_HEADER.toLowerCase()]);
    expect(one.json().basket).not.toBe(other.json().basket);
    expect(one.cookies.map(({ name }) => name)).toEqual(COOKIES);
    expect((await target.inject('/count')).json()).toEqual({ served: 2 });
  });

  it('lists products, and takes one into a basket and a basket into an order', async () => {
    const target = buildTarget();
    expect((await target.inject(PATHS.list)).json().items[0].id).toMatch(/^p-/);
    const post = (url: string) =>
      target.inject({ method: 'POST', url, payload: { product: 'p', quantity: 1 } });
    expect((await post(PATHS.basket)).json().basket).toMatch(/^b-/);
    expect((await post(PATHS.orders)).json().number).toMatch(/^o-/);
  });

  it('counts neither its own count nor what it does not serve', async () => {
    const target = buildTarget();
    expect((await target.inject('/orders')).statusCode).toBe(404);
    await target.inject('/count');
    expect((await target.inject('/count')).json()).toEqual({ served: 0 });
  });
});
