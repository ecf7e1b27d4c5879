/** Finds products by word. A campaign overloads the search database first. It is outside the shop, and simulated. */
import type { FastifyInstance } from 'fastify';
import type { Catalogue, Product } from '../catalogue.ts';
import { createDependency, type Dependency } from '../platform/dependency.ts';
import type { Shop } from '../platform/service.ts';
import { mostPopular } from './domain.ts';

/** As many as a phone shows without scrolling. */
const RESULTS_PER_PAGE = 5;

export interface Results {
  readonly products: readonly Product[];
  /** True: the database did not answer, and these are the most popular products. */
  readonly degraded: boolean;
}
export type Search = Dependency<string, Results>;

export function createSearch(app: FastifyInstance, shop: Shop): Search {
  const find = createIndex(shop.catalogue);
  const popular = mostPopular(shop.catalogue).slice(0, RESULTS_PER_PAGE);
  return createDependency<string, Results>(app, shop, 'database', {
    answer: (word) => ({ products: find(word), degraded: false }),
    fallback: () => ({ products: popular, degraded: true }),
  });
}

/** Like a real index, finds the same products for the same word each time. */
export function createIndex(catalogue: Catalogue): (word: string) => Product[] {
  const products = [...catalogue.values()];
  const count = Math.min(RESULTS_PER_PAGE, products.length);
  return (word) => {
    let first = 0;
    for (let index = 0; index < word.length; index += 1) {
      first = (first * 31 + word.charCodeAt(index)) % products.length;
    }
    return Array.from({ length: count }, (_, index) => products[(first + index) % products.length]!);
  };
}
