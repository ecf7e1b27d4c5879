/** A k6 that nobody but its user has started, in a checkout of its own: it loads what `carnival shop` has admitted there, or nobody. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { admitShop } from '../scripts/admission/shop-admission.ts';
import { signedRun } from '../scripts/admission/signed-run.ts';
import { startChild } from '../scripts/machine/processes/child.ts';
import { type Keeper, startKeeper } from '../scripts/machine/processes/keeper.ts';
import { ensureTools } from '../scripts/machine/toolchain/toolchain.ts';
import {
  type CountedServer,
  closeCountedServers,
  startCountedServer,
} from '../scripts/workshop/testing/counted-server.ts';
import { trialPlan } from '../scripts/workshop/testing/trial-plan.ts';
import type { PlannedRun, RunSettings } from './campaigns/plan.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** `exec.test.abort` in the init context. */
const ABORTED = 108;
const PLAN = trialPlan({ seconds: 2, browsers: 400, couponBuyersPerHour: 0 });
const targetsAt = (url: string) => Object.fromEntries(PLAN.regions.map(({ name }) => [name, url]));

let keeper: Keeper;
let k6: string;
let root: string;
let target: CountedServer;
let url: string;
beforeAll(async () => {
  keeper = await startKeeper();
  k6 = (await ensureTools({ progress: console.error })).k6.path;
});
beforeEach(async () => {
  root = temporaryFolder();
  await cp(import.meta.dirname, join(root, 'scenarios'), { recursive: true });
  target = await startCountedServer('127.0.0.1', (_, response) => response.end('{}'));
  url = `http://127.0.0.1:${target.port}`;
});
afterEach(closeCountedServers);
afterAll(() => keeper.close());

async function runBare(run?: RunSettings) {
  const planFile = join(root, 'plan.json');
  const planned: PlannedRun = run === undefined ? PLAN : { ...PLAN, run };
  await writeFile(planFile, JSON.stringify(planned));
  const logFile = join(root, 'k6.log');
  const child = await startChild(keeper, {
    name: 'k6',
    command: k6,
    args: ['run', '--quiet', '--no-usage-report', '--address=', join(root, 'scenarios', 'rehearsal.ts')],
    env: { CARNIVAL_PLAN: planFile, NO_PROXY: '*' },
    logFile,
  });
  const { code } = await child.exited;
  const errors = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line.includes('level=error'));
  return { code, errors };
}

it('it loads the shop that was admitted, on the ports that it really has', async () => {
  await admitShop(root, targetsAt(url), Date.now());
  expect(await runBare()).toEqual({ code: 0, errors: [] });
  expect(target.requests.length).toBeGreaterThan(10);
});

it('without a shop it ends at once, with one error', async () => {
  const { code, errors } = await runBare();
  expect(code).toBe(ABORTED);
  expect(errors).toEqual([expect.stringMatching(/no target was admitted: start `carnival shop`/)]);
});

it('it ends at once when the shop has stopped', async () => {
  await (await admitShop(root, targetsAt(url), Date.now())).withdraw();
  expect(await runBare()).toMatchObject({
    code: ABORTED,
    errors: [expect.stringMatching(/no target was admitted/)],
  });
});

it.each([
  {
    what: 'edited by hand',
    edit: (text: string) => text.replaceAll('127.0.0.1', '127.0.0.2'),
    want: /was changed after/,
  },
  { what: 'cut short', edit: (text: string) => text.slice(0, 100), want: /it is not JSON/ },
  { what: 'null', edit: () => 'null', want: /it is not what Carnival writes/ },
  {
    what: 'of other regions',
    edit: (text: string) => text,
    regions: { elsewhere: '' },
    want: /no target was admitted for region/,
  },
])('an admission that is $what admits nobody', async ({ edit, regions, want }) => {
  const { file } = await admitShop(
    root,
    regions === undefined ? targetsAt(url) : { elsewhere: url },
    Date.now(),
  );
  await writeFile(file, edit(await readFile(file, 'utf8')));
  expect(await runBare()).toMatchObject({ code: ABORTED, errors: [expect.stringMatching(want)] });
  expect(target.requests).toEqual([]);
});

it('a run whose target was edited by hand is not loaded', async () => {
  const run = signedRun({
    id: 'run-1',
    targets: targetsAt('http://127.0.0.2:1'),
    hosts: {},
    zeroAtMs: Date.now(),
  });
  const { code, errors } = await runBare({ ...run, targets: targetsAt(url) });
  expect(code).toBe(ABORTED);
  expect(errors).toEqual([expect.stringMatching(/was changed after its targets were admitted/)]);
  expect(target.requests).toEqual([]);
});
