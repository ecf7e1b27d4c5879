import { describe, expect, it } from 'vitest';
import type { Labels } from '../../../scenarios/crowd/counters.ts';
import type { Series, Span } from './query.ts';
import { readStepTimes } from './read-step-times.ts';

const ZERO_MS = 1_000_000;
const RUN = { runId: 'run-1', zeroAtMs: ZERO_MS, endedAtMs: ZERO_MS + 3500 };

const series = (labels: Labels, readings: readonly number[], stepMs = 1000): Series => ({
  labels,
  points: readings.map((value, i) => ({ atMs: ZERO_MS + (i + 1) * stepMs, value })),
});

function prometheus(answers: readonly Series[], times: readonly Series[]) {
  const asked: { query: string; span: Span }[] = [];
  return {
    asked,
    instant: () => Promise.reject(new Error('nobody asks for it')),
    range: async (query: string, span: Span) => {
      asked.push({ query, span });
      return query.includes('responses_total') ? answers : times;
    },
  };
}

const HOME = { scenario: 'burst', step: 'home.view' };

describe('the times of steps', () => {
  it('are read by the second, phase by phase', async () => {
    const source = prometheus(
      [series(HOME, [10, 10, 25]), series({ ...HOME, scenario: 'warm-up' }, [3, 3, 3])],
      [series(HOME, [0.1, 0.1, 0.4]), series({ ...HOME, scenario: 'warm-up' }, [0.03, 0.03, 0.03])],
    );
    const [burst, warmUp] = await readStepTimes(source, RUN);
    expect(burst).toEqual({
      ...{ phase: 'burst', step: 'home.view', sliceSeconds: 1, atSeconds: [0, 2], answers: [10, 15] },
      responseMs: [expect.closeTo(100, 9), expect.closeTo(300, 9)],
    });
    expect(warmUp).toMatchObject({ phase: 'warm-up', atSeconds: [0], answers: [3] });
  });

  it('count the answers whose time the crowd adds up, and no others', async () => {
    const source = prometheus([], []);
    expect(await readStepTimes(source, RUN)).toEqual([]);
    expect(source.asked[0]!.query).toContain(
      'run_id="run-1", drill="", outcome!="failed", outcome!="stopped", within!="own"',
    );
  });

  it('of a day have no more slices than those of four minutes', async () => {
    const source = prometheus([], []);
    await readStepTimes(source, { ...RUN, endedAtMs: ZERO_MS + 24 * 3600 * 1000 });
    const { fromMs, untilMs, stepMs } = source.asked[0]!.span;
    expect((untilMs - fromMs) / stepMs + 1).toBe(240);
  });
});
