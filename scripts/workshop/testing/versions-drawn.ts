/** Answers of two versions by the second, drawn: failures that come one by one, or hang together from second to second. */
import type { VersionSeconds } from '../../evidence/versions-seen.ts';
import type { Draws } from './seeded-draws.ts';

interface VersionDrawn {
  readonly answersPerSecond: number;
  readonly failedShare: number;
  readonly serviceMs: number;
}

/**
 * Each second's failure share is multiplied by something of its own for each version, and by something of both, and neighbouring
 * seconds have something in common: a log-normal AR(1) series with a mean of 1.
 */
interface Weather {
  /** The correlation of one second with the next. */
  readonly correlation: number;
  readonly sigma: number;
  readonly sigmaOfBoth: number;
}
export const CALM: Weather = { correlation: 0, sigma: 0, sigmaOfBoth: 0 };

export interface ReleaseDrawn {
  readonly seconds: number;
  readonly canary: VersionDrawn;
  readonly stable: VersionDrawn;
  readonly weather: Weather;
  readonly step: string;
  readonly region: string;
}

export function versionsDrawn(release: ReleaseDrawn, draws: Draws): readonly VersionSeconds[] {
  const { seconds, canary, stable, weather, step, region } = release;
  const both = factors(seconds, weather.correlation, weather.sigmaOfBoth, draws);
  const drawn = (
    version: VersionSeconds['version'],
    { answersPerSecond, failedShare, serviceMs }: VersionDrawn,
  ) => {
    const own = factors(seconds, weather.correlation, weather.sigma, draws);
    const answers = own.map(() => draws.poisson(answersPerSecond));
    const failed = answers.map((n, i) => draws.binomial(n, Math.min(1, failedShare * own[i]! * both[i]!)));
    const ok = answers.map((n, i) => n - failed[i]!);
    const zeros = answers.map(() => 0);
    return {
      ...{ step, region, version, sliceSeconds: 1, ok, failed, refused: zeros, degraded: zeros },
      atSeconds: answers.map((_, i) => i),
      servedMs: ok.map((n) => n * serviceMs * (0.9 + 0.2 * draws.uniform())),
    };
  };
  return [drawn('canary', canary), drawn('stable', stable)];
}

function factors(seconds: number, correlation: number, sigma: number, draws: Draws): readonly number[] {
  let state = normal(draws);
  return Array.from({ length: seconds }, () => {
    const factor = Math.exp(sigma * state - sigma ** 2 / 2);
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * normal(draws);
    return factor;
  });
}

/** Polar method of Box and Muller. */
const normal = ({ uniform }: Draws): number =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
