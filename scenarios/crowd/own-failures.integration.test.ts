/** A generator that cannot send is told from a target that does not answer, from k6's own errors to what is read after the run. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Keeper, startKeeper } from '../../scripts/machine/processes/keeper.ts';
import { freePort } from '../../scripts/machine/processes/ports.ts';
import { runGenerators } from '../../scripts/workshop/testing/generators.ts';
import { trialPlan } from '../../scripts/workshop/testing/trial-plan.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const PORT_FROM = 19_390;
/** RFC 5737: nobody has it, so nothing can be sent from it. */
const NOBODYS_ADDRESS = '192.0.2.1';

let keeper: Keeper;
beforeAll(async () => {
  keeper = await startKeeper();
});
afterAll(() => keeper.close());

it.each([
  { given: 'that has no address to send from', args: [`--local-ips=${NOBODYS_ADDRESS}`], isOwn: true },
  { given: 'whose target is gone', args: [], isOwn: false },
])('a generator $given is blamed: $isOwn', async ({ args, isOwn }) => {
  const folder = temporaryFolder();
  const nobody = await freePort({ preferred: PORT_FROM });
  const { phases, intended, responses } = await runGenerators({
    keeper,
    folder,
    plan: trialPlan({ seconds: 3, browsers: 0, couponBuyersPerHour: 72_000 }),
    targetUrl: `http://127.0.0.1:${nobody}`,
    processes: [args],
  });
  const sum = (counts: readonly { readonly count: number }[]) =>
    counts.reduce((total, { count }) => total + count, 0);
  expect(sum(intended)).toBeGreaterThan(30);
  expect(sum(responses.filter(({ outcome }) => outcome === 'failed'))).toBe(sum(intended));
  expect(phases[0]!.ownFailures).toBe(isOwn ? sum(intended) : 0);
  const told = (await readFile(join(folder, 'console-0.log'), 'utf8'))
    .split('\n')
    .filter((line) => line.includes('the generator itself failed to send a request'));
  expect(told).toHaveLength(isOwn ? phases[0]!.vusStarted : 0);
  for (const line of told) expect(line).toContain('assign requested address');
});
