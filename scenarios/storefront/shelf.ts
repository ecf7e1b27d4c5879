/**
 * What the embedded shop sells by number, and what it costs: said once, because its catalogue is made of it and shoppers, who see
 * it on a product's page, fill their carts by it.
 */

/** Prices spread evenly over 99–599 CNY around the review's average order, 650 M CNY / 1.1 M orders = 591 CNY. */
const PRICE_FEN_MIN = 9_900;
const PRICE_STEP_FEN = 1_000;
const PRICE_STEPS = 51;
/** Coprime with the number of steps, so that neighbours differ in price. */
const PRICE_STRIDE = 37;

/** The review names category discounts and no categories: an assumption. */
const CATEGORIES: readonly string[] = ['beauty', 'home', 'snacks', 'fashion', 'digital'];

/** @param number of an ordinary product, from 1 */
export const priceFenOf = (number: number): number =>
  PRICE_FEN_MIN + (((number - 1) * PRICE_STRIDE) % PRICE_STEPS) * PRICE_STEP_FEN;

/** @param number of an ordinary product, from 1 */
export const categoryOf = (number: number): string => CATEGORIES[(number - 1) % CATEGORIES.length]!;

/** The product of that category on the given one's shelf, or on the one before where the last is not full; 1 where there is none. */
export function inCategory(category: string, number: number, products: number): number {
  const shelf = number - ((number - 1) % CATEGORIES.length);
  const found = shelf + CATEGORIES.indexOf(category);
  return Math.max(1, found <= products ? found : found - CATEGORIES.length);
}
