/**
 * Category and price of each numbered product of the embedded shop. Defined once, because the shop builds its catalogue from it,
 * and shoppers, who see it on the product page, fill their carts by it.
 */

/** Prices spread evenly over 99–599 CNY around the review's average order, 650 M CNY / 1.1 M orders = 591 CNY. */
const PRICE_FEN_MIN = 9_900;
const PRICE_STEP_FEN = 1_000;
const PRICE_STEPS = 51;
/** Coprime with the number of steps, so that neighbours differ in price. */
const PRICE_STRIDE = 37;

/** Assumption: the review mentions category discounts but names no categories. */
const CATEGORIES: readonly string[] = ['beauty', 'home', 'snacks', 'fashion', 'digital'];

/** @param number an ordinary product's number, from 1 */
export const priceFenOf = (number: number): number =>
  PRICE_FEN_MIN + (((number - 1) * PRICE_STRIDE) % PRICE_STEPS) * PRICE_STEP_FEN;

/** @param number an ordinary product's number, from 1 */
export const categoryOf = (number: number): string => CATEGORIES[(number - 1) % CATEGORIES.length]!;

/**
 * The product of the category on the same shelf as the given product. If the last shelf is not full, the one on the shelf
 * before. 1 if there is none.
 */
export function inCategory(category: string, number: number, products: number): number {
  const shelf = number - ((number - 1) % CATEGORIES.length);
  const found = shelf + CATEGORIES.indexOf(category);
  return Math.max(1, found <= products ? found : found - CATEGORIES.length);
}
