import { describe, expect, it } from 'vitest';
import { browser } from '../../scenarios/behaviours/browser.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';
import type { Visit } from '../../scenarios/storefront/storefront.ts';
import { buildTarget } from './target.ts';

const VISIT: Visit = {
  shopper: 's1',
  order: 'o1',
  earlierOrder: 'o1',
  key: 'k1',
  behaviour: browser.name,
  address: '1.0.0.1',
  device: 'd1',
  sessionDraw: 0.5,
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

  it('counts neither its own count nor what it does not serve', async () => {
    const target = buildTarget();
    expect((await target.inject('/orders')).statusCode).toBe(404);
    await target.inject('/count');
    expect((await target.inject('/count')).json()).toEqual({ served: 0 });
  });
});
