/** What the shop sells. Names and prices follow from the id, so they are the same in every region and after a restart. */
import { FLASH_PRICE_FEN, FLASH_PRODUCT } from '../scenarios/targets/mock-shop/offers.ts';
import { categoryOf, priceFenOf } from '../scenarios/targets/mock-shop/shelf.ts';

export { FLASH_PRODUCT };

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly priceFen: number;
  readonly category: string;
}

const FLASH_CATEGORY = 'flash-sale';

/** By id: `1` to `products`, then the flash-sale product. */
export type Catalogue = ReadonlyMap<string, Product>;

export function createCatalogue(products: number): Catalogue {
  const ordinary = Array.from({ length: products }, (_, index): Product => {
    const number = index + 1;
    const id = String(number);
    return { id, name: `Product ${id}`, priceFen: priceFenOf(number), category: categoryOf(number) };
  });
  const flash: Product = {
    id: FLASH_PRODUCT,
    name: 'One-yuan flash sale',
    priceFen: FLASH_PRICE_FEN,
    category: FLASH_CATEGORY,
  };
  return new Map([...ordinary, flash].map((product) => [product.id, product]));
}
