/** Means, and how values lie around them. */

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Squared distances from the mean, added up. */
export function squaresOf(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

/** Standard deviation of one value, from at least two. */
export const scatterOf = (values: readonly number[]): number =>
  Math.sqrt(squaresOf(values) / (values.length - 1));
