import { afterEach, expect, it } from 'vitest';
import { PlanError } from '../../mistakes/plan-error.ts';
import { closeCountedServers, startCountedServer } from '../../workshop/testing/counted-server.ts';
import { PLAN } from '../../workshop/testing/small-plan.ts';
import { tryQueries } from './try-queries.ts';

afterEach(closeCountedServers);

const nobody = async (): Promise<never> => {
  throw new Error('ENOTFOUND');
};
const CLAUSE = { promql: { query: 'up', bound: { min: 1 } }, everySeconds: 5 };
const planAt = (url: string) => ({ ...PLAN, prometheus: { url }, abort: [CLAUSE] });
const mistakesOf = (url: string) =>
  tryQueries(planAt(url), { resolve: nobody, env: {} }).then(
    () => [],
    (error: unknown) => {
      if (error instanceof PlanError) return error.mistakes;
      throw error;
    },
  );

/** Its clock is so many seconds ahead. */
const startClock = async (aheadSeconds: number): Promise<string> => {
  const { port } = await startCountedServer('127.0.0.1', (_, response) => {
    const now = Date.now() / 1000 + aheadSeconds;
    response.end(
      JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [now, String(now)] } }),
    );
  });
  return `http://127.0.0.1:${port}`;
};

it.each([60, -60])(
  'a Prometheus whose clock is %s s ahead would be asked about another time',
  async (ahead) => {
    const url = await startClock(ahead);
    expect(await mistakesOf(url)).toMatchObject([
      { path: 'prometheus.url', problem: `has a clock that is ${ahead} s from this machine's` },
    ]);
  },
);

it('a second more or less is how clocks are', async () => {
  expect(await mistakesOf(await startClock(1))).toEqual([]);
});

it('a name that leads nowhere, or a server that is no Prometheus, is told at its address', async () => {
  expect(await mistakesOf('http://metrics.example')).toMatchObject([
    { path: 'prometheus.url', problem: 'does not resolve: ENOTFOUND' },
  ]);
  const { port } = await startCountedServer('127.0.0.1', (_, response) => response.end('hello'));
  const [mistake] = await mistakesOf(`http://127.0.0.1:${port}`);
  expect(mistake!.problem).toContain('answered 200 with “hello”: is it a Prometheus?');
});

it('a plan that asks it nothing sends it nothing', async () => {
  const server = await startCountedServer('127.0.0.1', (_, response) => response.end());
  const plan = { ...PLAN, prometheus: { url: `http://127.0.0.1:${server.port}` } };
  expect(await tryQueries(plan, { resolve: nobody, env: {} })).toEqual({ theirs: null, notes: [] });
  expect(server.requests).toEqual([]);
});
