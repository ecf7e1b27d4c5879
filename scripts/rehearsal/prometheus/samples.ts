/** What the samples of the crowd's counters say. */
import type { Histogram, StepCount } from '../../evidence/counted.ts';
import { PrometheusError, type Sample } from './query.ts';

/** k6's scenario is the phase. */
export const PHASE = 'scenario';

export const label = ({ labels }: Pick<Sample, 'labels'>, name: string): string => labels[name] ?? '';

export const stepCount = (sample: Sample): StepCount => ({
  phase: label(sample, PHASE),
  step: label(sample, 'step'),
  region: label(sample, 'region'),
  ...inDrill(label(sample, 'drill')),
  count: sample.value,
});

/** A count outside every drill's window has no drill. */
const inDrill = (drill: string): Pick<StepCount, 'drill'> => (drill === '' ? {} : { drill });

/** Throws for an unknown label value. Otherwise its counts would silently be missing from every share. */
export function oneOf<T extends string>(
  sample: Pick<Sample, 'labels'>,
  name: string,
  known: readonly T[],
): T {
  const value = known.find((candidate) => candidate === label(sample, name));
  if (value !== undefined) return value;
  const found = `${name}="${label(sample, name)}"`;
  const hint = `known are ${known.join(', ')}; was the crowd built from another version?`;
  throw new PrometheusError(
    'unexpected',
    `a series of phase “${label(sample, PHASE)}” has ${found}: ${hint}`,
  );
}

/** Buckets by bound, +Inf (written as `null`) last. */
export function histogramOf(samples: readonly Sample[]): Histogram {
  const buckets = samples.map((sample) => ({ le: boundSeconds(label(sample, 'le')), count: sample.value }));
  buckets.sort((a, b) => a.le - b.le);
  return { buckets: buckets.map(({ le, count }) => ({ leSeconds: Number.isFinite(le) ? le : null, count })) };
}

/** Seconds of a bucket's bound as it is written in `le`. */
export const boundSeconds = (le: string): number => (le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le));
