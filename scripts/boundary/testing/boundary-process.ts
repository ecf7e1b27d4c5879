/** A boundary before a dependency of the tests', in this process or as the real command, and what its metrics say. */
import { spawn } from 'node:child_process';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../machine/project-root.ts';
import { startBoundary } from '../boundary.ts';
import { type BoundaryOptions, readOptions } from '../read-options.ts';

export const TOKEN = 'a-token-of-the-tests';

interface TestBoundary {
  /** Where callers call. */
  readonly url: string;
  readonly port: number;
  readonly control: URL;
}
interface BoundaryProcess extends TestBoundary {
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
}
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ends: (() => Promise<unknown>)[] = [];

/** To be called after each test. */
export async function endAll(): Promise<void> {
  await Promise.all(ends.splice(0).map((end) => end()));
}

export function spawnBoundary(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
) {
  const child = spawn(process.execPath, [join(projectRoot(), 'dist', 'carnival.js'), 'boundary', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CARNIVAL_BOUNDARY_TOKEN: TOKEN, ...env },
  });
  let [stdout, stderr] = ['', ''];
  let ready: () => void = () => undefined;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.includes('Ctrl-C stops it.')) ready();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  );
  ends.push(() => {
    child.kill('SIGKILL');
    return ended;
  });
  return { child, ended, said: Promise.race([isReady, ended]).then(() => stdout) };
}

/** @param to an origin */
export async function openBoundary(
  to: string,
  more: Partial<BoundaryOptions> = {},
): Promise<TestBoundary & { readonly close: () => Promise<void> }> {
  const options = { listen: ':0', to, control: '0', name: 'bank', ...more };
  const settings = readOptions(options, { nowMs: Date.now(), told: [] });
  const { port, controlPort, close } = await startBoundary({ ...settings, token: TOKEN });
  ends.push(close);
  const url = `${settings.identity === null ? 'http' : 'https'}://127.0.0.1:${port}`;
  return { url, port, control: new URL(`http://127.0.0.1:${controlPort}`), close };
}

/** The real command. @param to an origin */
export async function startProcess(to: string, more: readonly string[] = []): Promise<BoundaryProcess> {
  const args = ['--listen', ':0', '--to', to, '--control', '0', '--name', 'bank', ...more];
  const { child, ended, said } = spawnBoundary(args);
  const text = await said;
  const [, url] = /calls +(\S+)/.exec(text) ?? [];
  const [, control] = /control +(\S+)/.exec(text) ?? [];
  if (url === undefined || control === undefined) throw new Error(text);
  const port = Number(new URL(url).port);
  return { url, port, control: new URL(control), signal: (name) => child.kill(name), ended };
}

export interface Dependency {
  readonly origin: string;
  readonly port: number;
  readonly requests: http.IncomingMessage[];
  /** Connections that it has accepted. */
  readonly connections: () => number;
  /** Whoever left before the answer was out. */
  readonly left: () => number;
  readonly stop: () => Promise<void>;
}

export async function startDependency(listener: http.RequestListener, port = 0): Promise<Dependency> {
  const requests: http.IncomingMessage[] = [];
  const sockets = new Set<net.Socket>();
  let [connections, left] = [0, 0];
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    requests.push(request);
    response.on('close', () => {
      if (!response.writableFinished) left++;
    });
    listener(request, response);
  });
  server.on('connection', (socket) => {
    connections++;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  ends.push(stop);
  const { port: actual } = server.address() as net.AddressInfo;
  return {
    origin: `http://127.0.0.1:${actual}`,
    port: actual,
    requests,
    connections: () => connections,
    left: () => left,
    stop,
  };
}

export interface Told {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** One call, on a connection of its own unless there is an agent. */
export function call(
  url: string,
  { body, ...options }: http.RequestOptions & { readonly body?: string } = {},
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent: false, ...options }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => {
          text += chunk;
        })
        .on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }))
        .on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends bytes as they are, and resolves with all that came back once the other side closes. */
export function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket
      .setEncoding('latin1')
      .on('data', (chunk: string) => {
        answer += chunk;
      })
      .on('end', () => socket.end())
      .on('close', () => resolve(answer))
      .on('error', reject);
  });
}

/** The boundary's counters, by name and label: `answers passed`. */
export async function metricsOf({
  control,
}: Pick<BoundaryProcess, 'control'>): Promise<Record<string, number>> {
  const { body } = await call(new URL('/metrics', control).href);
  const series = [...body.matchAll(/^carnival_boundary_(\w+?)(?:_total)?\{(.*)\} (\S+)$/gm)];
  return Object.fromEntries(
    series.map(([, name, labels, value]) => {
      const label = /(?:answer|kind)="([^"]*)"/.exec(labels!)?.[1];
      return [label === undefined ? name! : `${name} ${label}`, Number(value)];
    }),
  );
}
