import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOP_BREAKER } from '../../scenarios/metrics.ts';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';
import { DEPENDENCIES } from './dependencies.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

const linesAt = async (path: string): Promise<string[]> => (await shop.get(path)).body.split('\n');
const seriesIn = (lines: readonly string[]): string[] =>
  lines.filter((line) => line !== '' && !line.startsWith('#'));

describe('GET /metrics/breakers', () => {
  it('tells each dependency from the start, with zeros, and the region', async () => {
    const lines = await linesAt('/metrics/breakers');
    for (const name of Object.keys(DEPENDENCIES)) {
      expect(lines).toContain(`${SHOP_BREAKER.state}{dependency="${name}",region="east"} 0`);
      expect(lines).toContain(`${SHOP_BREAKER.arrivals}{dependency="${name}",region="east"} 0`);
      for (const event of ['fire', 'reject', 'open'])
        expect(lines).toContain(
          `${SHOP_BREAKER.events}{dependency="${name}",event="${event}",region="east"} 0`,
        );
    }
  });

  it('has nothing else, and what it has is at /metrics too', async () => {
    await shop.get('/search?q=tea');
    const breakers = seriesIn(await linesAt('/metrics/breakers'));
    const names = new Set(breakers.map((line) => line.slice(0, line.indexOf('{'))));
    expect([...names].sort()).toEqual(Object.values(SHOP_BREAKER).sort());
    expect(breakers).toContain(`${SHOP_BREAKER.events}{dependency="database",event="fire",region="east"} 1`);
    expect(seriesIn(await linesAt('/metrics'))).toEqual(expect.arrayContaining(breakers));
  });
});
