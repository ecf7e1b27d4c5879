/** How many requests may have to be in flight at once. */
const MS_PER_SECOND = 1000;
/** By Little's law, the peak needs rate × limit slots if every response takes the full limit. Twice that leaves room. */
const ROOM = 2;

export const slotsNeeded = (requestsPerSecondMax: number, withinMs: number): number =>
  Math.ceil((ROOM * requestsPerSecondMax * withinMs) / MS_PER_SECOND);
