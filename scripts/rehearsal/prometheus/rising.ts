/** Counters of processes that may be killed: one that has started again counts from zero. */

/**
 * The readings of a counter as if its process had never started again: what it had counted before is added. A counter that passes its
 * old value between two readings is not noticed, so the sum may be too small, but it never falls.
 */
export function rising(readings: readonly (number | null)[]): readonly (number | null)[] {
  let before = 0;
  let last = 0;
  return readings.map((value) => {
    if (value === null) return null;
    if (value < last) before += last;
    last = value;
    return before + value;
  });
}

/** How much a counter grew: from its first reading to its last. Null: it was read less than twice. */
export function growthOf(readings: readonly (number | null)[]): number | null {
  const known = readings.filter((value) => value !== null);
  return known.length < 2 ? null : known.at(-1)! - known[0]!;
}
