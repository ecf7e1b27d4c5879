/**
 * A shop that breaks promises without a word, through the whole tool. That every way to misbehave is found is proven without
 * processes, in `mock-services/misbehaviour/`; this is whether the command line reaches the shop, and the books the verdict.
 */
import { expect, it } from 'vitest';
import { cellState } from '../workshop/testing/cell-names.ts';
import { rehearsed } from '../workshop/testing/trial.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';

/** Some hundred orders. What the books show counts even if the generator was late. */
const LOAD = { seconds: 6, browsers: 300, couponBuyersPerHour: 200_000 };

it.concurrent('a rehearsal fails by the orders that the shop lost and the fen that it did not charge', async () => {
  const { code, verdict, observations } = await rehearsed(trialPlan(LOAD), [
    ...['--misbehave', 'loses-an-order'],
    ...['--misbehave', 'undercharges'],
  ]);
  expect(verdict.outcome).toBe('fail');
  expect(code).toBe(99);
  expect(observations.audit.lost).toBeGreaterThanOrEqual(3);
  expect(observations.audit.brokenPromises.join('\n')).toMatch(/of 1 fen, not \d+/);
  expect(cellState(verdict, 'orders-lost', null, null)).toBe('fail');
  expect(cellState(verdict, 'books-in-order', null, null)).toBe('fail');
});

it.concurrent('a rehearsal fails by the payments that a bank which hangs never settles, although no order is lost', async () => {
  const plan = trialPlan(LOAD, { settleSecondsMax: 1 });
  const { code, verdict, observations } = await rehearsed(plan, ['--fault', 'bank:hang']);
  expect(verdict.outcome).toBe('fail');
  expect(code).toBe(99);
  expect(observations.audit).toMatchObject({ done: true, lost: 0 });
  const late = /^east: \d+ payments were promised for later and are still pending 1 s after the load$/m;
  expect(observations.audit.brokenPromises.join('\n')).toMatch(late);
});
