/**
 * Faults of a real shop, through the whole tool. Which fault fails which cell is proven on the virtual clock, in
 * `virtual-rehearsal.test.ts`; this is whether a fault on the command line reaches the shop, and its effect the verdict.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cellState } from '../workshop/testing/cell-names.ts';
import { processesWith } from '../workshop/testing/processes.ts';
import { rehearsedOnTime } from '../workshop/testing/trial.ts';
import { TRIAL_LOAD, trialPlan } from '../workshop/testing/trial-plan.ts';

describe('a rehearsal of a shop with a fault', () => {
  it('fails a late route and a step with errors, by objective, phase and step, and passes the others', async () => {
    const { code, verdict, said } = await rehearsedOnTime(trialPlan(TRIAL_LOAD), [
      ...['--fault', 'search.query:latency=2000'],
      ...['--fault', 'coupon.redeem:error=20'],
    ]);
    expect(said).toContain('response-time · burst · search.query');
    expect(verdict.outcome).toBe('fail');
    expect(code).toBe(99);
    expect(cellState(verdict, 'response-time', 'burst', 'search.query')).toBe('fail');
    expect(cellState(verdict, 'coupon-redemption', null, 'coupon.redeem')).toBe('fail');
    expect(cellState(verdict, 'response-time', 'burst', 'home.view')).toBe('pass');
  });

  it('fails when the shop is killed in mid-run, counts the failed responses, and finds no acknowledged order lost', async () => {
    const { code, verdict, observations } = await rehearsedOnTime(
      trialPlan(TRIAL_LOAD),
      [],
      async (_, folder) => {
        // Some hundred orders are acknowledged by then.
        await sleep(3000);
        const shops = await processesWith('shop.js', folder);
        expect(shops).toHaveLength(3);
        for (const { pid } of shops) process.kill(pid, 'SIGKILL');
      },
    );
    const failed = observations.responses.filter(({ outcome }) => outcome === 'failed');
    expect(failed.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(100);
    expect(observations.audit).toMatchObject({ done: true, lost: 0 });
    expect(observations.audit.acknowledged).toBeGreaterThan(100);
    expect(verdict.outcome).toBe('fail');
    expect(code).toBe(99);
  });
});
