import { describe, expect, it } from 'vitest';
import type { StepCount } from '../../evidence/counted.ts';
import type { Watched } from '../../evidence/gather-dispersion.ts';
import type { ResponseCount } from '../../evidence/observations.ts';
import type { Prometheus, Series, Span } from './query.ts';
import { readDispersion, type SecondsOfAnswers } from './read-dispersion.ts';

const ZERO_MS = 1_795_368_000_500;
const LATE: Watched = { indicator: 'late', step: null, targetShare: 0.99 };
const WHERE = { phase: 'burst', step: 'home.view', region: 'east' };
const OK: ResponseCount = { ...WHERE, outcome: 'ok', within: 'true', count: 1 };
const FAILED: ResponseCount = { ...WHERE, outcome: 'failed', within: 'false', count: 1 };
const INTENDED: StepCount = { ...WHERE, count: 1 };

/** What a counter read at the end of each second, from the zero on; `null`: it was not there yet. */
type Readings = readonly (number | null)[];

function prometheusWith(
  byOutcome: Readonly<Record<string, Readings>>,
  due: Readings,
  spans: Span[] = [],
): Prometheus {
  const series = (
    labels: Series['labels'],
    readings: Readings,
    { fromMs, untilMs, stepMs }: Span,
  ): Series => ({
    labels: { scenario: WHERE.phase, step: WHERE.step, region: WHERE.region, ...labels },
    points: readings
      .map((value, second) => ({ atMs: ZERO_MS + (second + 1) * 1000, value }))
      .flatMap(({ atMs, value }) =>
        value === null || atMs < fromMs || atMs > untilMs || (atMs - fromMs) % stepMs !== 0
          ? []
          : [{ atMs, value }],
      ),
  });
  return {
    instant: () => Promise.reject(new Error('asked for one instant')),
    range: async (query, span) => {
      spans.push(span);
      if (query.includes('k6_carnival_intended_total{run_id="run-1"}')) return [series({}, due, span)];
      return Object.entries(byOutcome).map(([outcome, readings]) =>
        series({ outcome, within: outcome === 'ok' ? 'true' : 'false' }, readings, span),
      );
    },
  };
}

const read = (prometheus: Prometheus, seconds: number, change: Partial<SecondsOfAnswers> = {}) =>
  readDispersion(prometheus, {
    responses: [OK, FAILED],
    intended: [INTENDED],
    runId: 'run-1',
    zeroAtMs: ZERO_MS,
    endedAtMs: ZERO_MS + seconds * 1000 - 600,
    watched: [LATE],
    counted: (answer) => answer,
    ...change,
  });

describe('how answers lie in time', () => {
  it('is read from what each counter grew by in each second', async () => {
    const prometheus = prometheusWith(
      { ok: [null, 100, 300, 300], failed: [null, null, 10, 40] },
      [5, 100, 310, 340],
    );
    const all = await read(prometheus, 4);
    expect(all.find(({ phase, step }) => phase === null && step === null)).toMatchObject({
      seconds: 3,
      answers: 340,
      bad: 40,
      badSquared: 10 ** 2 + 30 ** 2,
      badTimesAnswers: 10 * 210 + 30 * 30,
      answersSquared: 100 ** 2 + 210 ** 2 + 30 ** 2,
      secondsJudged: 3,
      secondsBad: 2,
    });
  });

  it('keeps the seconds of a drill’s window apart', async () => {
    const labels = { scenario: WHERE.phase, step: WHERE.step, region: WHERE.region };
    const grown = (drill: object, values: readonly number[], { fromMs }: Span): Series => ({
      labels: { ...labels, ...drill },
      points: values.map((value, second) => ({ atMs: fromMs + second * 1000, value })),
    });
    const prometheus: Prometheus = {
      instant: () => Promise.reject(new Error('asked for one instant')),
      range: async (query, span) => {
        expect(query).toMatch(/^sum by \(scenario, step, region, drill\b/);
        const failed = query.includes('responses') ? { outcome: 'failed', within: 'false' } : {};
        return [grown(failed, [10, 30], span), grown({ ...failed, drill: 'bank-down' }, [0, 7], span)];
      },
    };
    const inDrill = { drill: 'bank-down' };
    const all = await read(prometheus, 2, {
      responses: [FAILED, { ...FAILED, ...inDrill }],
      intended: [INTENDED, { ...INTENDED, ...inDrill }],
    });
    const whole = all.filter(({ phase, step }) => phase === null && step === null);
    expect(whole).toMatchObject([
      { answers: 30, seconds: 2 },
      { drill: 'bank-down', answers: 7, seconds: 1 },
    ]);
  });

  it('counts an answer as the objectives do', async () => {
    const prometheus = prometheusWith({ ok: [100, 200], failed: [] }, [100, 200]);
    const counted: SecondsOfAnswers['counted'] = (answer) => ({ ...answer, outcome: 'failed' });
    const all = await read(prometheus, 2, { counted });
    expect(all.find(({ phase, step }) => phase === null && step === null)).toMatchObject({
      answers: 200,
      bad: 200,
    });
  });

  it('is read in pieces of time so that no query is too large, and comes out the same', async () => {
    const SECONDS = 1000;
    const growing = Array.from({ length: SECONDS }, (_, second) => 40 * (second + 1));
    const failing = Array.from({ length: SECONDS }, (_, second) => Math.floor((second + 1) / 50) * 20);
    const spans: Span[] = [];
    const prometheus = prometheusWith({ ok: growing, failed: failing }, growing, spans);
    const whole = await read(prometheus, SECONDS);
    expect(spans).toHaveLength(2);

    // As many series as a large plan has: they are not there, but each may be.
    const manySteps = Array.from({ length: 900 }, (_, i): ResponseCount => ({ ...OK, step: `step-${i}` }));
    const inPieces = await read(prometheus, SECONDS, { responses: [OK, FAILED, ...manySteps] });
    const pieces = spans.slice(2);
    expect(pieces.length).toBeGreaterThan(8);
    for (const { fromMs, untilMs } of pieces)
      expect(((untilMs - fromMs) / 1000 + 1) * 903).toBeLessThanOrEqual(200_000);
    expect(inPieces).toEqual(whole);
  });

  it('ignores what is out of sight: a generator that has ended takes its counts with it', async () => {
    const prometheus = prometheusWith(
      { ok: [100, 200, 150, 250], failed: [0, 10, null, 10] },
      [100, 210, 150, 260],
    );
    const all = await read(prometheus, 4);
    expect(all[0]).toMatchObject({ answers: 260, bad: 10, seconds: 3 });
  });

  it('is not asked for what no objective is about, or never happened', async () => {
    const silent: Prometheus = {
      instant: () => Promise.reject(new Error('asked')),
      range: () => Promise.reject(new Error('asked')),
    };
    expect(await read(silent, 10, { watched: [] })).toEqual([]);
    expect(await read(silent, 10, { watched: [{ ...LATE, step: 'coupon.redeem' }] })).toEqual([]);
    const none = { responses: [{ ...OK, count: 0 }], intended: [{ ...INTENDED, count: 0 }] };
    expect(await read(silent, 10, none)).toEqual([]);
    expect(await read(silent, 0)).toEqual([]);
  });
});
