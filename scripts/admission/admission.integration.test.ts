/** The rules of admission with real sockets: each server is on loopback and counts what reaches it. */
import type http from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { OPEN_ACCESS } from './access.ts';
import { type AdmittedTarget, admitTargets, type Resolve, resolveHost } from './admission.ts';
import { environmentRequest, type Request } from './environment.ts';

/** As nobody in particular. */
const requestEnvironment = environmentRequest(OPEN_ACCESS);

afterEach(closeCountedServers);

const noRecords = async () => [];
const isStaging: http.RequestListener = (_, response) => response.end('{"environment":"staging"}');
const serve = (address: string, listener = isStaging, port = 0) =>
  startCountedServer(address, listener, port);

type Outcome = { readonly admitted: readonly AdmittedTarget[]; readonly problem: string };
async function admit(
  target: string,
  {
    resolve = resolveHost,
    request = requestEnvironment,
    allow = [] as Plan['allow'],
  }: { resolve?: Resolve; request?: Request; allow?: Plan['allow'] } = {},
): Promise<Outcome> {
  const plan = { regions: [{ name: 'east', share: 1 }], allow };
  try {
    return {
      admitted: await admitTargets({ targets: [target], plan, resolve, request, resolveTxt: noRecords }),
      problem: '',
    };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    expect(error.mistakes).toHaveLength(1);
    return { admitted: [], problem: error.mistakes[0]!.problem };
  }
}

describe('a network whose 192.0.2.7 is a server here', () => {
  // TEST-NET-1 (RFC 5737) stands for the world outside: its traffic is led to loopback, so that it can be counted.
  const route: Request = (origin, address, path) =>
    requestEnvironment(origin, address.replace('192.0.2.7', '127.0.0.2'), path);
  const world = { request: route, resolve: async () => ['192.0.2.7'] };
  const entry = (addresses: string[]) => ({ allow: [{ host: 'staging.example', addresses }] });

  it('sends nothing to a target that the plan does not list', async () => {
    const outside = await serve('127.0.0.2');
    const { problem } = await admit(`http://staging.example:${outside.port}`, world);
    expect(problem).toMatch(/the plan does not allow it/);
    expect(outside.requests).toHaveLength(0);
  });

  it('sends nothing to a listed name that resolves outside its block', async () => {
    const outside = await serve('127.0.0.2');
    const target = `http://staging.example:${outside.port}`;
    const { problem } = await admit(target, { ...world, ...entry(['198.51.100.0/24']) });
    expect(problem).toMatch(/resolves to 192.0.2.7, outside what the plan allows/);
    expect(outside.requests).toHaveLength(0);
  });

  it('sends one environment check to a listed name inside its block', async () => {
    const inside = await serve('127.0.0.2');
    const target = `http://staging.example:${inside.port}`;
    const { admitted } = await admit(target, { ...world, ...entry(['192.0.2.0/24']) });
    expect(admitted).toMatchObject([{ environment: 'staging', address: `192.0.2.7:${inside.port}` }]);
    const asked = inside.requests.map(({ method, url, headers }) => [method, url, headers.host]);
    expect(asked).toEqual([['GET', '/carnival-environment', `staging.example:${inside.port}`]]);
    expect(inside.requests[0]!.headers['x-carnival-run']).toBeDefined();
  });
});

it('a name that rebinds moves nothing: only the address of the first answer is asked and pinned', async () => {
  const checked = await serve('127.0.0.2');
  const other = await serve('127.0.0.3', isStaging, checked.port);
  const answers = ['127.0.0.2', '127.0.0.3'];
  const resolved: string[] = [];
  const rebinding: Resolve = async (host) => {
    resolved.push(host);
    return [answers[Math.min(resolved.length, answers.length) - 1]!];
  };
  const { admitted } = await admit(`http://rebinding.example:${checked.port}`, { resolve: rebinding });
  expect(admitted).toMatchObject([
    { pin: `rebinding.example:${checked.port}`, address: `127.0.0.2:${checked.port}` },
  ]);
  expect(resolved).toEqual(['rebinding.example']);
  expect([checked.requests.length, other.requests.length]).toEqual([1, 0]);
});

it('a redirect is refused with its destination named, and the destination gets no request', async () => {
  const destination = await serve('127.0.0.3');
  const location = `http://127.0.0.3:${destination.port}/carnival-environment`;
  const redirecting = await serve('127.0.0.2', (_, response) => response.writeHead(302, { location }).end());
  const { problem } = await admit(`http://127.0.0.2:${redirecting.port}`);
  expect(problem).toContain(`redirects its environment check to "${location}" (302)`);
  expect([redirecting.requests.length, destination.requests.length]).toEqual([1, 0]);
});

describe('an answer', () => {
  it('that never comes, or never goes on, is given up on', async () => {
    const listeners: http.RequestListener[] = [() => undefined, (_, response) => response.write('{')];
    // At once: each waits for five seconds.
    const outcomes = await Promise.all(
      listeners.map(async (listener) => {
        const silent = await serve('127.0.0.2', listener);
        return admit(`http://127.0.0.2:${silent.port}`);
      }),
    );
    for (const { problem } of outcomes)
      expect(problem).toMatch(
        /does not answer its environment check \(127.0.0.2: no answer within 5000 ms\)/,
      );
  });

  it('that never ends is given up on', async () => {
    const endless = await serve('127.0.0.2', (_, response) => {
      const timer = setInterval(() => response.write(' '.repeat(1000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    const { problem } = await admit(`http://127.0.0.2:${endless.port}`);
    expect(problem).toMatch(/an answer above 4096 bytes/);
  });

  it('of one address of localhost is enough', async () => {
    const shop = await serve('127.0.0.1');
    const target = `http://localhost:${shop.port}`;
    const { admitted } = await admit(target, { resolve: async () => ['::1', '127.0.0.1'] });
    expect(admitted).toMatchObject([{ pin: `localhost:${shop.port}`, address: `127.0.0.1:${shop.port}` }]);
    expect((await admit(target)).admitted[0]?.environment).toBe('staging');
  });

  it('of nobody names who was asked', async () => {
    const { port } = await serve('127.0.0.2');
    const { problem } = await admit(`http://127.0.0.9:${port}`);
    expect(problem).toMatch(/127.0.0.9: connect ECONNREFUSED/);
  });
});
