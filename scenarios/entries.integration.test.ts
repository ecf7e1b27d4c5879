/** Each phase's entry by itself, in stock k6, with the plan of a run that is long over, against a target that hands out cookies. */
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedRun } from '../scripts/admission/signed-run.ts';
import { startChild } from '../scripts/machine/processes/child.ts';
import { type Keeper, startKeeper } from '../scripts/machine/processes/keeper.ts';
import { ensureTools } from '../scripts/machine/toolchain/toolchain.ts';
import { trialPlan } from '../scripts/workshop/testing/trial-plan.ts';
import type { PlannedRun, Population } from './campaigns/plan.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const ENTRIES = ['warm-up', 'burst', 'flash-sale', 'continuation'];
const SECONDS = 3;
/** More than a moment and less than a phase: how far the first request and the last lie apart at least. */
const SPREAD_MS_MIN = 1000;
const PASSERS_BY_PER_SECOND = 20;
const BUYERS_PER_SECOND = 5;
const HOUR_SECONDS = 3600;
const OLD_RUN = 'a-run-that-is-over';

interface Arrival {
  readonly atMs: number;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

let keeper: Keeper;
let folder: string;
let k6: string;
beforeAll(async () => {
  keeper = await startKeeper();
  folder = temporaryFolder();
  k6 = (await ensureTools({ progress: console.error })).k6.path;
});
afterAll(() => keeper.close());

describe.concurrent('the entry of a phase, with the plan of a run that is over', () => {
  it.each(ENTRIES)('%s runs it at once, with new ids, and keeps no cookie', async (entry) => {
    const { arrivals, url, close } = await startTarget();
    const planFile = join(folder, `${entry}.json`);
    await writeFile(planFile, JSON.stringify(planOfOldRun(url)));
    const logFile = join(folder, `${entry}.log`);
    const child = await startChild(keeper, {
      name: `k6 ${entry}`,
      command: k6,
      args: ['run', '--quiet', '--no-usage-report', '--address=', join(import.meta.dirname, `${entry}.ts`)],
      env: { CARNIVAL_PLAN: planFile, NO_PROXY: '*' },
      logFile,
    });
    const { code } = await child.exited;
    await close();
    expect(code, await readFile(logFile, 'utf8')).toBe(0);

    const passersBy = arrivals.filter(({ method }) => method === 'GET');
    const buyers = arrivals.filter(({ method }) => method === 'POST');
    // The first comes a gap after the start, and one that is due at the very end does not come.
    expect(passersBy.length).toBeGreaterThan((SECONDS - 1) * PASSERS_BY_PER_SECOND);
    expect(passersBy.length).toBeLessThanOrEqual(SECONDS * PASSERS_BY_PER_SECOND);
    expect(buyers.length).toBeGreaterThan((SECONDS - 1) * BUYERS_PER_SECOND);
    const times = passersBy.map(({ atMs }) => atMs);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(SPREAD_MS_MIN);

    const runs = new Set(arrivals.map(({ headers }) => headers['x-carnival-run']));
    expect([...runs]).toEqual([expect.stringMatching(/^k6-\d+$/)]);
    expect(arrivals.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
  });
});

/** Answers everything, and sets a cookie each time. */
async function startTarget() {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    request.resume();
    arrivals.push({ atMs: performance.now(), method: request.method!, headers: request.headers });
    const status = request.method === 'POST' ? 201 : 200;
    response.writeHead(status, { 'set-cookie': `session=${arrivals.length}; Path=/; Max-Age=3600` });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    arrivals,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function planOfOldRun(url: string): PlannedRun {
  const plan = trialPlan({ seconds: SECONDS, browsers: 0, couponBuyersPerHour: 0 });
  const populations: readonly Population[] = [
    evenly('passers-by', 'passer-by', PASSERS_BY_PER_SECOND),
    evenly('buyers', 'coupon-buyer', BUYERS_PER_SECOND),
  ];
  const phases = ENTRIES.map((name) => ({ ...plan.phases[0]!, name, populations }));
  const targets = Object.fromEntries(plan.regions.map(({ name }) => [name, url]));
  return {
    ...plan,
    phases,
    run: signedRun({ id: OLD_RUN, targets, hosts: {}, zeroAtMs: Date.now() - HOUR_SECONDS * 1000 }),
  };
}

const evenly = (name: string, behaviour: string, perSecond: number): Population => ({
  kind: 'arriving',
  name,
  behaviour,
  perHour: [{ atMinute: 0, value: perSecond * HOUR_SECONDS }],
  process: 'even',
  paced: false,
});
