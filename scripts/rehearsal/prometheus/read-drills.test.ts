import { describe, expect, it } from 'vitest';
import type { Objective, Plan, PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../../scenarios/crowd/drill-times.ts';
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import { drillOf } from '../../../scenarios/testing/drill.ts';
import type { DrillSeen } from '../../evidence/drills-seen.ts';
import { PLAN as SMALL_PLAN } from '../../workshop/testing/small-plan.ts';
import { type Prometheus, PrometheusError, type Span } from './query.ts';
import { completeDrills } from './read-drills.ts';

const ZERO_MS = 1_795_368_000_000;
const RUN = {
  runId: 'run-1',
  startedAtMs: ZERO_MS - 3000,
  zeroAtMs: ZERO_MS,
  endedAtMs: ZERO_MS + 300_000,
};
const OPENS = { kind: 'breaker-opens', id: 'opens', source: 'a test' } as unknown as Objective;
const planOf = (drill: Partial<PlannedDrill>, change: Partial<Plan> = {}): Plan => ({
  ...SMALL_PLAN,
  regions: [
    { name: 'north', share: 0.5 },
    { name: 'east', share: 0.5 },
  ],
  drills: [drillOf({ expect: [OPENS], ...drill })],
  ...change,
});
const SEEN: DrillSeen = {
  drill: 'bank-down',
  set: { afterMs: 110_000, byMs: 110_005 },
  lifted: { afterMs: 115_000, byMs: 115_005 },
  missing: null,
  breakers: [],
  times: [],
  bystanders: [],
};
const [{ beginMs: BEGIN_MS, endMs: END_MS, recoveredMs: RECOVERED_MS }] = drillTimes(planOf({})) as [
  DrillTime,
];

const readingBefore = (atMs: number): number => Math.floor(atMs / 250) * 250;

interface World {
  /** Requests intended in the drill's window so far, at a time from the run's zero. */
  readonly intended?: (atMs: number) => number;
  /** Sessions of the drill's population, at a time from the run's zero. */
  readonly sessions?: (atMs: number) => number;
  /** Of the embedded shop. */
  readonly dependencies?: readonly string[];
  /** By a part of the query: readings of the breaker in the north, at a time from the run's zero. */
  readonly breaker?: Readonly<Record<string, (atMs: number) => number>>;
}

function prometheusOf({ intended = () => 9, sessions = () => 0, breaker = {}, dependencies = [] }: World) {
  const spans: Span[] = [];
  const prometheus: Prometheus = {
    instant: async (query, atMs) => {
      if (query.includes('carnival_sessions_total')) return [{ labels: {}, value: sessions(atMs - ZERO_MS) }];
      return query.includes('intended_total') && query.includes('drill="bank-down"')
        ? [{ labels: {}, value: intended(atMs - ZERO_MS) }]
        : [];
    },
    range: async (query, span) => {
      if (span.lookbackMs !== undefined) spans.push(span);
      if (query.startsWith('count by (dependency)'))
        return dependencies.map((dependency) => ({ labels: { dependency }, points: [] }));
      const found = Object.entries(breaker).find(([part]) => query.includes(part));
      if (found === undefined || !query.includes('region="north"')) return [];
      const count = Math.floor((span.untilMs - span.fromMs) / span.stepMs) + 1;
      const points = Array.from({ length: count }, (_, i) => {
        const atMs = span.fromMs + i * span.stepMs;
        return { atMs, value: found[1](atMs - ZERO_MS) };
      });
      return [{ labels: {}, points }];
    },
  };
  return { prometheus, spans };
}

async function completed(world: World, plan: Plan = planOf({}), seen: DrillSeen = SEEN): Promise<DrillSeen> {
  const [only] = await completeDrills(prometheusOf(world).prometheus, RUN, plan, [seen]);
  return only!;
}
const sinceBegin = (rate: number) => (atMs: number) =>
  Math.max(0, ((Math.min(atMs, END_MS) - BEGIN_MS) / 1000) * rate);

describe('a breaker in a drill', () => {
  it('is read from half a minute before to some seconds after, at whole readings', async () => {
    const { prometheus, spans } = prometheusOf({});
    await completeDrills(prometheus, RUN, planOf({}), [SEEN]);
    expect(spans.length).toBeGreaterThan(0);
    for (const span of spans)
      expect(span).toEqual({
        fromMs: ZERO_MS + readingBefore(BEGIN_MS - 30_000),
        untilMs: ZERO_MS + readingBefore(RECOVERED_MS + 5000),
        stepMs: 250,
        lookbackMs: 500,
      });
  });

  it('is read from as long before as its library remembers, but not from before the run', async () => {
    const metrics = { north: 'http://127.0.0.1:9100/metrics' };
    const slow = { bank: { preset: 'resilience4j', openMs: 90_000, metrics } } as const;
    const { prometheus, spans } = prometheusOf({});
    await completeDrills(prometheus, RUN, planOf({}, { breakers: slow }), [SEEN]);
    expect(spans[0]!.fromMs).toBe(ZERO_MS + readingBefore(BEGIN_MS - 90_000));
    const slower = { bank: { ...slow.bank, openMs: 600_000 } };
    const late = prometheusOf({});
    await completeDrills(late.prometheus, RUN, planOf({}, { breakers: slower }), [SEEN]);
    expect(late.spans[0]!.fromMs).toBe(RUN.startedAtMs);
  });

  it('is not read after the run’s end', async () => {
    const { prometheus, spans } = prometheusOf({});
    const endedAtMs = ZERO_MS + END_MS + 1000;
    await completeDrills(prometheus, { ...RUN, endedAtMs }, planOf({}), [SEEN]);
    expect(spans[0]!.untilMs).toBe(ZERO_MS + readingBefore(endedAtMs - ZERO_MS));
  });

  it('is in a state that is known by its number, else unknown', async () => {
    const { breakers } = await completed({
      breaker: { shop_breaker_state: (atMs) => (atMs < BEGIN_MS ? 0 : atMs < END_MS ? 2 : 1.5) },
    });
    const north = breakers.find(({ region }) => region === 'north')!;
    expect(north.atMs[0]).toBe(readingBefore(BEGIN_MS - 30_000));
    expect([...new Set(north.state)]).toEqual(['closed', 'open', null]);
    expect(north.state.indexOf('open')).toBe(north.atMs.findIndex((atMs) => atMs >= BEGIN_MS));
  });

  it('of another dependency is left out if nobody asked and it stayed shut', async () => {
    const told = (readings: Readonly<Record<string, (atMs: number) => number>>) =>
      completed({ dependencies: ['sms'], breaker: readings });
    const names = ({ breakers }: DrillSeen) => new Set(breakers.map(({ dependency }) => dependency));
    expect(names(await told({ shop_breaker_state: () => 0 }))).toEqual(new Set(['bank']));
    expect(names(await told({ shop_breaker_state: () => 2 }))).toEqual(new Set(['bank', 'sms']));
    expect(names(await told({ shop_dependency_arrivals_total: sinceBegin(1) }))).toEqual(
      new Set(['bank', 'sms']),
    );
  });

  it('is not looked at by a drill of no dependency that judges none', async () => {
    const { prometheus, spans } = prometheusOf({});
    const plan = planOf({ where: { region: 'north' }, expect: [] });
    const [seen] = await completeDrills(prometheus, RUN, plan, [SEEN]);
    expect(spans).toEqual([]);
    expect(seen).toEqual(SEEN);
  });

  it('tells whether anybody asked its dependency, though its drill expects nothing of it', async () => {
    const plan = planOf({ expect: [] });
    const nobody = prometheusOf({
      breaker: { 'event=~"success|failure|reject"': () => 10, shop_dependency_arrivals_total: () => 10 },
    });
    const [missed] = await completeDrills(nobody.prometheus, RUN, plan, [SEEN]);
    expect(missed).toMatchObject({ missing: 'nobody asked "bank" in its time', bystanders: [], times: [] });
    const asked = prometheusOf({ breaker: { 'event=~"success|failure|reject"': sinceBegin(10) } });
    const [seen] = await completeDrills(asked.prometheus, RUN, plan, [SEEN]);
    expect(seen!.missing).toBe(null);
  });
});

describe('a drill has not happened', () => {
  const asked = { 'event=~"success|failure|reject"': sinceBegin(10) };

  it('when no request was due in its window', async () => {
    expect((await completed({ intended: () => 0, breaker: asked })).missing).toBe(
      'no request was due in its window and scope',
    );
  });

  it('when requests were only due in its recovery', async () => {
    const intended = (atMs: number): number => (atMs <= END_MS + 2000 ? 0 : 9);
    const plan = planOf({ where: { region: 'north' }, expect: [] });
    expect((await completed({ intended }, plan)).missing).toBe(
      'no request was due in its scope while its fault was there',
    );
    // Nobody comes at first: that may be the drill.
    const late = planOf({ where: { region: 'north' }, fault: { kind: 'expect-only' }, expect: [] });
    expect((await completed({ intended }, late)).missing).toBeNull();
  });

  it('when nobody asked the dependency in its time, though it was asked before and after', async () => {
    const calls = (atMs: number): number => (atMs < BEGIN_MS ? 5 : atMs <= END_MS ? 9 : 20);
    const breaker = { 'event=~"success|failure|reject"': calls };
    expect((await completed({ breaker })).missing).toBe('nobody asked "bank" in its time');
  });

  it('when nobody of its crowd came in its time', async () => {
    const plan = planOf({ fault: { kind: 'crowd', population: 'bots' } });
    const came = (atMs: number): number => (atMs <= BEGIN_MS ? 3 : 4);
    expect((await completed({ sessions: () => 3, breaker: asked }, plan)).missing).toBe(
      'nobody of population "bots" came in its time',
    );
    expect((await completed({ sessions: came, breaker: asked }, plan)).missing).toBeNull();
  });

  it('when its fault could not be set, whatever else was seen', async () => {
    const missing = 'its fault could not be set';
    expect((await completed({ intended: () => 0 }, planOf({}), { ...SEEN, missing })).missing).toBe(missing);
  });

  it('when Prometheus cannot be read', async () => {
    const failing: Prometheus = {
      instant: () => Promise.reject(new PrometheusError('unreachable', 'Prometheus does not answer')),
      range: () => Promise.reject(new PrometheusError('unreachable', 'Prometheus does not answer')),
    };
    expect(await completeDrills(failing, RUN, planOf({}), [SEEN])).toEqual([
      { ...SEEN, missing: 'Prometheus does not answer' },
    ]);
    const broken: Prometheus = { ...failing, range: () => Promise.reject(new TypeError('oops')) };
    await expect(completeDrills(broken, RUN, planOf({}), [SEEN])).rejects.toThrow(TypeError);
  });
});

describe('a drill has happened', () => {
  it.each([
    { given: 'the dependency was called', breaker: { 'event=~"success|failure|reject"': sinceBegin(10) } },
    { given: 'calls were rejected', breaker: { 'event="reject"': sinceBegin(10) } },
    { given: 'calls arrived', breaker: { shop_dependency_arrivals_total: sinceBegin(10) } },
    { given: 'nobody knows how often it was called', breaker: {} },
  ])('when $given', async ({ breaker }) => {
    expect((await completed({ breaker })).missing).toBeNull();
  });

  it('when it is about a region and no dependency', async () => {
    expect((await completed({}, planOf({ where: { region: 'north' } }))).missing).toBeNull();
  });
});

it('a plan without drills asks Prometheus nothing', async () => {
  const silent: Prometheus = {
    instant: () => Promise.reject(new Error('asked')),
    range: () => Promise.reject(new Error('asked')),
  };
  expect(await completeDrills(silent, RUN, SMALL_PLAN, [])).toEqual([]);
});
