import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authorization, newCredentials, type PrometheusAccess } from './access.ts';
import { untilReady } from './start.ts';

const CREDENTIALS = newCredentials();
const NOBODY = { ...CREDENTIALS, url: 'http://127.0.0.1:1' };

describe('waiting until Prometheus is ready', () => {
  let folder: string;
  let logFile: string;
  let server: Server | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carnival-ready-'));
    logFile = join(folder, 'prometheus.log');
    await writeFile(logFile, 'level=INFO msg="Starting"\nlevel=ERROR msg="Error loading config"\n');
  });
  let stopped: number;
  const stop = async () => {
    stopped++;
    return { code: 0, signal: null };
  };
  const running = () => ({ exit: null, logFile, stop });
  beforeEach(() => {
    stopped = 0;
  });
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** @param strangers how it answers those who have not this run's credentials */
  async function listen(status: () => number, strangers = 401): Promise<PrometheusAccess> {
    server = createServer((request, response) => {
      const isOurs = request.headers.authorization === authorization(CREDENTIALS);
      response.writeHead(request.url !== '/-/ready' ? 404 : isOurs ? status() : strangers).end();
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    return { ...CREDENTIALS, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('goes on once it says so, having been told to wait before', async () => {
    let asked = 0;
    const access = await listen(() => (++asked < 3 ? 503 : 200));
    await untilReady(access, running());
    expect(asked).toBe(3);
  });

  it.each([
    { given: 'lets strangers in', status: 200, strangers: 200, says: /a wrong password with HTTP 200/ },
    { given: 'belongs to another run', status: 401, strangers: 401, says: /HTTP 401/ },
  ])('does not take a Prometheus that $given for its own', async ({ status, strangers, says }) => {
    const access = await listen(() => status, strangers);
    await expect(untilReady(access, running(), 200)).rejects.toThrow(says);
    expect(stopped).toBe(1);
  });

  it('gives up at the limit, with what it last heard and the end of the log', async () => {
    const access = await listen(() => 503);
    await expect(untilReady(access, running(), 200)).rejects.toMatchObject({
      name: 'CarnivalError',
      hint: expect.stringContaining('--prometheus-port'),
      message: expect.stringMatching(/not ready within 200 ms \(HTTP 503\)[\s\S]*Error loading config/),
    });
  });

  it('does not wait for a process that has ended', async () => {
    const ended = { exit: { code: 2, signal: null }, logFile, stop };
    await expect(untilReady(NOBODY, ended)).rejects.toThrow(
      /ended with 2 before it was ready[\s\S]*Error loading config/,
    );
  });

  it('says so when there is no log either', async () => {
    const ended = {
      exit: { code: null, signal: 'SIGKILL' as const },
      logFile: join(folder, 'none.log'),
      stop,
    };
    await expect(untilReady(NOBODY, ended)).rejects.toThrow(
      /ended with SIGKILL[\s\S]*cannot be read: ENOENT/,
    );
  });
});
