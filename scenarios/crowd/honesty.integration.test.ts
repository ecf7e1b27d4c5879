/**
 * The golden test: response time counts from the intended send, so a target that stands still is felt by all who should have
 * been served meanwhile. A closed loop would report it once a VU.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Keeper, startKeeper } from '../../scripts/machine/processes/keeper.ts';
import { runGenerators, startSmallTarget } from '../../scripts/workshop/testing/generators.ts';
import { trialPlan } from '../../scripts/workshop/testing/trial-plan.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const SECONDS = 40;
/** Long, so that the moment which the queue takes to be served is little beside it. */
const STOPPED_SECONDS = 10;
const REQUEST_TIMEOUT_MS = 30_000;
/** Few, so that the queue behind the stopped target is served at once when it goes on. */
const REQUESTS_PER_SECOND = 25;
const TOLERANCE = 0.02;

let keeper: Keeper;
beforeAll(async () => {
  keeper = await startKeeper();
});
afterAll(() => keeper.close());

it('a target that stands still for S of D seconds shows in p95 and p99 as S − (1 − q)·D', async () => {
  const folder = temporaryFolder();
  const { child: target, url } = await startSmallTarget(keeper, folder);
  const summary = join(folder, 'summary.json');
  let stoppedMs = 0;
  await runGenerators({
    keeper,
    folder,
    plan: constantRatePlan(),
    targetUrl: url,
    // An exact Trend needs the summary; native histograms are off by up to 9 %.
    processes: [['--summary-mode=compact', '--summary-trend-stats=p(95),p(99),count']],
    scenario: await withSummary(folder),
    env: { CARNIVAL_EXACT_TREND: '1', CARNIVAL_SUMMARY: summary },
    atZero: async () => {
      await sleep((SECONDS / 3) * 1000);
      target.signal('SIGSTOP');
      const stoppedAtMs = performance.now();
      await sleep(STOPPED_SECONDS * 1000);
      target.signal('SIGCONT');
      stoppedMs = performance.now() - stoppedAtMs;
    },
  });
  const { values } = JSON.parse(await readFile(summary, 'utf8')).metrics.carnival_response_time;
  expect(values.count).toBe(SECONDS * REQUESTS_PER_SECOND);
  for (const [name, q] of [
    ['p(95)', 0.95],
    ['p(99)', 0.99],
  ] as const) {
    const want = stoppedMs - (1 - q) * SECONDS * 1000;
    expect(values[name], name).toBeGreaterThan(want * (1 - TOLERANCE));
    expect(values[name], name).toBeLessThan(want * (1 + TOLERANCE));
  }
});

function constantRatePlan() {
  const plan = trialPlan({ seconds: SECONDS, browsers: 0, couponBuyersPerHour: 0 });
  const [phase] = plan.phases;
  return {
    ...plan,
    generator: { ...plan.generator, requestTimeoutMs: REQUEST_TIMEOUT_MS },
    phases: [
      {
        ...phase!,
        populations: [
          {
            kind: 'arriving',
            name: 'passers-by',
            behaviour: 'passer-by',
            // The first arrives a gap after the start, so the last would come at the very end.
            perHour: [{ atMinute: 0, value: REQUESTS_PER_SECOND * 3600 * (1 + 1e-9) }],
            process: 'even',
            paced: false,
          },
        ],
      },
    ],
  } as const;
}

async function withSummary(folder: string): Promise<string> {
  const file = join(folder, 'with-summary.ts');
  await writeFile(
    file,
    `import { stage } from '${join(import.meta.dirname, 'on-k6.ts')}';
import { mockShopOf } from '${join(import.meta.dirname, '..', 'targets', 'mock-shop', 'mock-shop.ts')}';
const rehearsal = stage(JSON.parse(open(__ENV.CARNIVAL_PLAN)), mockShopOf);
export const options = rehearsal.options;
export default rehearsal.perform;
export const handleSummary = (data) => ({ [__ENV.CARNIVAL_SUMMARY]: JSON.stringify(data) });
`,
  );
  return file;
}
