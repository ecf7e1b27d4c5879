import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { type StartChild, startChild } from '../../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { DEFAULT_PORT } from '../../machine/processes/ports.ts';
import { projectRoot } from '../../machine/project-root.ts';
import type { Tools } from '../../machine/toolchain/tool.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { newCredentials, webConfig } from './access.ts';
import { CONFIG_FILE, prometheusConfig, RULES_FILE } from './config.ts';
import { connectPrometheus } from './query.ts';
import { startPrometheus } from './start.ts';

const run = promisify(execFile);
const DASHBOARDS = join(projectRoot(), 'dashboards', 'prometheus');

let tools: Tools;
let keeper: Keeper;
let folder: string;
beforeAll(async () => {
  tools = await ensureTools({ progress: console.error });
  keeper = await startKeeper();
  folder = temporaryFolder();
});
afterAll(async () => {
  await keeper.close();
});

describe('promtool accepts', () => {
  const checked = async (file: string) =>
    (await run(tools.promtool.path, ['check', 'config', '--lint=all', '--lint-fatal', file])).stdout;

  it.each([
    { given: 'a run with regions', targets: [{ region: 'east "1"', url: 'http://127.0.0.1:7101' }] },
    { given: 'a run without a shop of ours', targets: [] },
  ])('the prometheus.yml of $given', async ({ targets }) => {
    const file = join(folder, 'checked.yml');
    await writeFile(file, prometheusConfig(targets, 'run-1'));
    await writeFile(join(dirname(file), RULES_FILE), 'groups: []');
    expect(await checked(file)).toContain('SUCCESS');
  });

  it('the one for a Prometheus beside `carnival shop`', async () => {
    expect(await checked(join(DASHBOARDS, CONFIG_FILE))).toContain('SUCCESS');
  });

  it('not just anything', async () => {
    const file = join(folder, 'wrong.yml');
    await writeFile(file, 'scrape_config: []\n');
    await expect(checked(file)).rejects.toThrow(/field scrape_config not found/);
  });
});

it.each([
  { given: 'a run', credentials: newCredentials() },
  { given: 'a user that YAML must quote', credentials: { user: '"]: {', password: 'x' } },
])('promtool accepts the web.yml of $given', async ({ credentials }) => {
  const file = join(folder, 'checked-web.yml');
  await writeFile(file, await webConfig(credentials));
  expect((await run(tools.promtool.path, ['check', 'web-config', file])).stderr).toContain('SUCCESS');
});

describe('the port', () => {
  const started = async (name: string, port: number | null, start: StartChild) => {
    const prometheus = await startPrometheus({
      start,
      command: tools.prometheus.path,
      folder: join(folder, name),
      logFile: join(folder, `${name}.log`),
      port,
      runId: name,
      targets: [],
    });
    onTestFinished(async () => void (await prometheus.child.stop()));
    return prometheus;
  };
  const start: StartChild = (child) => startChild(keeper, child);
  /** Null when somebody else has it. */
  const take = async (port: number): Promise<Server | null> => {
    const server = createServer((_, response) => response.writeHead(404).end());
    onTestFinished(() => void server.close());
    server.listen(port, '127.0.0.1');
    return once(server, 'listening').then(
      () => server,
      () => null,
    );
  };

  it('that somebody takes just before it is bound is left to them, and the run gets another', async () => {
    let starts = 0;
    const { access } = await started('raced', null, async (child) => {
      starts++;
      await take(DEFAULT_PORT.prometheus);
      return start(child);
    });
    expect(new URL(access.url).port).not.toBe(String(DEFAULT_PORT.prometheus));
    expect(await connectPrometheus(access).instant('vector(1)', Date.now())).toHaveLength(1);
    expect(starts).toBeLessThanOrEqual(2);
  });

  it('of two that start together differs, and each takes its own run’s credentials only', async () => {
    const [one, two] = await Promise.all([started('one', null, start), started('two', null, start)]);
    expect(one.access.url).not.toBe(two.access.url);
    await expect(
      connectPrometheus({ ...two.access, url: one.access.url }).instant('vector(1)', Date.now()),
    ).rejects.toThrow(/answered 401/);
  });

  it('that the user named and somebody has is an error, by its option', async () => {
    const server = await take(0);
    const { port } = server!.address() as AddressInfo;
    await expect(started('named', port, start)).rejects.toThrow(`--prometheus-port: port ${port}`);
  });

  it('that the user named and somebody takes just before it is bound is an error in Prometheus’ words', async () => {
    const server = await take(0);
    const { port } = server!.address() as AddressInfo;
    await new Promise((resolve) => server!.close(resolve));
    const late = started('late', port, async (child) => {
      await take(port);
      return start(child);
    });
    await expect(late).rejects.toThrow(
      /ended with 1 before it was ready\. Its log \S+ ends with:[\s\S]*address already in use/,
    );
  });
});
