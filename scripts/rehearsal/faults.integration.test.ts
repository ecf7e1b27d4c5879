/**
 * Faults of a real shop, through the whole tool. Which fault fails which cell is proven on the virtual clock, in
 * `virtual-rehearsal.test.ts`; this is whether a fault on the command line reaches the shop, and its effect the verdict.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Phase } from '../../scenarios/campaigns/plan.ts';
import { held } from '../../scenarios/campaigns/populations.ts';
import { LAG_BUCKETS_MS } from '../../scenarios/metrics.ts';
import { FIGURE } from '../rules/shares.ts';
import { cellState } from '../workshop/testing/cell-names.ts';
import { processesWith } from '../workshop/testing/processes.ts';
import { askReopened } from '../workshop/testing/reopened-prometheus.ts';
import { type Judged, rehearsedOnTime } from '../workshop/testing/trial.ts';
import { TRIAL_LOAD, trialPlan } from '../workshop/testing/trial-plan.ts';

/** A few browsers. The sums of a run are made every five seconds, and the last ones shall have seen all answers of the burst. */
const REST: Phase = {
  name: 'rest',
  calendarMinutes: 8,
  begins: { after: 'previous' },
  populations: [held('few', 'browser', 100)],
};

describe('a rehearsal of a shop with a late route and a step with errors', () => {
  let run: Judged;
  beforeAll(async () => {
    const plan = trialPlan(TRIAL_LOAD);
    run = await rehearsedOnTime({ ...plan, phases: [...plan.phases, REST] }, [
      ...['--fault', 'search.query:latency=2000'],
      ...['--fault', 'coupon.redeem:error=20'],
    ]);
  });

  it('fails both, by objective, phase and step, and passes the others', () => {
    const { code, verdict, said } = run;
    expect(said).toContain('response-time · burst · search.query');
    expect(verdict.outcome).toBe('fail');
    expect(code).toBe(99);
    expect(cellState(verdict, 'response-time', 'burst', 'search.query')).toBe('fail');
    expect(cellState(verdict, 'coupon-redemption', null, 'coupon.redeem')).toBe('fail');
    expect(cellState(verdict, 'response-time', 'burst', 'home.view')).toBe('pass');
  });

  it('fired the alerts of both, and not of what was right', () => {
    const { alerts } = run.verdict;
    const names = new Set(alerts?.map(({ alert }) => alert));
    expect([...names]).toEqual(expect.arrayContaining(['SuccessBurningFast', 'ResponseTimeBurningSlow']));
    expect(alerts).toContainEqual(
      expect.objectContaining({
        alert: 'SuccessBurningFast',
        labels: expect.objectContaining({ objective: 'coupon-redemption', step: 'coupon.redeem' }),
      }),
    );
    for (const quiet of ['BreakerOpen', 'RegionDown', 'GeneratorSilent', 'DrillOn'])
      expect(names).not.toContain(quiet);
    expect(run.said).toContain('ALERTS');
  });

  it('has the same figures in its Prometheus as in its verdict, within a bucket where it is a histogram’s', async () => {
    const figures = await recorded(run);
    const figureOf = (id: string): number =>
      run.verdict.objectives.find((each) => each.id === id)!.cells[0]!.figure!;
    // Of ten thousand answers, the few of the last five seconds may be missing.
    expect(figures.inTime).toBeCloseTo(figureOf('response-time'), 3);
    expect(figures.inTime).toBeLessThan(0.99);
    expect(figures.succeeded).toBeCloseTo(figureOf('coupon-redemption'), 9);
    expect(figures.succeeded).toBeLessThan(0.998);
    // The verdict says the upper bound of a bucket, and Prometheus a place within it.
    const lagMs = run.verdict.proven.phases[0]!.sendLagMsP99!;
    const bucketMs = [0, ...LAG_BUCKETS_MS].filter((ms) => ms < lagMs).at(-1)!;
    expect(figures.sendLagP99 * 1000).toBeGreaterThan(bucketMs);
    expect(figures.sendLagP99 * 1000).toBeLessThanOrEqual(lagMs);
    // Over 1 % waited for the late route: its 2 s are beyond the bucket that ends there.
    expect(figures.responseTimeP99).toBeGreaterThan(2);
    expect(figures.responseTimeP99).toBeLessThanOrEqual(3);
  });
});

describe('a rehearsal of a shop with a fault', () => {
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

/** The figures that Prometheus recorded last. */
const recorded = ({ folder, verdict }: Judged) =>
  askReopened(folder, async (prometheus) => {
    const figure = async (name: string, ...matchers: readonly string[]): Promise<number> => {
      const series = `${name}{${[`run_id="${verdict.runId}"`, ...matchers].join(', ')}}`;
      const found = await prometheus.instant(`last_over_time(${series}[10m])`, Date.now());
      expect(found, series).toHaveLength(1);
      return found[0]!.value;
    };
    return {
      inTime: await figure(FIGURE.inTime),
      succeeded: await figure(FIGURE.succeeded, 'step="coupon.redeem"'),
      sendLagP99: await figure(FIGURE.sendLagP99, 'scenario="burst"'),
      responseTimeP99: await figure(FIGURE.responseTimeP99),
    };
  });
