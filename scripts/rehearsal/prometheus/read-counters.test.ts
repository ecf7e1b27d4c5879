import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Prometheus, PrometheusError, type Sample } from './query.ts';
import { readCounters } from './read-counters.ts';

const ZERO_MS = 1_795_368_000_500;
const RUN = {
  runId: 'run-1',
  phases: ['warm-up', 'burst'],
  orderSteps: ['order.create', 'live.order'],
  watched: [],
  counted: <Answer>(answer: Answer): Answer => answer,
  startedAtMs: ZERO_MS - 5000,
  zeroAtMs: ZERO_MS,
  endedAtMs: ZERO_MS + 3400,
  herds: [],
};

/** Answers by the first metric whose name the query contains; counters in ranges by their reading's number. */
function prometheusWith(
  instant: Readonly<Record<string, readonly Sample[]>>,
  readings: Readonly<Record<string, readonly (number | null)[]>> = {},
): Prometheus {
  return {
    instant: async (query, atMs) => {
      expect(atMs).toBe(RUN.endedAtMs);
      expect(query).toContain('[8400ms]');
      if (query.startsWith('resets('))
        return instant.broken?.filter(({ labels }) => query.includes(labels.__name__!)) ?? [];
      const name = Object.keys(instant).find((each) => query.includes(`(${each}{run_id="run-1"}[`));
      return name === undefined ? [] : instant[name]!;
    },
    range: async (query, { fromMs, stepMs }) => {
      const name = Object.keys(readings).find((each) => query.includes(each));
      const values = name === undefined ? [] : readings[name]!;
      const points = values.flatMap((value, i) =>
        value === null ? [] : [{ atMs: fromMs + i * stepMs, value }],
      );
      return points.length === 0 ? [] : [{ labels: {}, points }];
    },
  };
}

describe('what the crowd counted', () => {
  it('is read by phase, step, region, outcome and whether it was in time', async () => {
    const at = { scenario: 'burst', step: 'home.view', region: 'east' };
    const counters = await readCounters(
      prometheusWith({
        k6_carnival_intended_total: [{ labels: at, value: 7 }],
        k6_carnival_responses_total: [
          { labels: { ...at, outcome: 'ok', within: 'true' }, value: 4 },
          { labels: { ...at, outcome: 'failed', within: 'false' }, value: 2 },
          { labels: { ...at, outcome: 'stopped', within: 'true' }, value: 1 },
        ],
        k6_carnival_unsent_total: [{ labels: at, value: 1 }],
        k6_carnival_answers_total: [
          { labels: { ...at, population: 'browsers', outcome: 'degraded' }, value: 6 },
        ],
        k6_carnival_sessions_total: [{ labels: { ...at, population: 'browsers', cause: 'plan' }, value: 3 }],
        k6_carnival_cut_off_total: [{ labels: { ...at, population: 'browsers' }, value: 7 }],
        k6_carnival_guarded_total: [
          { labels: { scenario: 'burst', population: 'scalpers', answer: 'stopped' }, value: 5 },
        ],
        k6_carnival_sessions_stopped_total: [
          { labels: { scenario: 'burst', population: 'scalpers' }, value: 2 },
        ],
      }),
      RUN,
    );
    const where = { phase: 'burst', step: 'home.view', region: 'east' };
    expect(counters).toMatchObject({
      intended: [{ ...where, count: 7 }],
      responses: [
        { ...where, outcome: 'ok', within: 'true', count: 4 },
        { ...where, outcome: 'failed', within: 'false', count: 2 },
        { ...where, outcome: 'stopped', within: 'true', count: 1 },
      ],
      unsent: [{ ...where, count: 1 }],
      answers: [{ ...where, population: 'browsers', outcome: 'degraded', count: 6 }],
      sessions: [{ ...where, population: 'browsers', cause: 'plan', count: 3 }],
      cutOff: [{ ...where, population: 'browsers', count: 7 }],
      guarded: [{ phase: 'burst', population: 'scalpers', answer: 'stopped', count: 5 }],
      sessionsStopped: [{ phase: 'burst', population: 'scalpers', value: 2 }],
      distinctShoppers: [],
      missing: null,
    });
  });

  it('names the counters that fell or are below zero', async () => {
    const labels = {
      __name__: 'k6_carnival_responses_total',
      run_id: 'run-1',
      step: 'home.view',
      outcome: 'ok',
    };
    const { brokenSeries } = await readCounters(prometheusWith({ broken: [{ labels, value: 1 }] }), RUN);
    expect(brokenSeries).toEqual(['k6_carnival_responses_total{step="home.view", outcome="ok"}']);
    expect((await readCounters(prometheusWith({}), RUN)).brokenSeries).toEqual([]);
  });

  it('keeps histograms apart by phase and cause, in the order of their bounds, +Inf last', async () => {
    const bucket = (scenario: string, cause: string, le: string, value: number) => ({
      labels: { scenario, cause, le },
      value,
    });
    const { phases } = await readCounters(
      prometheusWith({
        k6_carnival_send_lag_seconds_bucket_total: [
          bucket('burst', 'generator', '+Inf', 30),
          bucket('burst', 'generator', '10', 20),
          bucket('burst', 'generator', '0.005', 1),
          bucket('burst', 'slot', '+Inf', 5),
          bucket('warm-up', 'generator', '+Inf', 99),
        ],
      }),
      RUN,
    );
    expect(phases[1]!.sendLag).toEqual({
      generator: {
        buckets: [
          { leSeconds: 0.005, count: 1 },
          { leSeconds: 10, count: 20 },
          { leSeconds: null, count: 30 },
        ],
      },
      slot: { buckets: [{ leSeconds: null, count: 5 }] },
    });
  });

  it('counts what the generator itself is to blame for, phase by phase', async () => {
    const { phases } = await readCounters(
      prometheusWith({ k6_carnival_own_failures_total: [{ labels: { scenario: 'burst' }, value: 3 }] }),
      RUN,
    );
    expect(phases.map(({ ownFailures }) => ownFailures)).toEqual([0, 3]);
  });

  it('counts the VUs of each phase, and none of a phase that never began', async () => {
    const vu = (scenario: string) => ({ labels: { scenario }, value: 4 });
    const { phases } = await readCounters(
      prometheusWith({ k6_carnival_vu_started_total: [vu('warm-up')] }),
      RUN,
    );
    expect(phases.map(({ phase, vusStarted, vusFinished }) => [phase, vusStarted, vusFinished])).toEqual([
      ['warm-up', 4, 0],
      ['burst', 0, 0],
    ]);
  });
});

