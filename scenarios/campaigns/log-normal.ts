/** Durations with a long tail: how long people take to react, how long services take to answer. */
export interface LogNormal {
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** The 99th percentile of a standard normal variable. */
const Z99 = 2.3263478740408408;

/** The standard deviation of the logarithms: ln(p99 ÷ median) ÷ z99. */
export const logNormalSpread = (median: number, p99: number): number => Math.log(p99 / median) / Z99;

/**
 * A log-normal duration: ln X ~ N(ln median, ln(p99/median)/z99).
 * @param z a standard normal draw
 */
export const logNormalMs = ({ medianMs, p99Ms }: LogNormal, z: number): number =>
  medianMs * Math.exp(logNormalSpread(medianMs, p99Ms) * z);
