import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRegionSettings, regionSettings, scaledShop, splitByShare } from './region-settings.ts';
import { SETTINGS } from './testing/test-shop.ts';

const REGIONS = [
  { name: 'east', share: 0.5 },
  { name: 'south', share: 0.3 },
  { name: 'north', share: 0.2 },
];
const { oneYuanQuota: _, share: __, calendar: CALENDAR, ...SHOP } = SETTINGS;

describe('splitByShare', () => {
  it('gives parts that add up exactly to the whole, each within one of its exact share', () => {
    const shares = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.nat(10_000_000), shares, (whole, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const parts = splitByShare(
          whole,
          weights.map((weight) => weight / total),
        );
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
        for (const [index, part] of parts.entries()) {
          expect(Math.abs(part - (whole * weights[index]!) / total)).toBeLessThan(1 + 1e-6);
          expect(part).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it.each([
    { whole: 10, shares: [0.5, 0.3, 0.2], want: [5, 3, 2] },
    { whole: 1, shares: [0.2, 0.5, 0.3], want: [0, 1, 0] },
    { whole: 2, shares: [1 / 3, 1 / 3, 1 / 3], want: [1, 1, 0] },
    { whole: 0, shares: [0.5, 0.5], want: [0, 0] },
  ])('splits $whole by $shares into $want', ({ whole, shares, want }) => {
    expect(splitByShare(whole, shares)).toEqual(want);
  });
});

describe('regionSettings', () => {
  const plan = { regions: REGIONS, shop: { ...SHOP, couponQuota: 101, flashStockPieces: 7 }, ...CALENDAR };

  it('splits what all regions share and leaves ordinary stock whole', () => {
    const regions = REGIONS.map(({ name }) => regionSettings(plan, name));
    expect(regions.map((region) => region.couponQuota)).toEqual([51, 30, 20]);
    expect(regions.map((region) => region.flashStockPieces)).toEqual([4, 2, 1]);
    expect(regions.map((region) => region.share)).toEqual([0.5, 0.3, 0.2]);
    expect(regions.map((region) => region.couponIssue)).toEqual([25, 15, 10]);
    expect(regions.map((region) => region.recall.members)).toEqual([50, 30, 20]);
    expect(regions.map((region) => region.goal.orders)).toEqual([500, 300, 200]);
    expect(regions.map((region) => region.oneYuanQuota)).toEqual([50, 30, 20]);
    expect(regions.map((region) => region.productStockPieces)).toEqual([100, 100, 100]);
  });

  it('names the region that the plan does not have, and those it has', () => {
    expect(() => regionSettings(plan, 'west')).toThrow(/"west".*east, south, north/);
  });
});

describe('scaledShop', () => {
  it('leaves quotas, flash-sale stock, recall and goal in the crowd’s proportion, and ordinary stock as it is', () => {
    const shop = { ...SHOP, couponQuota: 1001, flashStockPieces: 500, productStockPieces: 70 };
    expect(scaledShop({ shop, scale: 0.1 })).toEqual({
      ...shop,
      couponQuota: 100,
      flashStockPieces: 50,
      couponIssue: 5,
      recall: { ...shop.recall, members: 10 },
      goal: { ...shop.goal, orders: 100, revenueFen: 5_000_000 },
    });
  });
});

describe('the one-yuan coupons of a scaled plan', () => {
  it('are one for each lapsed member tagged, over all regions', () => {
    const shop = scaledShop({ shop: { ...SHOP, recall: { atMinute: 0, members: 30_000 } }, scale: 0.01 });
    const quotas = REGIONS.map(({ name }) => regionSettings({ regions: REGIONS, shop, ...CALENDAR }, name));
    expect(quotas.reduce((sum, { oneYuanQuota }) => sum + oneYuanQuota, 0)).toBe(300);
  });
});

describe('parseRegionSettings', () => {
  it('reads what regionSettings wrote', () => {
    expect(parseRegionSettings(JSON.stringify(SETTINGS), 'east.json')).toEqual(SETTINGS);
  });

  it('reads what a balancer needs, and says what is wrong with it', () => {
    const replicas = { count: 1, countMax: 4, atOnce: 2, serviceMs: 30, startSeconds: { median: 1, p99: 2 } };
    const read = (given: object) =>
      parseRegionSettings(JSON.stringify({ ...SETTINGS, replicas: given }), 'east.json');
    expect(read(replicas).replicas).toEqual(replicas);
    expect(() => read({ ...replicas, atOnce: 0 })).toThrow(/atOnce/);
  });

  it('lists every mistake', () => {
    const text = JSON.stringify({ ...SETTINGS, couponQuota: -1, durability: 'maybe', quota: 1 });
    for (const mistake of ['"east.json"', 'couponQuota', 'durability', '"quota"']) {
      expect(() => parseRegionSettings(text, 'east.json')).toThrow(mistake);
    }
  });

  it('says that a file is not JSON', () => {
    expect(() => parseRegionSettings('{', 'east.json')).toThrow(/"east.json" is not JSON/);
  });
});
