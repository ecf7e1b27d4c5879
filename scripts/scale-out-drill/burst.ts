/** When a drill's burst begins, and what it comes to. By the demand alone, so that it is the same for what is simulated and measured. */

/** Arrivals are random: no single second says how many there are. The height is of more seconds than the begin, which must not be late. */
const BEGIN_SECONDS = 5;
const LEVEL_SECONDS = 10;

export interface Burst {
  /** Seconds from the run's zero. */
  readonly beginsSeconds: number;
  /** Requests a second: what must be carried in the end. */
  readonly level: number;
}

/**
 * @param carried requests a second of the replicas that there are at first
 * @returns null: these carry all of it
 */
export function burstIn(demand: Float64Array, carried: number): Burst | null {
  const first = meansOf(demand, BEGIN_SECONDS).findIndex((mean) => mean > carried);
  if (first < 0) return null;
  // In the middle of the first seconds that are too much.
  const beginsSeconds = first + Math.floor(BEGIN_SECONDS / 2);
  return {
    beginsSeconds,
    level: Math.max(carried, ...meansOf(demand.subarray(beginsSeconds), LEVEL_SECONDS)),
  };
}

/** Of each second and those after it. */
function meansOf(demand: Float64Array, width: number): readonly number[] {
  const means: number[] = [];
  for (let second = 0; second + width <= demand.length; second++) {
    let sum = 0;
    for (let each = second; each < second + width; each++) sum += demand[each]!;
    means.push(sum / width);
  }
  return means;
}

/** The fewest replicas that carry it; Infinity: no number does. */
export function fewestThatCarry(perReplica: Float64Array, level: number): number {
  for (let n = 1; n < perReplica.length; n++) if (n * perReplica[n]! >= level) return n;
  return Number.POSITIVE_INFINITY;
}
