/** A real Prometheus that scrapes a breaker while it opens, dies and comes back, and has the counters of a crowd. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Objective, Plan } from '../../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../../scenarios/crowd/drill-times.ts';
import { TIME_BUCKETS_MS } from '../../../scenarios/metrics.ts';
import { drillOf } from '../../../scenarios/testing/drill.ts';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { READING_MS } from '../../breakers/readings.ts';
import type { BreakerReadings, DrillSeen } from '../../evidence/drills-seen.ts';
import { startChild } from '../../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { BreakerPage } from '../../workshop/testing/breaker-page.ts';
import { remoteWrite, type Written } from '../../workshop/testing/remote-write.ts';
import { PLAN as SMALL_PLAN } from '../../workshop/testing/small-plan.ts';
import { authorization } from './access.ts';
import { breakerScrapes } from './breaker-scrapes.ts';
import { connectPrometheus } from './query.ts';
import { completeDrills } from './read-drills.ts';
import { startPrometheus } from './start.ts';

const RUN_ID = 'run-1';
const drill = 'bank-down';
const PLAN: Plan = {
  ...SMALL_PLAN,
  regions: [
    { name: 'north', share: 0.5 },
    { name: 'east', share: 0.5 },
  ],
  drills: [
    drillOf({ expect: [{ kind: 'breaker-opens', id: 'opens', source: 'a test' } as unknown as Objective] }),
  ],
};
const [TIME] = drillTimes(PLAN);
const SEEN: DrillSeen = {
  drill,
  set: { afterMs: TIME!.beginMs, byMs: TIME!.beginMs + 10 },
  lifted: { afterMs: TIME!.endMs, byMs: TIME!.endMs + 10 },
  missing: null,
  breakers: [],
  times: [],
  bystanders: [],
};

let keeper: Keeper;
const page = new BreakerPage('bank');
/** Milliseconds from the run's zero. */
const at = { opened: 0, down: 0, back: 0 };
let zeroAtMs: number;
let completed: DrillSeen;
let readings: BreakerReadings;

beforeAll(async () => {
  const tools = await ensureTools({ progress: console.error });
  keeper = await startKeeper();
  await page.listen();
  const folder = temporaryFolder();
  const { access } = await startPrometheus({
    start: (child) => startChild(keeper, child),
    command: tools.prometheus.path,
    folder: join(folder, 'prometheus'),
    logFile: join(folder, 'prometheus.log'),
    port: null,
    runId: RUN_ID,
    targets: [],
    breakers: await breakerScrapes(PLAN, [{ region: 'north', url: page.url }], async () => []),
  });
  // It takes some seconds to make out its targets.
  while (page.told.length === 0) await sleep(50);
  const startedAtMs = Date.now();
  zeroAtMs = startedAtMs + 1000 - TIME!.beginMs;
  const since = () => Date.now() - zeroAtMs;

  page.now = { state: 0, opened: 0, calls: 30, arrivals: 30 };
  await sleep(1500);
  page.now = { state: 2, opened: 1, calls: 80, arrivals: 50 };
  at.opened = since();
  await sleep(1000);
  await page.takeDown();
  at.down = since();
  await sleep(1500);
  page.now = { state: 0, opened: 0, calls: 7, arrivals: 7 };
  at.back = since();
  await page.listen();
  await sleep(1000);

  const crowd = written(startedAtMs);
  expect(await remoteWrite(access.url, crowd, { authorization: authorization(access) })).toBe(204);
  const run = { runId: RUN_ID, startedAtMs, zeroAtMs, endedAtMs: Date.now() };
  [completed] = (await completeDrills(connectPrometheus(access), run, PLAN, [SEEN])) as [DrillSeen];
  const found = completed.breakers.find(({ region }) => region === 'north');
  expect(found, JSON.stringify(completed)).toBeDefined();
  readings = found!;
});
afterAll(async () => {
  await page.takeDown();
  await keeper.close();
});

/** Each second from the start, as k6 does. */
const written = (startedAtMs: number): Written[] =>
  [0, 1, 2, 3].flatMap((second) => {
    const write = (name: string, labels: object, value: number): Written => ({
      labels: { __name__: `k6_carnival_${name}_total`, run_id: RUN_ID, scenario: 'burst', ...labels },
      value,
      atMs: startedAtMs + second * 1000,
    });
    const north = { step: 'payment.pay', region: 'north' };
    const east = { step: 'payment.pay', region: 'east' };
    const buckets = (labels: object, countUpTo: (ms: number) => number) =>
      [...TIME_BUCKETS_MS, Number.POSITIVE_INFINITY].map((ms) => {
        const le = Number.isFinite(ms) ? String(ms / 1000) : '+Inf';
        return write('bystander_time_seconds_bucket', { ...labels, le }, countUpTo(ms) * second);
      });
    return [
      write('intended', { ...north, drill }, 9 * second),
      write('responses', { ...east, outcome: 'ok', within: 'true' }, 10 * second),
      write('responses', { ...east, outcome: 'failed', within: 'false' }, 2 * second),
      write('responses', { ...east, outcome: 'failed', within: 'own' }, 5 * second),
      write('responses', { ...north, drill, outcome: 'degraded', within: 'true' }, 9 * second),
      write('responses', { step: 'home.view', region: 'north', outcome: 'ok', within: 'true' }, 3 * second),
      ...buckets(east, (ms) => (ms < 10 ? 0 : ms < 20 ? 4 : 12)),
      ...buckets({ step: 'home.view', region: 'north' }, () => 3),
      write(
        'drill_service_time_seconds_bucket',
        { ...north, drill, outcome: 'degraded', le: '0.005' },
        9 * second,
      ),
      write(
        'drill_service_time_seconds_bucket',
        { ...north, drill, outcome: 'degraded', le: '+Inf' },
        9 * second,
      ),
      write('drill_service_time_seconds_bucket', { ...north, outcome: 'ok', le: '+Inf' }, 6 * second),
    ];
  });