describe('seconds', () => {
  it('are increments between readings, the last one past the end', async () => {
    const { seconds } = await readCounters(
      prometheusWith(
        {},
        {
          k6_carnival_intended_total: [null, 10, 25, 25, 31],
          'outcome!="failed", within="true"': [null, 9, 20, 20, 26],
          'outcome="ok", step=~"order\\\\.create|live\\\\.order"': [null, null, 1, 1, 3],
          k6_carnival_responses_total: [null, 9, 24, 24, 31],
          k6_carnival_shoppers: [100, 101, 102, 103, null],
        },
      ),
      RUN,
    );
    expect(seconds).toEqual([
      { atSeconds: 0, intended: 10, responses: 9, good: 9, ordersOk: 0, shoppers: 101 },
      { atSeconds: 1, intended: 15, responses: 15, good: 11, ordersOk: 1, shoppers: 102 },
      { atSeconds: 2, intended: 0, responses: 0, good: 0, ordersOk: 0, shoppers: 103 },
      { atSeconds: 3, intended: 6, responses: 7, good: 6, ordersOk: 2, shoppers: 0 },
    ]);
  });

  it('add up to the last reading, whatever the counters did', async () => {
    const counter = fc.array(fc.nat({ max: 5000 }), { minLength: 5, maxLength: 5 }).map((steps) => {
      let sum = 0;
      return [0, ...steps.slice(1)].map((step) => (sum += step));
    });
    await fc.assert(
      fc.asyncProperty(counter, async (intended) => {
        const { seconds } = await readCounters(
          prometheusWith({}, { k6_carnival_intended_total: intended }),
          RUN,
        );
        expect(seconds.reduce((sum, second) => sum + second.intended, 0)).toBe(intended.at(-1));
      }),
    );
  });

  it('are none when the run was stopped before its zero', async () => {
    const stopped = { ...RUN, startedAtMs: ZERO_MS - 8400, endedAtMs: ZERO_MS };
    const prometheus: Prometheus = {
      instant: async () => [],
      range: () => Promise.reject(new Error('asked for no seconds')),
    };
    expect((await readCounters(prometheus, stopped)).seconds).toEqual([]);
  });
});

