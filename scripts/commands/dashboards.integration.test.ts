/** A finished run's data shown again by the real command, beside a stand-in for Grafana: the real one is not built here. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { finishedRun } from '../dashboards/finished-run.ts';
import { startChild } from '../machine/processes/child.ts';
import { startKeeper } from '../machine/processes/keeper.ts';
import { projectRoot } from '../machine/project-root.ts';
import { ensureTool } from '../machine/toolchain/toolchain.ts';
import { authorization } from '../rehearsal/prometheus/access.ts';
import { startPrometheus } from '../rehearsal/prometheus/start.ts';
import { processesWith } from '../workshop/testing/processes.ts';
import { recordedRun } from '../workshop/testing/recorded-run.ts';
import { remoteWrite } from '../workshop/testing/remote-write.ts';

const RUN_ID = 'shown-again';
const AT_MS = Date.now() - 60_000;
const COUNTED = 618;

/** Listens where grafana.ini says, knows the password in it, and asks the data source that is provisioned. */
const STAND_IN = `#!${process.execPath}
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const ini = readFileSync(process.argv[process.argv.indexOf('--config') + 1], 'utf8');
const setting = (name) => new RegExp('^' + name + ' = (.*)$', 'm').exec(ini)[1];
const source = readFileSync(setting('provisioning') + '/datasources/carnival.yml', 'utf8');
const value = (name) => JSON.parse(new RegExp(name + ': (".*")').exec(source)[1]);
const basic = (user, password) => 'Basic ' + Buffer.from(user + ':' + password).toString('base64');
createServer(async (request, response) => {
  if (request.headers.authorization !== basic('admin', setting('admin_password'))) return response.writeHead(401).end();
  const answer = await fetch(value('url') + '/api/v1/query' + new URL(request.url, 'http://x').search, {
    headers: { authorization: basic(value('basicAuthUser'), value('basicAuthPassword')) },
  });
  response.end(await answer.text());
}).listen(Number(setting('http_port')), setting('http_addr'));
`;

let run: string;
let bin: string;
beforeAll(async () => {
  run = temporaryFolder();
  const { plan } = recordedRun();
  const its = { id: RUN_ID, targets: {}, hosts: {}, zeroAtMs: AT_MS };
  await writeFile(join(run, 'plan.json'), JSON.stringify({ ...plan, run: its }));
  const { path: command } = await ensureTool('prometheus', { progress: console.error });
  const keeper = await startKeeper();
  const { access, child } = await startPrometheus({
    start: (options) => startChild(keeper, options),
    ...{ command, folder: join(run, 'prometheus'), logFile: join(run, 'prometheus.log'), port: null },
    ...{ runId: RUN_ID, targets: [] },
  });
  const sample = { labels: { __name__: 'k6_carnival_intended_total', run_id: RUN_ID }, value: COUNTED };
  const written = [{ ...sample, atMs: AT_MS }];
  expect(await remoteWrite(access.url, written, { authorization: authorization(access) })).toBe(204);
  await expect(finishedRun(run)).rejects.toThrow('still goes on');
  await child.stop();
  await keeper.close();
  bin = temporaryFolder();
  await writeFile(join(bin, 'grafana'), STAND_IN);
  await chmod(join(bin, 'grafana'), 0o755);
});

const opened = new Set<() => void>();
afterAll(() => {
  for (const kill of opened) kill();
});

async function show(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    [join(projectRoot(), 'dist', 'carnival.js'), 'dashboards', run, ...args],
    {
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  opened.add(() => child.kill('SIGKILL'));
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (/Ctrl-C stops it\.|按 Ctrl-C 停止/.test(said)) resolve();
      });
    void ended.then(() => resolve());
  });
  const end = (): Promise<number | null> => {
    child.kill('SIGINT');
    return ended;
  };
  return { said, ended, end };
}

const found = (said: string, pattern: RegExp): string => pattern.exec(said)?.[1] ?? said;
const passwordOf = (said: string, user: RegExp) => readFile(found(said, user), 'utf8');

/** Every file of the run and what is in it. */
async function digest(): Promise<readonly string[]> {
  const files = await readdir(run, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const hashed = paths.toSorted().map(
    async (path) =>
      `${path} ${createHash('sha256')
        .update(await readFile(path))
        .digest('hex')}`,
  );
  return Promise.all(hashed);
}

describe('carnival dashboards', () => {
  it('shows the data to Grafana, takes none, and leaves nothing behind', async () => {
    const before = await digest();
    const { said, end } = await show(['--lang', 'zh']);
    const file = found(said, /用户 run-\S+ {3}密码见 (\S+)/);
    const user = found(said, /用户 (run-\S+)/);
    const url = found(said, /Prometheus {2}(\S+)/);
    const headers = { authorization: authorization({ user, password: await readFile(file, 'utf8') }) };
    expect(said).toContain(`/d/carnival-rehearsal-zh?from=${AT_MS - 10_000}&`);

    const grafana = new URL(found(said, /Grafana {5}(\S+)/));
    const query = new URLSearchParams({ query: 'k6_carnival_intended_total', time: String(AT_MS / 1000) });
    const admin = {
      user: 'admin',
      password: await passwordOf(said, /用户 admin {3}密码见 (\S+)/),
    };
    const answer = await fetch(`${grafana.origin}/?${query}`, {
      headers: { authorization: authorization(admin) },
    });
    expect(JSON.stringify(await answer.json())).toContain(`"${COUNTED}"`);

    const written = { labels: { __name__: 'x', run_id: RUN_ID }, value: 1, atMs: AT_MS };
    expect(await remoteWrite(url, [written], headers)).toBe(404);
    const snapshot = await fetch(`${url}/api/v1/admin/tsdb/snapshot`, { method: 'POST', headers });
    expect(await snapshot.text()).toContain('admin APIs disabled');
    expect((await fetch(`${url}/api/v1/labels`)).status).toBe(401);

    expect(await processesWith(dirname(file))).toHaveLength(2);
    expect(await end()).toBe(0);
    expect(await processesWith(dirname(file))).toEqual([]);
    expect(existsSync(dirname(file))).toBe(false);
    expect(await digest()).toEqual(before);
  });

  it('ends with the reason when Grafana does not start', async () => {
    await writeFile(join(bin, 'grafana'), '#!/bin/sh\necho "no database" >&2\nexit 3\n');
    const { said, ended } = await show();
    expect(await ended).toBe(1);
    expect(said).toMatch(/Grafana ended with 3. Its log ends with:\nno database/);
  });

  it('says where it has no room for its copy', async () => {
    const { said, ended } = await show(['--no-grafana'], { TMPDIR: join(run, 'nowhere') });
    expect(await ended).toBe(1);
    expect(said).toMatch(/^the run cannot be shown from \S+nowhere: ENOENT/m);
    expect(said).not.toContain('CARNIVAL_DEBUG');
  });

  it('refuses a folder without data', async () => {
    const bare = temporaryFolder();
    await writeFile(join(bare, 'plan.json'), await readFile(join(run, 'plan.json'), 'utf8'));
    await expect(finishedRun(bare)).rejects.toMatchObject({ exitCode: 104 });
    await mkdir(join(bare, 'prometheus', 'data'), { recursive: true });
    await expect(finishedRun(bare)).rejects.toThrow('has no data of its Prometheus');
  });
});
