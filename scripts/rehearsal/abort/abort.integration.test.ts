/** A clause of the plan ends the load of a real k6 within two seconds, and the run is judged. */
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AbortClause } from '../../../scenarios/campaigns/plan.ts';
import { ENVIRONMENT_PATH } from '../../admission/environment.ts';
import { type Judged, rehearsed } from '../../workshop/testing/trial.ts';
import { trialPlan } from '../../workshop/testing/trial-plan.ts';

const WITHIN_MS = 2000;
const OVER_SECONDS = 3;
const LOAD = { seconds: 25, browsers: 1500, couponBuyersPerHour: 108_000 };
const CLAUSE: AbortClause = { failedShare: 0.5, overSeconds: OVER_SECONDS };

interface Target {
  readonly url: string;
  /** One entry a request: when it was answered, and whether with a 500. */
  readonly answers: { readonly atMs: number; readonly failed: boolean }[];
}

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Healthy for so many milliseconds from its first request on, then it answers 500. */
async function startTarget(healthyMs: number): Promise<Target> {
  const answers: Target['answers'] = [];
  const server = http.createServer((request, response) => {
    request.resume();
    if (request.url === ENVIRONMENT_PATH) {
      response.end('{"environment":"staging"}');
      return;
    }
    const atMs = Date.now();
    const failed = atMs - (answers[0]?.atMs ?? atMs) >= healthyMs;
    answers.push({ atMs, failed });
    response.writeHead(failed ? 500 : request.method === 'POST' ? 201 : 200).end('{}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answers };
}

/** When more than half of the answers of the last seconds had failed, by the target's own count. */
function trueAtMs({ answers }: Target): number {
  for (const [i, { atMs }] of answers.entries()) {
    if (atMs - answers[0]!.atMs < OVER_SECONDS * 1000) continue;
    const window = answers.slice(0, i + 1).filter((each) => each.atMs > atMs - OVER_SECONDS * 1000);
    if (window.filter(({ failed }) => failed).length * 2 > window.length) return atMs;
  }
  throw new Error('the clause never became true');
}

const eventsOf = async ({ folder }: Judged): Promise<readonly { kind: string; reason: string }[]> =>
  (await readFile(join(folder, 'events.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const run = (target: Target, abort?: readonly AbortClause[], more: object = {}) =>
  rehearsed(trialPlan(LOAD, { ...(abort === undefined ? {} : { abort }), ...more }), [
    '--target',
    target.url,
  ]);

describe('a target that turns to 500s', () => {
  it('is loaded for two more seconds at most once the clause is true, and the run fails', async () => {
    const target = await startTarget(6000);
    const judged = await run(target, [CLAUSE]);
    const { verdict, code, said } = judged;
    const tookMs = target.answers.at(-1)!.atMs - trueAtMs(target);
    console.log(`the load ended ${tookMs} ms after the clause became true`);
    expect(tookMs, said).toBeLessThan(WITHIN_MS);
    expect(await eventsOf(judged)).toContainEqual(
      expect.objectContaining({ kind: 'aborted', reason: expect.stringContaining('of the last 3 s failed') }),
    );
    expect(verdict.aborted).toContain('limit 50 %');
    expect(verdict.headline).toMatch(/^aborted, because .*; so far: /);
    expect([code, verdict.outcome, verdict.interrupted]).toEqual([99, 'fail', false]);
    expect(verdict.validity.filter(({ state }) => state === 'broken')).toEqual([]);
  });

  it('is loaded to the end without a clause: nothing ends a load on loopback by default', async () => {
    const target = await startTarget(6000);
    const { verdict, code } = await run(target, undefined, {
      phases: trialPlan({ ...LOAD, seconds: 14 }).phases,
    });
    expect(verdict.aborted).toBe(null);
    expect(target.answers.at(-1)!.atMs - target.answers[0]!.atMs).toBeGreaterThan(12_000);
    expect(code).toBe(99);
  });
});

it('a healthy target is not given up on', async () => {
  const target = await startTarget(Number.POSITIVE_INFINITY);
  const { verdict } = await run(target, [CLAUSE], { phases: trialPlan({ ...LOAD, seconds: 10 }).phases });
  expect(verdict.aborted).toBe(null);
});