describe("a herd's own steps", () => {
  const HERD = { phase: 'burst', step: 'flash.take', atMs: 1500 };
  const PAYING = { ...HERD, step: 'payment.pay' };

  it('are read one by one and by the second from the release on, without drills, stopped bots and what was the generator’s fault', async () => {
    const only = 'step="flash.take", drill=""';
    const paying = `intended_total{run_id="${RUN.runId}", step="payment.pay", drill=""}`;
    const { herds } = await readCounters(
      prometheusWith(
        {},
        {
          [`intended_total{run_id="${RUN.runId}", ${only}}`]: [null, 10, 25, 40, 46],
          [`${only}, outcome!="stopped", within!="own"`]: [null, 9, 20, 35, 46],
          [`${only}, outcome=~"ok|refused", within="true"`]: [null, 9, 20, 33, 44],
          [`responses_total{run_id="${RUN.runId}", ${only}}`]: [null, 9, 22, 38, 49],
          [`unsent_total{run_id="${RUN.runId}", ${only}}`]: [null, 0, 1, 1, 2],
          [paying]: [null, 0, 4, 4, 4],
        },
      ),
      { ...RUN, herds: [HERD, PAYING] },
    );
    expect(herds).toEqual([
      {
        phase: 'burst',
        step: 'flash.take',
        seconds: [
          { atSeconds: 1, intended: 15, responses: 11, good: 11, ended: 14 },
          { atSeconds: 2, intended: 15, responses: 15, good: 13, ended: 16 },
          { atSeconds: 3, intended: 6, responses: 11, good: 11, ended: 12 },
        ],
      },
      {
        phase: 'burst',
        step: 'payment.pay',
        seconds: [
          { atSeconds: 1, intended: 4, responses: 0, good: 0, ended: 0 },
          { atSeconds: 2, intended: 0, responses: 0, good: 0, ended: 0 },
          { atSeconds: 3, intended: 0, responses: 0, good: 0, ended: 0 },
        ],
      },
    ]);
  });

  it('are none when the run was stopped before the release', async () => {
    const late = { ...HERD, atMs: 60_000 };
    const { herds } = await readCounters(prometheusWith({}), { ...RUN, herds: [late] });
    expect(herds).toEqual([{ phase: 'burst', step: 'flash.take', seconds: [] }]);
  });
});

describe('what cannot be read', () => {
  it('is reported as missing, with no counts and every phase without VUs', async () => {
    const gone: Prometheus = {
      instant: () =>
        Promise.reject(new PrometheusError('unreachable', 'Prometheus does not answer: ECONNREFUSED')),
      range: async () => [],
    };
    const counters = await readCounters(gone, RUN);
    expect(counters).toMatchObject({
      missing: 'Prometheus does not answer: ECONNREFUSED',
      intended: [],
      responses: [],
      seconds: [],
    });
    expect(counters.phases).toEqual(
      RUN.phases.map((phase) => ({
        phase,
        vusStarted: 0,
        vusFinished: 0,
        ownFailures: 0,
        sendLag: { generator: { buckets: [] }, slot: { buckets: [] } },
        tickLag: { buckets: [] },
      })),
    );
  });

  it.each([
    { given: 'an unknown outcome', labels: { outcome: 'maybe', within: 'true' }, want: /outcome="maybe"/ },
    { given: 'no word on time', labels: { outcome: 'ok' }, want: /within=""/ },
  ])('is a response with $given', async ({ labels, want }) => {
    const sample = { labels: { scenario: 'burst', ...labels }, value: 1 };
    const counters = await readCounters(prometheusWith({ k6_carnival_responses_total: [sample] }), RUN);
    expect(counters.missing).toMatch(want);
    expect(counters.responses).toEqual([]);
  });

  it('does not hide a defect of this program', async () => {
    const broken: Prometheus = {
      instant: () => Promise.reject(new TypeError('oops')),
      range: async () => [],
    };
    await expect(readCounters(broken, RUN)).rejects.toThrow(TypeError);
  });
});
