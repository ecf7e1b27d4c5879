/** The pages that a shopper looks at. */
import { CAMPAIGNS } from '../coupons/campaigns.ts';
import { found, type Outcome } from '../platform/outcome.ts';
import { type Catalogue, FLASH_PRODUCT, type Product, unknownProduct } from './catalogue.ts';

/** As many as a phone shows without scrolling. */
const RESULTS_PER_PAGE = 5;
const HOME_SLOTS = 5;

export const homePage = (catalogue: Catalogue) => ({
  slots: [...catalogue.values()].slice(0, HOME_SLOTS).map(({ id, name }) => ({ product: id, name })),
});

export const activityPage = () => ({
  campaigns: [...CAMPAIGNS.keys()],
  flashProduct: FLASH_PRODUCT,
});

/** Finds by word what a real index would: always the same products for the same word. */
export function createSearch(catalogue: Catalogue): (query: string) => Product[] {
  const products = [...catalogue.values()];
  const count = Math.min(RESULTS_PER_PAGE, products.length);
  return (query) => {
    let first = 0;
    for (let index = 0; index < query.length; index += 1) {
      first = (first * 31 + query.charCodeAt(index)) % products.length;
    }
    return Array.from({ length: count }, (_, index) => products[(first + index) % products.length]!);
  };
}

/** Without the pieces left: a read of the store here would halve what the page can carry, and real pages cache it too. */
export function productPage(catalogue: Catalogue, id: string): Outcome {
  const product = catalogue.get(id);
  return product === undefined ? unknownProduct(id) : found(product);
}
