/**
 * Reads breakers reading by reading. At each one Prometheus gives the value that it scraped last, which is up to one scrape interval
 * old. It gives none that is older than two: then nobody knows.
 */

import { READING_MS, STALE_MS } from '../../breakers/readings.ts';
import type { BreakerReadings } from '../../evidence/drills-seen.ts';
import type { Prometheus, Span } from './query.ts';
import { rising } from './rising.ts';
import { BREAKER_STATES, type WatchedBreaker } from './watched-breakers.ts';

/** From one time to another, milliseconds from the run's zero. */
export interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Rejects with a `PrometheusError` and nothing else. */
export async function readBreakers(
  prometheus: Prometheus,
  zeroAtMs: number,
  breakers: readonly WatchedBreaker[],
  { fromMs, untilMs }: Stretch,
): Promise<readonly BreakerReadings[]> {
  const count = Math.max(0, Math.floor((untilMs - fromMs) / READING_MS) + 1);
  const atMs = Array.from({ length: count }, (_, i) => fromMs + i * READING_MS);
  const readings = async (query: string | null): Promise<Readings> => {
    const values: (number | null)[] = atMs.map(() => null);
    if (query === null || count === 0) return values;
    const span: Span = {
      fromMs: zeroAtMs + fromMs,
      untilMs: zeroAtMs + atMs.at(-1)!,
      stepMs: READING_MS,
      lookbackMs: STALE_MS,
    };
    for (const { points } of await prometheus.range(query, span))
      for (const point of points)
        if (Number.isFinite(point.value))
          values[Math.round((point.atMs - span.fromMs) / READING_MS)] = point.value;
    return values;
  };
  const all: BreakerReadings[] = [];
  for (const { dependency, region, state, opened, calls, rejected, arrivals } of breakers)
    all.push({
      dependency,
      region,
      atMs,
      state: (await readings(state)).map((value) =>
        value === null ? null : (BREAKER_STATES[value] ?? null),
      ),
      opened: rising(await readings(opened)),
      calls: rising(await readings(calls)),
      rejected: rising(await readings(rejected)),
      arrivals: rising(await readings(arrivals)),
    });
  return all;
}

type Readings = readonly (number | null)[];
