/** Finds products by word. A campaign overloads the search database first. It is outside the shop, and simulated. */
import type { FastifyInstance } from 'fastify';
import type { Catalogue, Product } from '../catalogue.ts';
import { createDependency } from '../platform/dependency.ts';
import { degraded, found, type Outcome } from '../platform/outcome.ts';
import type { Shop } from '../platform/service.ts';
import { mostPopular } from './domain.ts';

/** As many as a phone shows without scrolling. */
const RESULTS_PER_PAGE = 5;

/** The products for a word. If the database does not answer, they are the most popular ones, and the answer is degraded. */
export type Search = (word: string) => Promise<Outcome>;

export function createSearch(app: FastifyInstance, shop: Shop): Search {
  const popular = found({ products: mostPopular(shop.catalogue).slice(0, RESULTS_PER_PAGE) });
  const find = createIndex(shop.catalogue);
  return createDependency<string, Outcome>(app, shop, 'database', {
    answer: (word) => found({ products: find(word) }),
    fallback: () => degraded(popular, 'database'),
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
