import { describe, expect, it } from 'vitest';
import { connect, defineShop, get } from '../../scenarios/shop/index.ts';
import { ExpectedConnections } from './expected-connections.ts';

const shopWith = (steps: Parameters<typeof defineShop>[0]['steps']) =>
  defineShop({ name: 'any', steps, behaviours: {} });
const SHOP = shopWith({ page: get('/'), live: connect('/live', { staySeconds: 5 }) });

describe('the connections of a forecast', () => {
  it('are the rate times how long they stay (Little), once the first have closed', () => {
    const held = new ExpectedConnections(SHOP, 100_000);
    for (let ms = 0; ms < 100_000; ms += 100) held.answered('live', ms);
    const { mean, most } = held.total()!;
    expect(most).toBe(50);
    // Ten a second for five seconds each, less the first five seconds, in which they are still coming.
    expect(mean).toBeCloseTo(50 - (50 * 2.5) / 100, 0);
  });

  it('stay to the end of the phase at most', () => {
    const held = new ExpectedConnections(SHOP, 10_000);
    held.answered('live', 9000);
    held.answered('live', 10_000);
    expect(held.total()).toEqual({ mean: 0.1, most: 1 });
  });

  it('are none where nobody came, and not even a number where the shop has no such step', () => {
    const quiet = new ExpectedConnections(SHOP, 1000);
    quiet.answered('page', 0);
    expect(quiet.total()).toEqual({ mean: 0, most: 0 });
    expect(new ExpectedConnections(shopWith({ page: get('/') }), 1000).total()).toBeNull();
  });
});
