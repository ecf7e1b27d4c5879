import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogue, FLASH_PRODUCT } from '../catalogue.ts';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';
import { createIndex } from './search.ts';

describe('the index', () => {
  it('finds the same products for the same word, and others for other words', () => {
    const search = createIndex(createCatalogue(1000));
    const found = ['shoe', 'shirt', 'phone'].map((word) =>
      search(word)
        .map(({ id }) => id)
        .join(),
    );
    expect(
      search('shoe')
        .map(({ id }) => id)
        .join(),
    ).toBe(found[0]);
    expect(new Set(found).size).toBe(3);
  });

  it('finds no product twice, however few there are', () => {
    expect(
      createIndex(createCatalogue(1))('shoe')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['1', FLASH_PRODUCT]);
  });
});

describe('GET /search', () => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await openTestShop();
  });
  afterEach(() => shop.close());
  const idsOf = async (word: string) => {
    const answer = await shop.get(`/search?q=${word}`);
    const ids = answer.json().products.map(({ id }: { id: string }) => id);
    return { degraded: answer.headers['x-degraded'], ids };
  };

  it('asks the database', async () => {
    const find = createIndex(shop.shop.catalogue);
    for (const word of ['shoe', 'shirt']) {
      const ids = find(word).map(({ id }) => id);
      expect(await idsOf(word)).toEqual({ degraded: undefined, ids });
    }
    const { body } = await shop.get('/metrics');
    expect(body).toMatch(/^shop_dependency_arrivals_total\{dependency="database".*\} 2$/m);
  });

  it('shows what is popular, and says so, while the database is gone', async () => {
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'database', kind: 'error', value: 1 }] });
    const popular = { degraded: 'database', ids: ['1', '2', '3', '4', '5'] };
    expect(await idsOf('shoe')).toEqual(popular);
    expect(await idsOf('shirt')).toEqual(popular);
  });
});
