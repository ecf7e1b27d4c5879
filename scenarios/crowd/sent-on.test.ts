import { describe, expect, it } from 'vitest';
import type { Population } from '../campaigns/plan.ts';
import { COUNTER, EVERY_OUTCOME } from '../metrics.ts';
import { arriving, crowdsOf, held, herd, mixed, planOf, sharesOf } from '../testing/world.ts';
import { spread } from './behaviour.ts';
import { castOf } from './cast.ts';
import { runVirtually, type VirtualTarget } from './virtual-world.ts';

const SECONDS = 60;
/** Answers of every kind: ok, refused, failed and degraded ones, quick and slow. */
const moody: VirtualTarget = {
  answer: (step, _region, nowMs) => {
    const status = [201, 201, 409, 500, 201][(nowMs + step.length) % 5]!;
    return {
      status,
      latencyMs: 10 + (nowMs % 7) * 300,
      ...(nowMs % 3 === 0 ? { mark: 'degraded' as const } : {}),
    };
  },
};

interface Given {
  readonly what: string;
  readonly population: Population;
  readonly inFlightMax?: number;
}
const CROWDS: readonly Given[] = [
  { what: 'arriving buyers', population: arriving(36_000, 'coupon-buyer') },
  { what: 'buyers who try again', population: arriving(36_000, 'retry-storm') },
  { what: 'those who think in all ways', population: arriving(36_000, 'mixed') },
  { what: 'a crowd that thinks in all ways', population: held(1000, 'mixed') },
  { what: 'a herd', population: herd(500, 5) },
  { what: 'browsers', population: held(1000) },
  {
    what: 'a crowd that falls',
    population: held(
      [
        [0, 1000],
        [40, 100],
        [60, 100],
      ],
      'browser',
    ),
  },
  {
    what: 'a crowd that falls and rises again',
    population: held(
      [
        [0, 800],
        [20, 100],
        [50, 900],
      ],
      'coupon-buyer',
    ),
  },
  { what: 'buyers with too few slots', population: arriving(72_000, 'coupon-buyer'), inFlightMax: 5 },
];

/**
 * The law by which a verdict tells who is to blame for a step that was not reached: whoever begins by plan, and whoever an answer
 * sends on, comes; but for those who were cut off.
 */
describe('everybody who is sent on to a step comes to it, or is counted as cut off', () => {
  it.each(CROWDS)('in $what', ({ population, inFlightMax = 10_000 }) => {
    const plan = planOf(SECONDS, [population]);
    const bounded = { ...plan, generator: { ...plan.generator, inFlightMax } };
    const crowds = crowdsOf(bounded, { behaviours: [mixed], shares: sharesOf(2) });
    const { totals } = runVirtually(crowds, { target: moody });
    const { graph } = castOf(bounded, crowds[0]!.phase, crowds[0]!.shop)[0]!;
    const at = (step: string, region: string) => ({ step, region });
    let seenMin = 0;
    for (const { name: region } of plan.regions) {
      const expected = new Float64Array(graph.steps.length);
      const variance = new Float64Array(graph.steps.length);
      graph.steps.forEach((step, node) => {
        EVERY_OUTCOME.forEach((outcome, o) => {
          const count = totals.sum(COUNTER.answers, { ...at(step, region), outcome });
          const next = new Float64Array(graph.steps.length);
          const leaving = spread(graph.edges[o]![node]!, 1, next);
          if (population.kind === 'held') spread(graph.entry, leaving, next);
          next.forEach((share, i) => {
            expected[i]! += count * share;
            variance[i]! += count * share * (1 - share);
          });
        });
      });
      graph.steps.forEach((step, node) => {
        const begun = totals.sum(COUNTER.sessions, { ...at(step, region), cause: 'plan' });
        const cutOff = totals.sum(COUNTER.cutOff, at(step, region));
        const seen = totals.sum(COUNTER.intended, at(step, region));
        seenMin = Math.max(seenMin, seen);
        const off = Math.abs(seen - (begun + expected[node]! - cutOff));
        expect(off, `${step} in ${region}`).toBeLessThanOrEqual(4 * Math.sqrt(variance[node]!) + 1e-6);
      });
    }
    expect(seenMin).toBeGreaterThan(50);
  });
});
