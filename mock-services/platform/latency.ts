/** How long a simulated dependency takes: log-normal, like most service times with a long tail. */
import { type LogNormal, logNormalMs } from '../../scenarios/campaigns/log-normal.ts';

export type LatencySpec = LogNormal;

/**
 * One draw. Its normal draw is Box and Muller's.
 *
 * @param random uniform in [0, 1).
 * @see https://en.wikipedia.org/wiki/Box%E2%80%93Muller_transform
 */
export function latencyMs(spec: LatencySpec, random: () => number): number {
  const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return logNormalMs(spec, z);
}
