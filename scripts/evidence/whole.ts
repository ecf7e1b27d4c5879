/**
 * A share of n as a whole number. 0.07 × 100 is 7.000000000000001 to a computer, whose next whole number is 8. So a product
 * counts as whole when it is so within its own rounding error: half a unit in the last place for the share, which stands for a
 * decimal fraction, and half a unit for the multiplication.
 */

/** The largest whole number that is at most `share` × n. */
export const wholeAtMost = (share: number, n: number): number => nearest(share * n) ?? Math.floor(share * n);

/** The smallest whole number that is at least `share` × n. */
export const wholeAtLeast = (share: number, n: number): number => nearest(share * n) ?? Math.ceil(share * n);

/** The whole number that the product stands for, or null if it stands for a fraction. */
function nearest(product: number): number | null {
  const whole = Math.round(product);
  return Math.abs(product - whole) <= product * Number.EPSILON ? whole : null;
}
