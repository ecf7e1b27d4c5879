/** What admission has promised, under load: a real k6 sends to the checked address alone, and says who it is. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PlannedRun } from '../../scenarios/campaigns/plan.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { ensureTools } from '../machine/toolchain/toolchain.ts';
import { generatorArgs, generatorEnv } from '../rehearsal/generator.ts';
import type { PrometheusAccess } from '../rehearsal/prometheus/access.ts';
import { writeJson } from '../rehearsal/run-folder.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';
import { OPEN_ACCESS } from './access.ts';
import { admitTargets, runTargets } from './admission.ts';
import { ENVIRONMENT_PATH, environmentRequest } from './environment.ts';
import { signedRun } from './signed-run.ts';

/** From k6's start to the timetable's zero. */
const LEAD_MS = 3000;
const RUN_ID = 'redirected';

let keeper: Keeper;
let folder: string;
beforeEach(async () => {
  keeper = await startKeeper();
  folder = temporaryFolder();
});
afterEach(async () => {
  await keeper.close();
  await closeCountedServers();
});

it('a target that redirects every request is loaded at its pinned address, and nobody else gets a request', async () => {
  const elsewhere = await startCountedServer('127.0.0.3', (_, response) => response.end());
  const prometheus = await startCountedServer('127.0.0.1', (_, response) => response.writeHead(204).end());
  const location = `http://127.0.0.3:${elsewhere.port}/`;
  const target = await startCountedServer('127.0.0.2', ({ url }, response) => {
    if (url === ENVIRONMENT_PATH) response.end('{"environment":"staging"}');
    else response.writeHead(302, { location }).end();
  });
  const plan = trialPlan({ seconds: 2, browsers: 400, couponBuyersPerHour: 180_000 });
  const admitted = await admitTargets({
    targets: [`http://shop.example:${target.port}`],
    plan,
    // Nobody else resolves this name (RFC 6761), so whatever k6 sends to it goes where it was pinned.
    resolve: async () => ['127.0.0.2'],
    request: environmentRequest(OPEN_ACCESS),
    resolveTxt: async () => [],
  });
  target.requests.length = 0;
  const run = signedRun({ id: RUN_ID, zeroAtMs: Date.now() + LEAD_MS, ...runTargets(admitted) });
  await runK6(
    { ...plan, run },
    { url: `http://127.0.0.1:${prometheus.port}`, user: 'run', password: 'password' },
    { HTTP_PROXY: location },
  );

  expect(new Set(target.requests.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']));
  expect(target.requests.length).toBeGreaterThan(100);
  expect(elsewhere.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([]);
  const tags = target.requests.map(({ headers }) => headers['x-carnival-run']);
  expect(new Set(tags)).toEqual(new Set([RUN_ID]));
  expect(new Set(target.requests.map(({ headers }) => headers.host))).toEqual(
    new Set([`shop.example:${target.port}`]),
  );
});

async function runK6(
  planned: PlannedRun,
  prometheus: PrometheusAccess,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const tools = await ensureTools({ progress: console.error });
  const planFile = join(folder, 'plan.json');
  await writeJson(planFile, planned);
  const generator = {
    scenario: null,
    planFile,
    consoleFile: join(folder, 'console.log'),
    prometheus,
    runId: RUN_ID,
  };
  const logFile = join(folder, 'k6.log');
  const k6 = await startChild(keeper, {
    name: 'k6',
    command: tools.k6.path,
    args: generatorArgs(generator),
    env: { ...env, ...generatorEnv(generator) },
    logFile,
  });
  const { code } = await k6.exited;
  expect(code, await readFile(logFile, 'utf8')).toBe(0);
}
