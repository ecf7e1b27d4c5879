/** Two k6 processes with an execution segment each are one crowd: the same load, and counters that add up. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Keeper, startKeeper } from '../../scripts/machine/processes/keeper.ts';
import type { Counters } from '../../scripts/rehearsal/prometheus/read-counters.ts';
import { runGenerators, startSmallTarget } from '../../scripts/workshop/testing/generators.ts';
import { trialPlan } from '../../scripts/workshop/testing/trial-plan.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

/** Thinks begin when an answer came, so a step near the phase's end may fall on either side of it. */
const EDGE = 0.01;

let keeper: Keeper;
beforeAll(async () => {
  keeper = await startKeeper();
});
afterAll(() => keeper.close());

it('a crowd of 100,000 split in two by execution segments offers what one process offers', async () => {
  const halves = ['0:1/2', '1/2:1'].map((segment, i) => [
    `--execution-segment=${segment}`,
    '--execution-segment-sequence=0,1/2,1',
    `--tag=instance_id=${i}`,
  ]);
  // Counts are compared, and no times: so both may be there at once.
  const [one, two] = await Promise.all([offered([[]]), offered(halves)]);
  const shoppers = (counters: Counters) => Math.max(...counters.seconds.map((second) => second.shoppers));
  expect(shoppers(one)).toBeGreaterThanOrEqual(100_000);
  expect(Math.abs(shoppers(two) - shoppers(one)) / shoppers(one)).toBeLessThan(EDGE);
  expect(vus(one)).toEqual([2, 2]);
  expect(vus(two)).toEqual([2, 2]);
  const sessions = (counters: Counters) =>
    sum(counters.sessions.filter(({ population }) => population === 'coupon-buyers'));
  expect(sessions(two)).toBe(sessions(one));
  const steps = byStep(one);
  for (const [step, count] of Object.entries(byStep(two)))
    expect(Math.abs(count - steps[step]!) / steps[step]!, step).toBeLessThan(EDGE);
  for (const counters of [one, two]) {
    const ended = sum(counters.responses) + sum(counters.unsent);
    expect(ended).toBe(sum(counters.intended));
  }
});

async function offered(processes: readonly (readonly string[])[]): Promise<Counters> {
  const folder = temporaryFolder();
  const target = await startSmallTarget(keeper, folder);
  const plan = trialPlan({ seconds: 20, browsers: 100_000, couponBuyersPerHour: 180_000 }, { pace: 15 });
  const counters = await runGenerators({ keeper, folder, plan, targetUrl: target.url, processes });
  await target.child.stop();
  return counters;
}

const sum = (counts: readonly { readonly count: number }[]) =>
  counts.reduce((total, { count }) => total + count, 0);
const vus = ({ phases }: Counters) => [phases[0]!.vusStarted, phases[0]!.vusFinished];

function byStep({ intended }: Counters): Record<string, number> {
  const steps: Record<string, number> = {};
  for (const { step, count } of intended) steps[step] = (steps[step] ?? 0) + count;
  return steps;
}
