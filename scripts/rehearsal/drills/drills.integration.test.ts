/** Drills of a whole rehearsal: faults of the embedded shop on the plan's timetable, and a region killed with -9 in mid-load. */
import { describe, expect, it } from 'vitest';
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { DrillSeen } from '../../evidence/drills-seen.ts';
import { rehearsed } from '../../workshop/testing/trial.ts';
import { trialPlan } from '../../workshop/testing/trial-plan.ts';

const SMALL = { seconds: 12, browsers: 300, couponBuyersPerHour: 36_000 };
const MS_PER_SECOND = 1000;
/** From the run's zero to the phase's first second: its VUs are set up. */
const SET_UP_MS = 1000;

const drill = (
  name: string,
  second: number,
  seconds: number,
  rest: Pick<PlannedDrill, 'where' | 'fault'>,
): PlannedDrill => ({
  ...rest,
  name,
  at: { phase: 'burst', minute: second },
  for: { seconds, recoverySeconds: 1 },
  expect: [],
});

const bankDown = drill('bank-down', 2, 2, {
  where: { dependency: 'bank', steps: ['payment.pay'], regions: ['east'] },
  fault: { kind: 'shop', faults: [{ kind: 'error', value: 1 }] },
});
const killed = drill('south-killed', 5, 2, { where: { process: 'south' }, fault: { kind: 'kill' } });
const late = drill('too-late', 10, 1, { where: { region: 'east' }, fault: { kind: 'expect-only' } });

const near = (moment: DrillSeen['set'], second: number): void => {
  expect(moment).not.toBeNull();
  expect(moment!.afterMs).toBeGreaterThanOrEqual(SET_UP_MS + second * MS_PER_SECOND);
  expect(moment!.byMs).toBeLessThan(SET_UP_MS + second * MS_PER_SECOND + 5000);
};

describe('a rehearsal with drills', () => {
  it('sets and lifts faults on time, brings a killed region back on its books, and loses no order', async () => {
    const plan = trialPlan(SMALL, { drills: [bankDown, killed, late] });
    const { observations, said } = await rehearsed(plan);
    const [bank, south, announced] = observations.drills!;
    expect(
      [bank, south, announced].map((each) => each!.missing),
      said,
    ).toEqual([null, null, null]);
    near(bank!.set, 2);
    near(bank!.lifted, 4);
    near(south!.set, 5);
    near(south!.lifted, 7);
    const failedIn = (region: string) =>
      observations.responses
        .filter((each) => each.outcome === 'failed' && each.region === region)
        .reduce((sum, { count }) => sum + count, 0);
    expect(failedIn('south')).toBeGreaterThan(0);
    expect(failedIn('north')).toBe(0);
    const kinds = observations.events.map(({ kind }) => kind);
    expect(kinds).not.toContain('shop-died');
    expect(kinds.filter((kind) => kind === 'drill')).toHaveLength(6);
    expect(observations.audit).toMatchObject({ done: true, lost: 0, brokenPromises: [] });
    expect(observations.audit.acknowledged).toBeGreaterThan(10);
  });

  it('lifts what is set when Ctrl-C ends it, says which drills did not happen, and is judged', async () => {
    const plan = trialPlan(SMALL, {
      drills: [
        { ...killed, at: { phase: 'burst', minute: 1 }, for: { seconds: 5, recoverySeconds: 1 } },
        late,
      ],
    });
    const { code, observations, said } = await rehearsed(plan, [], async (trial) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      trial.child.kill('SIGINT');
    });
    expect(code, said).toBe(130);
    const [south, announced] = observations.drills!;
    expect(south).toMatchObject({ missing: 'the load ended before its time was over' });
    expect(south!.lifted!.byMs).toBeLessThan(7000);
    expect(announced).toMatchObject({ set: null, missing: 'the load ended before it began' });
    expect(observations.audit).toMatchObject({ done: true, lost: 0 });
    expect(observations.events.map(({ kind }) => kind)).not.toContain('shop-restarted');
  });
});
