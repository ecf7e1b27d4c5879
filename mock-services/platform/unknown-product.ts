/** The answer of every route that is asked for a product the shop does not sell. */
import { notFound, type Outcome } from './outcome.ts';

export const unknownProduct = (id: string): Outcome =>
  notFound('unknown_product', `No product "${id}".`, 'See GET /search for products.');
