import { describe, expect, it } from 'vitest';
import { buildTarget } from './target.ts';

describe('the target', () => {
  it.each(['/home', '/search?q=tea', '/activity', '/products/7'])('serves %s and counts it', async (url) => {
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
