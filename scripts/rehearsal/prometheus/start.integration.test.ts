import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { projectRoot } from '../../machine/project-root.ts';
import type { Tools } from '../../machine/toolchain/tool.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { CONFIG_FILE, prometheusArgs, prometheusConfig } from './config.ts';
import { untilReady } from './start.ts';

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
    await writeFile(file, prometheusConfig(targets));
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

it('a Prometheus whose port is taken is reported with its own words', async () => {
  const other = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await writeFile(join(folder, CONFIG_FILE), prometheusConfig([]));
  const child = await startChild(keeper, {
    name: 'Prometheus',
    command: tools.prometheus.path,
    args: prometheusArgs(folder, port),
    logFile: join(folder, 'prometheus.log'),
  });
  await expect(untilReady(`http://127.0.0.1:${port}`, child)).rejects.toThrow(
    /ended with 1 before it was ready\. Its log \S+ ends with:[\s\S]*address already in use/,
  );
  other.close();
});
