/** The crowd's counters of a plan with drills: what was intended in a drill's window is kept apart. */
import { describe, expect, it } from 'vitest';
import type { Labels } from '../../../scenarios/crowd/counters.ts';
import type { Prometheus, Sample } from './query.ts';
import { readCounters } from './read-counters.ts';

const ZERO_MS = 1_795_368_000_500;
const RUN = {
  runId: 'run-1',
  phases: ['burst'],
  orderSteps: ['order.create'],
  watched: [],
  counted: <Answer>(answer: Answer): Answer => answer,
  startedAtMs: ZERO_MS - 5000,
  zeroAtMs: ZERO_MS,
  endedAtMs: ZERO_MS + 3400,
  herds: [],
};

/** Sums the series of the query's metric by the labels that the query names. */
function prometheusWith(byMetric: Readonly<Record<string, readonly Sample[]>>): Prometheus {
  return {
    instant: async (query) => {
      const [, by, metric] = /^sum by \(([^)]*)\) \(last_over_time\((\w+)\{/.exec(query) ?? [];
      const sums = new Map<string, { labels: Labels; value: number }>();
      for (const { labels, value } of byMetric[metric ?? ''] ?? []) {
        const kept = by!.split(', ').flatMap((name) => (name in labels ? [[name, labels[name]!]] : []));
        const sum = sums.get(String(kept)) ?? { labels: Object.fromEntries(kept), value: 0 };
        sums.set(String(kept), { ...sum, value: sum.value + value });
      }
      return [...sums.values()];
    },
    range: async () => [],
  };
}

const AT = { scenario: 'burst', step: 'payment.pay', region: 'east' };
const WHERE = { phase: 'burst', step: 'payment.pay', region: 'east' };
const FAILED = { outcome: 'failed', within: 'false' } as const;
const drill = 'payments-down';

describe('a plan with drills', () => {
  it('has the counts of each drill’s window beside those of no drill', async () => {
    const counters = await readCounters(
      prometheusWith({
        k6_carnival_intended_total: [
          { labels: AT, value: 7 },
          { labels: { ...AT, drill }, value: 5 },
        ],
        k6_carnival_responses_total: [
          { labels: { ...AT, ...FAILED }, value: 6 },
          { labels: { ...AT, ...FAILED, drill }, value: 4 },
        ],
        k6_carnival_unsent_total: [{ labels: { ...AT, drill }, value: 1 }],
      }),
      RUN,
    );
    expect(counters.intended).toStrictEqual([
      { ...WHERE, count: 7 },
      { ...WHERE, drill, count: 5 },
    ]);
    expect(counters.responses).toStrictEqual([
      { ...WHERE, ...FAILED, count: 6 },
      { ...WHERE, ...FAILED, drill, count: 4 },
    ]);
    expect(counters.unsent).toStrictEqual([{ ...WHERE, drill, count: 1 }]);
  });
});
