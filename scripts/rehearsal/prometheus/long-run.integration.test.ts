/** A run of three hours with twenty regions, read from a Prometheus that lets a query load little at once. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { remoteWrite, type Written } from '../../workshop/testing/remote-write.ts';
import { authorization, type PrometheusAccess } from './access.ts';
import { connectPrometheus } from './query.ts';
import { readCounters } from './read-counters.ts';
import { startPrometheus } from './start.ts';

const RUN_ID = 'long';
const SECONDS = 3 * 3600;
const EVERY_SECONDS = 60;
const REGIONS = 20;
const STEPS = 5;
/** A tenth of what one series a region and step has, read second by second over the run. */
const SAMPLES_MAX = (REGIONS * STEPS * SECONDS) / 10;
/** What each series counts from one write to the next. */
const GROWTH = 3;
const STARTED_MS = Date.now() - SECONDS * 1000 - 10_000;

let keeper: Keeper;
let access: PrometheusAccess;
beforeAll(async () => {
  const tools = await ensureTools({ progress: console.error });
  keeper = await startKeeper();
  const folder = temporaryFolder();
  ({ access } = await startPrometheus({
    start: (child) => {
      const args = child.args.filter((arg) => !arg.startsWith('--query.max-samples='));
      return startChild(keeper, { ...child, args: [...args, `--query.max-samples=${SAMPLES_MAX}`] });
    },
    command: tools.prometheus.path,
    folder: join(folder, 'prometheus'),
    logFile: join(folder, 'prometheus.log'),
    port: null,
    runId: RUN_ID,
    targets: [],
  }));
  const headers = { authorization: authorization(access) };
  for (let second = 0; second <= SECONDS; second += EVERY_SECONDS)
    expect(await remoteWrite(access.url, countsAt(second), headers)).toBe(204);
});
afterAll(() => keeper.close());

function countsAt(second: number): readonly Written[] {
  const value = (second / EVERY_SECONDS) * GROWTH;
  const atMs = STARTED_MS + second * 1000;
  return Array.from({ length: REGIONS * STEPS }, (_, i) => {
    const labels = {
      run_id: RUN_ID,
      scenario: 'burst',
      region: `r${i % REGIONS}`,
      step: `s${Math.floor(i / REGIONS)}`,
    };
    return { labels: { __name__: 'k6_carnival_intended_total', ...labels }, value, atMs };
  });
}

it('is read whole', async () => {
  const counters = await readCounters(connectPrometheus(access), {
    runId: RUN_ID,
    phases: ['burst'],
    orderSteps: ['order.create'],
    watched: [{ indicator: 'late', step: null, targetShare: 0.99 }],
    counted: (answer) => answer,
    herds: [],
    startedAtMs: STARTED_MS,
    zeroAtMs: STARTED_MS,
    endedAtMs: STARTED_MS + SECONDS * 1000,
  });
  expect(counters.missing).toBe(null);
  expect(counters.brokenSeries).toEqual([]);
  const writes = SECONDS / EVERY_SECONDS;
  expect(counters.intended).toHaveLength(REGIONS * STEPS);
  for (const { count } of counters.intended) expect(count).toBe(writes * GROWTH);
  expect(counters.seconds).toHaveLength(SECONDS);
  const grew = counters.seconds.map(({ intended }, second) => [second, intended] as const);
  expect(grew.filter(([, intended]) => intended !== 0)).toEqual(
    Array.from({ length: writes }, (_, i) => [(i + 1) * EVERY_SECONDS - 1, GROWTH * REGIONS * STEPS]),
  );
});
