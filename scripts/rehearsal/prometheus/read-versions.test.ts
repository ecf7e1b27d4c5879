import { describe, expect, it } from 'vitest';
import type { Labels } from '../../../scenarios/crowd/counters.ts';
import { PrometheusError, type Series, type Span } from './query.ts';
import { readVersions } from './read-versions.ts';

const ZERO_MS = 1_000_000;
const RUN = { runId: 'run-1', zeroAtMs: ZERO_MS, endedAtMs: ZERO_MS + 4500 };

/** A counter's readings at the end of each second. */
const series = (labels: Labels, readings: readonly number[], stepMs = 1000): Series => ({
  labels,
  points: readings.map((value, i) => ({ atMs: ZERO_MS + (i + 1) * stepMs, value })),
});
const PLACE = { scenario: 'burst', step: 'payment.pay', region: 'east' };
const CANARY = { ...PLACE, version: 'canary' };

function prometheus(answers: readonly Series[], times: readonly Series[]) {
  const asked: { query: string; span: Span }[] = [];
  return {
    asked,
    instant: () => Promise.reject(new Error('nobody asks for it')),
    range: async (query: string, span: Span) => {
      asked.push({ query, span });
      return query.includes('version_responses') ? answers : times;
    },
  };
}

describe('what versions answered', () => {
  it('is read by the second: how much each counter grew, and how long it took', async () => {
    const source = prometheus(
      [
        series({ ...CANARY, outcome: 'ok' }, [0, 10, 10, 25, 25]),
        series({ ...CANARY, outcome: 'failed' }, [0, 0, 1, 1, 1]),
        series({ ...PLACE, version: 'stable', outcome: 'refused' }, [2, 2, 2, 2, 2]),
      ],
      [series(CANARY, [0, 0.05, 0.05, 0.2, 0.2])],
    );
    const [canary, stable] = await readVersions(source, RUN);
    expect(canary).toEqual({
      ...{ step: 'payment.pay', region: 'east', version: 'canary', sliceSeconds: 1 },
      ...{
        atSeconds: [1, 2, 3],
        ok: [10, 0, 15],
        failed: [0, 1, 0],
        refused: [0, 0, 0],
        degraded: [0, 0, 0],
      },
      servedMs: [50, 0, expect.closeTo(150, 9)],
    });
    expect(stable).toMatchObject({ version: 'stable', atSeconds: [0], refused: [2] });
  });

  it('is of this run only, without what the generator spoiled and without bots that were stopped', async () => {
    const source = prometheus([], []);
    expect(await readVersions(source, RUN)).toEqual([]);
    expect(source.asked[0]!.query).toContain('run_id="run-1", within!="own", outcome!="stopped"');
    expect(source.asked[0]!.span).toEqual({ fromMs: ZERO_MS + 1000, untilMs: ZERO_MS + 5000, stepMs: 1000 });
  });

  it('adds up phases, of which one goes out of sight when it is over', async () => {
    const source = prometheus(
      [
        series({ ...CANARY, outcome: 'ok' }, [5, 5]),
        series({ ...CANARY, scenario: 'flash-sale', outcome: 'ok' }, [0, 3, 4]),
      ],
      [],
    );
    const [canary] = await readVersions(source, RUN);
    expect(canary).toMatchObject({ atSeconds: [0, 1, 2], ok: [5, 3, 1] });
  });

  it('is not counted twice when one of two generators ends before the other', async () => {
    const source = prometheus([series({ ...CANARY, outcome: 'ok' }, [10, 20, 8, 9, 24])], []);
    const [canary] = await readVersions(source, RUN);
    expect(canary).toMatchObject({ atSeconds: [0, 1, 4], ok: [10, 10, 4] });
  });

  it('comes in longer slices from a run of more than an hour', async () => {
    const day = { ...RUN, endedAtMs: ZERO_MS + 86_400_000 };
    const source = prometheus([series({ ...CANARY, outcome: 'ok' }, [5, 9], 24_000)], []);
    const [canary] = await readVersions(source, day);
    expect(canary).toMatchObject({ sliceSeconds: 24, atSeconds: [0, 24], ok: [5, 4] });
    expect(source.asked[0]!.span).toMatchObject({ stepMs: 24_000, untilMs: ZERO_MS + 86_400_000 });
  });

  it('of a version that nobody knows is an error', async () => {
    const source = prometheus([series({ ...CANARY, version: 'blue', outcome: 'ok' }, [1])], []);
    await expect(readVersions(source, RUN)).rejects.toThrow(PrometheusError);
  });
});
