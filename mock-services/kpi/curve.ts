/** How a campaign sells over its hours. */

/** Campaign review: orders in hours 0–4, 4–8 and 8–12 of twelve. A goal over more or fewer hours stretches this curve. */
const ORDERS_BY_THIRD = [450_000, 600_000, 850_000] as const;
const ORDERS = ORDERS_BY_THIRD.reduce((sum, orders) => sum + orders, 0);

/**
 * The share of the goal that should be sold by then: piecewise linear, 0 at the beginning and 1 from the end on.
 *
 * @param elapsedShare the elapsed share of the goal's hours, 0 or more
 */
export function goalCurve(elapsedShare: number): number {
  const thirds = elapsedShare * ORDERS_BY_THIRD.length;
  const sold = ORDERS_BY_THIRD.map((orders, index) => orders * Math.min(1, Math.max(0, thirds - index)));
  return sold.reduce((sum, orders) => sum + orders, 0) / ORDERS;
}
