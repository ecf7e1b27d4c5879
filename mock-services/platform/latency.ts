/** How long a simulated dependency takes: log-normal, like most service times with a long tail. */
export interface LatencySpec {
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** The standard normal distribution's 99th percentile. */
const Z_P99 = 2.3263478740408408;

/**
 * One draw of a log-normal distribution given by its median and its 99th percentile: ln X ~ N(ln median, ln(p99/median)/z).
 * The normal draw is Box and Muller's.
 *
 * @param random uniform in [0, 1).
 * @see https://en.wikipedia.org/wiki/Box%E2%80%93Muller_transform
 */
export function latencyMs({ medianMs, p99Ms }: LatencySpec, random: () => number): number {
  const sigma = Math.log(p99Ms / medianMs) / Z_P99;
  const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return medianMs * Math.exp(sigma * z);
}
