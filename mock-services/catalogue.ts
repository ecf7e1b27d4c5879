/** What the shop sells. Names and prices follow from the id, so every region and every restart has the same ones. */
import { notFound, type Outcome } from './platform/outcome.ts';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly priceFen: number;
}

/** The limited product of the flash sale. */
export const FLASH_PRODUCT = 'flash-1';

/** 1 CNY: the campaign's one-yuan flash sale. */
const FLASH_PRICE_FEN = 100;
/** Prices spread evenly over 99–599 CNY around the review's average order, 650 M CNY / 1.1 M orders = 591 CNY. */
const PRICE_FEN_MIN = 9_900;
const PRICE_STEP_FEN = 1_000;
const PRICE_STEPS = 51;
/** Coprime with the number of steps, so that neighbours differ in price. */
const PRICE_STRIDE = 37;

/** By id: `1` to `products`, then the flash-sale product. */
export type Catalogue = ReadonlyMap<string, Product>;

export function createCatalogue(products: number): Catalogue {
  const ordinary = Array.from({ length: products }, (_, index): Product => {
    const id = String(index + 1);
    const step = (index * PRICE_STRIDE) % PRICE_STEPS;
    return { id, name: `Product ${id}`, priceFen: PRICE_FEN_MIN + step * PRICE_STEP_FEN };
  });
  const flash: Product = { id: FLASH_PRODUCT, name: 'One-yuan flash sale', priceFen: FLASH_PRICE_FEN };
  return new Map([...ordinary, flash].map((product) => [product.id, product]));
}

export const unknownProduct = (id: string): Outcome =>
  notFound('unknown_product', `No product "${id}".`, 'See GET /search for products.');