/** The readings with what was told by a scrape that may have been the last one before. */
const withTold = () =>
  readings.atMs.map((atMs, i) => ({
    atMs,
    state: readings.state[i]!,
    told: page.told.filter((each) => {
      const ageMs = atMs - (each.atMs - zeroAtMs);
      // Prometheus stamps a scrape when it asks, which is before it is answered.
      return ageMs < 2 * READING_MS && ageMs >= -READING_MS;
    }),
  }));

describe('a breaker that opens, dies and comes back', () => {
  it('is read four times a second, and nothing is read that was not told just before', () => {
    const steps = readings.atMs.slice(1).map((atMs, i) => atMs - readings.atMs[i]!);
    expect(new Set(steps)).toEqual(new Set([READING_MS]));
    const known = withTold().filter(({ state }) => state !== null);
    expect(known.length).toBeGreaterThan(8);
    const names = ['closed', 'half-open', 'open'];
    for (const { state, told, atMs } of known)
      expect(
        told.map((each) => names[each.state]),
        `at ${atMs}`,
      ).toContain(state);
  });

  it('is seen open at the first reading after a scrape told it', () => {
    const firstTold = page.told.find(({ state }) => state === 2)!.atMs - zeroAtMs;
    const firstSeen = readings.atMs[readings.state.indexOf('open')]!;
    expect(firstSeen).toBeGreaterThanOrEqual(at.opened - READING_MS);
    expect(firstSeen).toBeLessThanOrEqual(firstTold + READING_MS);
  });

  it('is unknown while its process is down, never what it was last', () => {
    const gap = readings.atMs.flatMap((atMs, i) =>
      atMs >= at.down + 2 * READING_MS && atMs < at.back ? [i] : [],
    );
    expect(gap.length).toBeGreaterThan(1);
    for (const counter of [readings.state, readings.opened, readings.calls, readings.arrivals])
      expect(gap.map((i) => counter[i])).toEqual(gap.map(() => null));
  });

  it('has counts that never fall: what the dead process had counted is added', () => {
    expect(readings.arrivals.findLast((count) => count !== null)).toBe(50 + 7);
    expect(readings.calls.findLast((count) => count !== null)).toBe(80 + 7);
    expect(readings.opened.findLast((count) => count !== null)).toBe(1);
  });
});

describe('what else is seen of the drill', () => {
  it('a region that tells nothing is there, and unknown', () => {
    const east = completed.breakers.find(({ region }) => region === 'east')!;
    expect(east.dependency).toBe('bank');
    expect(new Set([...east.state, ...east.arrivals])).toEqual(new Set([null]));
  });

  it('service times are kept apart by outcome, inside and outside its window', () => {
    const where = { phase: 'burst', step: 'payment.pay', region: 'north' };
    expect(completed.times).toHaveLength(2);
    expect(completed.times).toEqual(
      expect.arrayContaining([
        {
          ...where,
          drill,
          outcome: 'degraded',
          buckets: [
            { leSeconds: 0.005, count: 27 },
            { leSeconds: null, count: 27 },
          ],
        },
        { ...where, outcome: 'ok', buckets: [{ leSeconds: null, count: 18 }] },
      ]),
    );
  });

  it('bystanders are the other region, and the other steps of its own', () => {
    const [north, east] = completed.bystanders;
    expect(north).toMatchObject({ region: 'north', withoutSteps: ['payment.pay'] });
    expect(east).toMatchObject({ region: 'east', withoutSteps: null });
    const sums = (seconds: DrillSeen['bystanders'][number]['seconds']) => ({
      ended: seconds.reduce((sum, { ended }) => sum + ended, 0),
      failed: seconds.reduce((sum, { failed }) => sum + failed, 0),
      times: seconds.reduce((sum, { times }) => sum.map((n, i) => n + times[i]!), Array(23).fill(0)),
    });
    const times = (at: Readonly<Record<number, number>>) => Array.from({ length: 23 }, (_, i) => at[i] ?? 0);
    expect(sums(east!.seconds)).toEqual({ ended: 36, failed: 6, times: times({ 3: 12, 4: 24 }) });
    expect(sums(north!.seconds)).toEqual({ ended: 9, failed: 0, times: times({ 0: 9 }) });
  });

  it('it happened, for the bank was asked meanwhile', () => {
    expect(completed.missing).toBeNull();
    expect(completed.set).toEqual(SEEN.set);
  });
});
