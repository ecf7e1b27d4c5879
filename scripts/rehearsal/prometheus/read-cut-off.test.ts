import { expect, it } from 'vitest';
import { drillOf } from '../../../scenarios/testing/drill.ts';
import type { Prometheus } from './query.ts';
import { readCutOff } from './read-cut-off.ts';

const ZERO_MS = 1_795_368_000_000;
const RUN = {
  runId: 'run-1',
  startedAtMs: ZERO_MS - 3000,
  zeroAtMs: ZERO_MS,
  endedAtMs: ZERO_MS + 300_000,
};
const KILL = drillOf({ where: { process: 'north' }, fault: { kind: 'kill' } });
const SET = { set: { afterMs: 10_000, byMs: 10_040 } };

/** @param failed failures outside all drills, by the second of the run */
function prometheusOf(failed: (atMs: number) => number) {
  const queries: string[] = [];
  const prometheus: Prometheus = {
    instant: async (query, atMs) => {
      queries.push(query);
      return [{ labels: {}, value: failed(atMs - ZERO_MS) }];
    },
    range: () => Promise.reject(new Error('asked')),
  };
  return { prometheus, queries };
}

it('requests that were due before a kill and failed just after it were cut off by it', async () => {
  // Five failed long before it, and nine more at an earlier kill's end do not belong to it either.
  const { prometheus, queries } = prometheusOf((atMs) => (atMs <= 10_000 ? 14 : atMs < 20_000 ? 21 : 90));
  expect(await readCutOff(prometheus, RUN, KILL, SET)).toEqual({ cutOff: 7 });
  for (const query of queries)
    for (const label of ['region="north"', 'outcome="failed"', 'drill=""', 'within!="own"'])
      expect(query).toContain(label);
});

it('a kill that hit nobody has cut off none', async () => {
  const { prometheus } = prometheusOf(() => 14);
  expect(await readCutOff(prometheus, RUN, KILL, SET)).toEqual({ cutOff: 0 });
});

it('nothing is asked of a drill that kills nobody, or of a kill that was not set', async () => {
  const { prometheus, queries } = prometheusOf(() => 1);
  expect(await readCutOff(prometheus, RUN, drillOf(), SET)).toEqual({});
  expect(await readCutOff(prometheus, RUN, KILL, { set: null })).toEqual({});
  expect(queries).toEqual([]);
});
