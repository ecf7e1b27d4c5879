/** A rehearsal beside another one, and on a machine whose user has settings for other tools. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { processesWith } from '../workshop/testing/processes.ts';
import { type Judged, onTime, rehearsed, rehearsedOnTime } from '../workshop/testing/trial.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';

afterEach(async () => {
  vi.unstubAllEnvs();
  await closeCountedServers();
});

const LIGHT = trialPlan({ seconds: 6, browsers: 1000, couponBuyersPerHour: 72_000 });
/** Light enough for two at a time, and without what so few requests cannot prove. */
const PLAN: Plan = {
  ...LIGHT,
  objectives: LIGHT.objectives
    .filter(({ id }) => id !== 'coupon-redemption')
    .map((each) => ('requires' in each ? { ...each, requires: [] } : each)),
};

const failures = ({ observations }: Judged) =>
  observations.responses
    .filter(({ outcome }) => outcome === 'failed')
    .reduce((sum, { count }) => sum + count, 0);
const answers = ({ observations }: Judged) =>
  observations.responses.reduce((sum, { count }) => sum + count, 0);

async function startBrokenTarget(): Promise<string> {
  const { port } = await startCountedServer('127.0.0.1', (request, response) => {
    const isCheck = request.url === '/carnival-environment';
    response.writeHead(isCheck ? 200 : 500).end('{"environment":"rehearsal"}');
  });
  return `http://127.0.0.1:${port}`;
}

it('two rehearsals of one plan that start together each come to their own verdict', async () => {
  const target = await startBrokenTarget();
  // If the generator was late, both start again: one that runs alone cannot meet the other.
  const [healthy, broken] = await onTime(
    () => Promise.all([rehearsed(PLAN), rehearsed(PLAN, ['--target', target])]),
    ([first]) => first.verdict,
  );
  expect([healthy.verdict.outcome, failures(healthy)], healthy.said).toEqual(['pass', 0]);
  expect(answers(healthy)).toBeGreaterThan(100);
  expect([broken.verdict.outcome, failures(broken)], broken.said).toEqual(['fail', answers(broken)]);
  expect(answers(broken)).toBeGreaterThan(100);
  expect(healthy.verdict.runId).not.toBe(broken.verdict.runId);
});

it('the password of the run’s Prometheus is in k6’s environment, and in no file or command line', async () => {
  let password: string | undefined;
  const { folder } = await rehearsed(PLAN, [], async (_, path) => {
    const [k6] = await processesWith('run', '--console-output', path);
    const environment = (await readFile(`/proc/${k6!.pid}/environ`, 'utf8')).split('\0');
    password = environment.find((each) => each.startsWith('K6_PROMETHEUS_RW_PASSWORD='))?.split('=')[1];
    expect(await processesWith(password!)).toEqual([]);
  });
  expect(password).toMatch(/^[\w-]{32}$/);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const { parentPath, name } of files)
    expect(await readFile(join(parentPath, name), 'latin1'), name).not.toContain(password);
});

it('what this user has set for k6 does not bend a rehearsal', async () => {
  const config = temporaryFolder();
  await mkdir(join(config, 'k6'));
  const settings = { rps: 10, blacklistIPs: ['127.0.0.0/8'], throw: true, tags: { run_id: 'mine' } };
  await writeFile(join(config, 'k6', 'config.json'), JSON.stringify(settings));
  vi.stubEnv('XDG_CONFIG_HOME', config);
  const judged = await rehearsedOnTime(PLAN);
  expect([judged.verdict.outcome, failures(judged)], judged.said).toEqual(['pass', 0]);
});

it('a proxy that is set for this user is not asked for anything on loopback', async () => {
  const proxy = await startCountedServer('127.0.0.1', (_, response) => response.writeHead(502).end());
  vi.stubEnv('NODE_USE_ENV_PROXY', '1');
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'])
    vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
  const judged = await rehearsedOnTime(PLAN);
  expect([judged.verdict.outcome, failures(judged)], judged.said).toEqual(['pass', 0]);
  expect(proxy.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([]);
});
