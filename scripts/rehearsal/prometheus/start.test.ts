import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { untilReady } from './start.ts';

describe('waiting until Prometheus is ready', () => {
  let folder: string;
  let logFile: string;
  let server: Server | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carnival-ready-'));
    logFile = join(folder, 'prometheus.log');
    await writeFile(logFile, 'level=INFO msg="Starting"\nlevel=ERROR msg="Error loading config"\n');
  });
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function listen(status: () => number): Promise<string> {
    server = createServer((request, response) => {
      response.writeHead(request.url === '/-/ready' ? status() : 404).end();
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('goes on once it says so, having been told to wait before', async () => {
    let asked = 0;
    const url = await listen(() => (++asked < 3 ? 503 : 200));
    await untilReady(url, { exit: null, logFile });
    expect(asked).toBe(3);
  });

  it('gives up at the limit, with what it last heard and the end of the log', async () => {
    const url = await listen(() => 503);
    await expect(untilReady(url, { exit: null, logFile }, 200)).rejects.toMatchObject({
      name: 'CarnivalError',
      hint: expect.stringContaining('--prometheus-port'),
      message: expect.stringMatching(/not ready within 200 ms \(HTTP 503\)[\s\S]*Error loading config/),
    });
  });

  it('does not wait for a process that has ended', async () => {
    const ended = { exit: { code: 2, signal: null }, logFile };
    await expect(untilReady('http://127.0.0.1:1', ended)).rejects.toThrow(
      /ended with 2 before it was ready[\s\S]*Error loading config/,
    );
  });

  it('says so when there is no log either', async () => {
    const ended = { exit: { code: null, signal: 'SIGKILL' as const }, logFile: join(folder, 'none.log') };
    await expect(untilReady('http://127.0.0.1:1', ended)).rejects.toThrow(
      /ended with SIGKILL[\s\S]*cannot be read: ENOENT/,
    );
  });
});
