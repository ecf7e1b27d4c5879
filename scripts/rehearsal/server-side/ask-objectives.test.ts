import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Objective, Plan } from '../../../scenarios/campaigns/plan.ts';
import { timetable } from '../../../scenarios/crowd/timetable.ts';
import { PLAN } from '../../workshop/testing/small-plan.ts';
import { PrometheusError } from '../prometheus/query.ts';
import { askObjectives } from './ask-objectives.ts';
import type { Asked, TheirPrometheus } from './their-prometheus.ts';

const ZERO_MS = Date.UTC(2026, 5, 18);
const OBJECTIVE: Extract<Objective, { kind: 'promql' }> = {
  kind: 'promql',
  id: 'queue',
  source: 'a test',
  query: 'max(queue)',
  window: { phase: 'burst' },
  bound: { max: 1 },
};
const plan: Plan = {
  ...PLAN,
  objectives: [OBJECTIVE],
  prometheus: { url: 'http://127.0.0.1:1', scrapeSeconds: 7 },
};
const burst = timetable(plan).find(({ phase }) => phase === 'burst')!;

beforeEach(() => void vi.useFakeTimers({ now: ZERO_MS + burst.endMs }));
afterEach(() => void vi.useRealTimers());

async function answersOf(
  ask: TheirPrometheus['ask'],
  endedMs = burst.endMs,
  signal = new AbortController().signal,
) {
  const askedAtMs: number[] = [];
  const questions: Asked[] = [];
  const theirs: TheirPrometheus = {
    ask: (asked) => {
      askedAtMs.push(Date.now() - ZERO_MS);
      questions.push(asked);
      return ask(asked);
    },
  };
  const run = { plan, theirs, zeroAtMs: ZERO_MS, endedAtMs: ZERO_MS + endedMs, signal };
  const answering = askObjectives(run);
  await vi.advanceTimersByTimeAsync(60_000);
  return { answers: await answering, askedAtMs, questions };
}
const failing = (failure: 'unreachable' | 'refused') => async () => {
  throw new PrometheusError(failure, failure);
};

describe('the user’s own Prometheus', () => {
  it('is asked once the last scrape of the window has come, about exactly that window', async () => {
    const points = [{ atMs: ZERO_MS + burst.startMs, value: 'NaN' }];
    const { answers, askedAtMs, questions } = await answersOf(async () => [{ labels: {}, points }]);
    expect(askedAtMs).toEqual([burst.endMs + 7000]);
    expect(questions).toMatchObject([
      { when: { fromMs: ZERO_MS + burst.startMs, untilMs: ZERO_MS + burst.endMs, stepMs: 1000 } },
    ]);
    const [fromSeconds, untilSeconds] = [burst.startMs / 1000, burst.endMs / 1000];
    const samples = [{ atSeconds: fromSeconds, value: 'NaN' }];
    expect(answers).toEqual([
      { id: 'queue', query: 'max(queue)', fromSeconds, untilSeconds, stepSeconds: 1, samples, missing: null },
    ]);
  });

  it('is asked three times if it does not answer', async () => {
    const { answers, askedAtMs } = await answersOf(failing('unreachable'));
    expect(askedAtMs).toHaveLength(3);
    expect(answers).toMatchObject([{ samples: [], missing: 'unreachable' }]);
  });

  it('is not asked again what it refused', async () => {
    const { answers, askedAtMs } = await answersOf(failing('refused'));
    expect(askedAtMs).toHaveLength(1);
    expect(answers).toMatchObject([{ missing: 'refused' }]);
  });

  it('that comes back is heard', async () => {
    let tries = 0;
    const { answers } = await answersOf(async () => {
      if (++tries < 3) throw new PrometheusError('unreachable', 'busy');
      return [];
    });
    expect(answers).toMatchObject([{ samples: [], missing: null }]);
  });

  it('is not asked about a window that never began', async () => {
    const { answers, askedAtMs } = await answersOf(failing('refused'), burst.startMs - 1);
    expect(askedAtMs).toEqual([]);
    expect(answers).toMatchObject([{ missing: 'its window never began: the load had ended before' }]);
  });

  it('is not waited for when the run has to end', async () => {
    const { answers, askedAtMs } = await answersOf(
      failing('refused'),
      burst.endMs,
      AbortSignal.abort(new Error('SIGINT came')),
    );
    expect(askedAtMs).toEqual([]);
    expect(answers).toMatchObject([{ missing: 'Prometheus was not asked: SIGINT came' }]);
  });

  it('is left alone by a plan that asks nothing', async () => {
    const run = { plan: PLAN, theirs: { ask: failing('refused') }, zeroAtMs: ZERO_MS, endedAtMs: ZERO_MS };
    expect(await askObjectives({ ...run, signal: new AbortController().signal })).toEqual([]);
  });
});
