/** The pages that a shopper looks at. */

import { type Catalogue, FLASH_PRODUCT, type Product } from '../catalogue.ts';
import { CAMPAIGNS } from '../coupons/campaigns.ts';
import { found, type Outcome } from '../platform/outcome.ts';
import { unknownProduct } from '../platform/unknown-product.ts';

const HOME_SLOTS = 5;
/** Assumption: how many products the pages behind a picture list. */
const LANDING_PRODUCTS = 10;

export const homePage = (catalogue: Catalogue) => ({
  slots: [...catalogue.values()].slice(0, HOME_SLOTS).map(({ id, name }) => ({ product: id, name })),
});

export const activityPage = () => ({
  campaigns: [...CAMPAIGNS.keys()],
  flashProduct: FLASH_PRODUCT,
});

/** Behind the home page's focus picture: the campaign, and its most popular products. */
export const focusPage = (catalogue: Catalogue) => ({
  ...activityPage(),
  products: mostPopular(catalogue),
});

/** The page for reservations during the warm-up (campaign review: a dedicated H5 page): what can be reserved. */
export const reservationsPage = (catalogue: Catalogue) => ({ products: mostPopular(catalogue) });

/** The first ordinary products. The flash-sale product is last in the catalogue, and cannot be reserved. */
export const mostPopular = (catalogue: Catalogue): Product[] =>
  [...catalogue.values()].filter(({ id }) => id !== FLASH_PRODUCT).slice(0, LANDING_PRODUCTS);

/** Does not show the pieces left: reading the store would halve the page's throughput, and real pages cache it too. */
export function productPage(catalogue: Catalogue, id: string): Outcome {
  const product = catalogue.get(id);
  return product === undefined ? unknownProduct(id) : found(product);
}
