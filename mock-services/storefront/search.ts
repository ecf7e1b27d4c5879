/** Products by word. The database behind search is what a campaign overloads first; it is outside the shop and simulated. */
import type { FastifyInstance } from 'fastify';
import type { Catalogue, Product } from '../catalogue.ts';
import { createDependency, type Dependency } from '../platform/dependency.ts';
import type { Shop } from '../platform/service.ts';
import { mostPopular } from './domain.ts';

/** As many as a phone shows without scrolling. */
const RESULTS_PER_PAGE = 5;

export interface Results {
  readonly products: readonly Product[];
  /** The database did not answer: these are what most people look for. */
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

/** Finds by word what a real index would: always the same products for the same word. */
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
