/** The verdict is worth what it sees: faults of the target, set on purpose. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  cellState,
  PROVING_LOAD,
  processesWith,
  rehearsedOnTime,
  trialPlan,
} from '../workshop/testing/trial.ts';

describe('a rehearsal of a shop with a fault', () => {
  it('fails a route that answers two seconds late, by objective, phase and step', async () => {
    const { code, verdict, said } = await rehearsedOnTime(trialPlan(PROVING_LOAD), [
      '--fault',
      'search.query:latency=2000',
    ]);
    expect(said).toContain('response-time · burst · search.query');
    expect(verdict.outcome).toBe('fail');
    expect(code).toBe(99);
    expect(cellState(verdict, 'response-time', 'burst', 'search.query')).toBe('fail');
    expect(cellState(verdict, 'response-time', 'burst', 'home.view')).toBe('pass');
  });

  it('fails when every 200th redemption fails', async () => {
    const { code, verdict } = await rehearsedOnTime(trialPlan(PROVING_LOAD), [
      '--fault',
      'coupon.redeem:error=200',
    ]);
    expect(cellState(verdict, 'coupon-redemption', null, 'coupon.redeem')).toBe('fail');
    expect(code).toBe(99);
  });

  it('passes when every 1,000th of more than 10,000 redemptions fails', async () => {
    // Of redemptions alone: how fast they are is not asked.
    const plan = trialPlan({ ...PROVING_LOAD, seconds: 60 }, { withinMs: 5000 });
    const { code, verdict, said } = await rehearsedOnTime(plan, ['--fault', 'coupon.redeem:error=1000']);
    const redemption = verdict.objectives.find(({ id }) => id === 'coupon-redemption')!.cells[0]!;
    expect(redemption.n, said).toBeGreaterThanOrEqual(10_000);
    expect(redemption.state, said).toBe('pass');
    expect(code, said).toBe(0);
  });

  it('fails a shop that tells everyone it is sold out', async () => {
    const { code, verdict } = await rehearsedOnTime(trialPlan(PROVING_LOAD), ['--fault', '*:sold-out']);
    expect(verdict.outcome).toBe('fail');
    expect(code).toBe(99);
    expect(cellState(verdict, 'no-other-refusals', 'burst', 'coupon.claim')).toBe('fail');
  });

  it('fails a shop that hangs, and does not blame the generator', async () => {
    const { code, verdict, said } = await rehearsedOnTime(trialPlan({ ...PROVING_LOAD, seconds: 8 }), [
      '--fault',
      '*:hang',
    ]);
    expect(verdict.outcome, said).toBe('fail');
    expect(code).toBe(99);
  });

  it('fails when the shop is killed in mid-run, counts the failed responses, and finds no acknowledged order lost', async () => {
    const { code, verdict, observations } = await rehearsedOnTime(
      trialPlan(PROVING_LOAD),
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
