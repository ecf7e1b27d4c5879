/** The few sums that turn rounds into figures. Pure. */

/** The middle value; of an even number, the mean of the two in the middle. @throws RangeError when there is none */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** The least value that at least this share of them does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('a quantile of no values');
  return value;
}

/**
 * The median of the rounds' own ratios. A disturbance of a whole round hits both sides alike, so it cancels out.
 * @param over as many rounds as `of`
 */
export const ratioOf = (of: readonly number[], over: readonly number[]): number =>
  median(of.map((value, round) => value / over[round]!));

export interface Point {
  readonly x: number;
  readonly y: number;
}
/** y = intercept + slope · x */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** Least squares. @see https://en.wikipedia.org/wiki/Simple_linear_regression */
export function lineThrough(points: readonly Point[]): Line {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const x = mean((point) => point.x);
  const y = mean((point) => point.y);
  const spread = mean((point) => (point.x - x) ** 2);
  if (!(spread > 0)) throw new RangeError(`a line needs two different x, not only ${points[0]?.x}`);
  const slope = mean((point) => (point.x - x) * (point.y - y)) / spread;
  return { slope, intercept: y - slope * x };
}

/** Least squares of a line whose intercept is known. */
export function slopeFrom(intercept: number, points: readonly Point[]): number {
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0);
  return sum(({ x, y }) => x * (y - intercept)) / sum(({ x }) => x * x);
}
