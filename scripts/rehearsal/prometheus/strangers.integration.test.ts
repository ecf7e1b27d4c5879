/** The run's Prometheus against everybody else on the machine, and against writes that only look like the run's. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { checkValidity } from '../../verdict/validity.ts';
import { remoteWrite, type Written } from '../../workshop/testing/remote-write.ts';
import { rehearsal } from '../../workshop/testing/small-rehearsal.ts';
import { authorization, newCredentials, type PrometheusAccess } from './access.ts';
import { WEB_CONFIG_FILE } from './config.ts';
import { connectPrometheus } from './query.ts';
import { readCounters } from './read-counters.ts';
import { startPrometheus } from './start.ts';

const RUN_ID = 'run-1';
const STARTED_MS = Date.now() - 20_000;
const FAILED = { step: 'home.view', region: 'east', outcome: 'failed', within: 'false', scenario: 'burst' };

const written = (labels: object, value: number, atSecond: number, runId = RUN_ID): Written => ({
  labels: { __name__: 'k6_carnival_responses_total', run_id: runId, ...labels },
  value,
  atMs: STARTED_MS + atSecond * 1000,
});

let keeper: Keeper;
let folder: string;
let access: PrometheusAccess;
beforeAll(async () => {
  const tools = await ensureTools({ progress: console.error });
  keeper = await startKeeper();
  folder = temporaryFolder();
  ({ access } = await startPrometheus({
    start: (child) => startChild(keeper, child),
    command: tools.prometheus.path,
    folder: join(folder, 'prometheus'),
    logFile: join(folder, 'prometheus.log'),
    port: null,
    runId: RUN_ID,
    targets: [],
  }));
});
afterAll(() => keeper.close());

const ours = () => ({ authorization: authorization(access) });
const read = () =>
  readCounters(connectPrometheus(access), {
    runId: RUN_ID,
    phases: ['burst'],
    orderSteps: ['order.create'],
    watched: [],
    counted: (answer) => answer,
    herds: [],
    startedAtMs: STARTED_MS,
    zeroAtMs: STARTED_MS,
    endedAtMs: Date.now(),
  });

describe('while the run writes', () => {
  const FORGED = { ...FAILED, outcome: 'ok', within: 'true' };
  beforeAll(async () => {
    expect(await remoteWrite(access.url, [written(FAILED, 7, 1)], ours())).toBe(204);
  });

  const basic = (credentials: { user: string; password: string }) => ({
    authorization: authorization(credentials),
  });
  it.each([
    { given: 'without credentials', headers: () => ({}) },
    { given: 'with another run’s credentials', headers: () => basic(newCredentials()) },
    { given: 'with a guess at the password', headers: () => basic({ ...access, password: 'guess' }) },
    { given: 'from a web page', headers: () => ({ origin: 'https://shop.example' }) },
  ])('a write $given is refused and changes nothing', async ({ headers }) => {
    const before = await read();
    const forged = [written(FAILED, -7, 2), written(FORGED, 9, 2)];
    expect(await remoteWrite(access.url, forged, headers())).toBe(401);
    expect(before.responses).toMatchObject([{ outcome: 'failed', within: 'false', count: 7 }]);
    expect((await read()).responses).toEqual(before.responses);
  });

  it.each(['/api/v1/query?query=up', '/metrics', '/-/ready'])('nobody else may ask for %s', async (path) => {
    expect((await fetch(access.url + path)).status).toBe(401);
    expect((await fetch(access.url + path, { headers: ours() })).status).toBe(200);
  });

  it.each(['OPTIONS', 'GET'])('no web page may read an answer to %s', async (method) => {
    const headers = { ...ours(), origin: 'https://shop.example' };
    const answer = await fetch(`${access.url}/api/v1/query?query=up`, { method, headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe(null);
  });

  it('the series of another run are not this run’s', async () => {
    const before = await read();
    expect(await remoteWrite(access.url, [written(FORGED, 5, 3, 'run-2')], ours())).toBe(204);
    expect((await read()).responses).toEqual(before.responses);
  });
});

it('the password is in no file of the run, and its hash is for this user’s eyes only', async () => {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  );
  expect(files.map(({ name }) => name)).toContain('prometheus.log');
  for (const { parentPath, name } of files)
    expect(await readFile(join(parentPath, name), 'latin1'), name).not.toContain(access.password);
  const { mode } = await stat(join(folder, 'prometheus', WEB_CONFIG_FILE));
  expect(mode & 0o777).toBe(0o600);
});

describe('a counter that is none breaks the load', () => {
  it.each([
    { given: 'fell', values: [9, 4], region: 'south' },
    { given: 'is below zero', values: [-3, -3], region: 'north' },
  ])('because it $given', async ({ values, region }) => {
    const before = await read();
    for (const [i, value] of values.entries())
      expect(await remoteWrite(access.url, [written({ ...FAILED, region }, value, 4 + i)], ours())).toBe(204);
    const { brokenSeries } = await read();
    expect(brokenSeries.filter((each) => !before.brokenSeries.includes(each))).toEqual([
      expect.stringMatching(new RegExp(`^k6_carnival_responses_total{.*region="${region}"`)),
    ]);
    const checks = checkValidity(rehearsal({ observations: { brokenSeries } }));
    expect(checks.filter(({ state }) => state === 'broken').map(({ id }) => id)).toEqual(['series-complete']);
  });
});
