/** The autoscaler's process with a shop and a Prometheus that are a small server: it scales, says what it saw, and ends with its target. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { CONTROLLER_DEFAULTS } from '../scale-out/hpa-spec.ts';
import { HPA } from '../scale-out/testing/world.ts';
import { AUTOSCALER_ENV, type AutoscalerLine, type AutoscalerSettings } from './autoscaler-settings.ts';

const TOKEN = 'secret';

/** Replicas that are full, and set to whatever is asked. */
async function fullShop(): Promise<{ server: Server; url: string; asked: () => number }> {
  let asked = 2;
  const ids = (): readonly string[] => Array.from({ length: asked }, (_, i) => `r${i + 1}`);
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url!.startsWith('/admin/replicas')) {
        if (request.headers.authorization !== `Bearer ${TOKEN}`) return response.writeHead(401).end();
        if (request.method === 'PUT') asked = (JSON.parse(body) as { replicas: number }).replicas;
        const replicas = ids().map((id) => ({ id, createdAtMs: 0, startedAtMs: 1, readyAtMs: 1 }));
        return response.end(JSON.stringify({ asked, ready: asked, replicas }));
      }
      const at = Date.now() / 1000;
      const isTime = new URLSearchParams(body).get('query')!.startsWith('timestamp');
      const result = ids().map((replica) => ({
        metric: { replica },
        value: [at, isTime ? String(at) : '1'],
      }));
      return response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

it('scales a full shop to its maximum, a JSON line a sync, and ends when it is told to', async () => {
  const { server, url, asked } = await fullShop();
  const file = join(temporaryFolder(), 'autoscaler.json');
  const settings: AutoscalerSettings = {
    hpa: { ...HPA, maxReplicas: 5 },
    controller: { ...CONTROLLER_DEFAULTS, syncSeconds: 0.1 },
    ...{ cpuPercentAtCapacity: 100, scrapeSeconds: 2, callingAlerts: [] },
    ...{ shopUrl: url, prometheusUrl: url, runId: 'run' },
  };
  await writeFile(file, JSON.stringify(settings));
  const child = spawn(process.execPath, [join(projectRoot(), 'dist', 'autoscaler.js'), file], {
    env: { ...process.env, [AUTOSCALER_ENV.adminToken]: TOKEN },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const lines = (): readonly AutoscalerLine[] =>
    said
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as AutoscalerLine);
  while (!lines().some((line) => line.event === 'sync' && line.asked === 5))
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked()).toBe(5);
  expect(lines()[0]).toMatchObject({ event: 'sync', asked: 2, set: 4, sampled: 2, shareMean: 1 });
  child.kill('SIGTERM');
  await once(child, 'exit');
  server.close();
  server.closeAllConnections();
});
