/** Levels of a shop whose curve is known, with errors drawn. */
import type { Errors } from '../../capacity/fit.ts';
import type { Level } from '../../capacity/level.ts';
import { normal, type Random } from '../../capacity/random.ts';
import { type Curve, throughputAt } from '../../capacity/usl.ts';

export const MACHINES_OF_8 = [1, 2, 3, 4, 5, 6, 7, 8];
export const MACHINES_OF_6 = [1, 2, 3, 4, 6, 8];

/** Shops by what is in their way. 1,000 requests a second a machine. */
export const SHOPS = {
  linear: { lambda: 1000, sigma: 0, kappa: 0 },
  contention: { lambda: 1000, sigma: 0.1, kappa: 0 },
  crosstalk: { lambda: 1000, sigma: 0.05, kappa: 0.01 },
} as const satisfies Readonly<Record<string, Curve>>;

export const levelOf = (replicas: number, throughput: number, change: Partial<Level> = {}): Level => ({
  ...{
    replicas,
    load: null,
    repetition: 0,
    throughput,
    seconds: null,
    isInObjective: null,
    state: 'measured',
  },
  ...change,
});

/** @param scatter of each throughput, as a share of it, or of the largest where errors are constant */
export function levelsDrawn(
  curve: Curve,
  { at = MACHINES_OF_8, repetitions = 1, scatter = 0.02, errors = 'relative' as Errors },
  random: Random,
): readonly Level[] {
  const largest = Math.max(...at.map((n) => throughputAt(curve, n)));
  return Array.from({ length: repetitions }, (_, repetition) =>
    at.map((n) => {
      const truth = throughputAt(curve, n);
      const noise = scatter * normal(random);
      const throughput =
        errors === 'relative' ? truth * Math.exp(noise) : Math.max(1, truth + noise * largest);
      return levelOf(n, throughput, { repetition });
    }),
  ).flat();
}
