import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedDrill } from '../campaigns/plan.ts';
import { isInScope, scopeOf } from '../drills/scope.ts';
import { COUNTER, GAUGE } from '../metrics.ts';
import { drillOf } from '../testing/drill.ts';
import { always, arriving, crowdsOf, HandDriven, once, planOf, SECOND_MS } from '../testing/world.ts';
import { drillTimes } from './drill-times.ts';
import { DrillWindows } from './drill-windows.ts';
import { timetable } from './timetable.ts';
import { runVirtually } from './virtual-world.ts';

const SECONDS = 60;
const STEPS = ['home.view', 'payment.pay', 'search.query'];
const REGIONS = ['east', 'south', 'north'];
const planWith = (...drills: readonly PlannedDrill[]) =>
  planOf(SECONDS, [arriving(36_000, 'once')], { drills });

function windowsOf(...drills: readonly PlannedDrill[]) {
  const plan = planWith(...drills);
  return new DrillWindows({ plan, phase: timetable(plan)[0] }, STEPS);
}

describe('the windows of drills', () => {
  it('take in the fault and its recovery, the first millisecond and not the last', () => {
    const windows = windowsOf(drillOf());
    const [pay, north] = [1, 2];
    expect([9999, 10_000, 17_999, 18_000].map((ms) => windows.at(ms, pay, north))).toEqual([0, 1, 1, 0]);
  });

  it('leave out other steps and other regions', () => {
    const windows = windowsOf(drillOf());
    expect(windows.at(12_000, 0, 2)).toBe(0);
    expect(windows.at(12_000, 1, 0)).toBe(0);
  });

  it('give a request that lies in two of them to the drill that is named last', () => {
    const lost = drillOf({
      name: 'north-lost',
      at: { phase: 'burst', minute: 12 },
      where: { region: 'north' },
    });
    const windows = windowsOf(drillOf(), lost);
    expect([11_000, 12_500, 19_000].map((ms) => windows.at(ms, 1, 2))).toEqual([1, 2, 2]);
    expect(windows.at(12_500, 0, 2)).toBe(2);
  });

  it('agree with the plain rule for any drills, times and places', () => {
    const place = fc.constantFrom<PlannedDrill['where']>(
      { step: 'payment.pay' },
      { region: 'north' },
      { process: 'east' },
      { steps: ['home.view', 'search.query'], regions: ['south'] },
      { dependency: 'bank', steps: ['payment.pay'], regions: ['north', 'east'] },
    );
    const drill = fc.record({
      where: place,
      at: fc.record({ phase: fc.constant('burst'), minute: fc.integer({ min: 0, max: 50 }) }),
      for: fc.record({
        seconds: fc.integer({ min: 1, max: 30 }),
        recoverySeconds: fc.integer({ min: 0, max: 10 }),
      }),
    });
    fc.assert(
      fc.property(
        fc.array(drill, { maxLength: 4 }),
        fc.nat({ max: 60_000 }),
        fc.nat({ max: 2 }),
        fc.nat({ max: 2 }),
        (given, ms, step, region) => {
          const drills = given.map((each, i) => drillOf({ name: `drill-${i}`, ...each }));
          const plan = planWith(...drills);
          const [phase] = timetable(plan);
          const covering = drillTimes(plan).map(
            ({ beginMs, recoveredMs }, i) =>
              ms + phase!.startMs >= beginMs &&
              ms + phase!.startMs < recoveredMs &&
              isInScope(scopeOf(drills[i]!.where), STEPS[step]!, REGIONS[region]!),
          );
          const windows = new DrillWindows({ plan, phase }, STEPS);
          const number = windows.at(ms, step, region);
          const found = number === 0 ? undefined : windows.drills[number - 1]!.name;
          expect(found).toBe(drills[covering.lastIndexOf(true)]?.name);
        },
      ),
    );
  });
});

describe('a crowd with drills', () => {
  const drill = drillOf({ where: { step: 'home.view', regions: ['north'] } });
  const counted = (
    labels: Readonly<Record<string, string>>,
    plan = planWith(drill),
    target = always(200, 50),
  ) => {
    const { totals } = runVirtually(crowdsOf(plan, { behaviours: [once('home.view')] }), { target });
    return [COUNTER.intended, COUNTER.responses].map((name) => totals.sum(name, labels));
  };

  it('counts what was intended in the window under its name, whenever the answer came', () => {
    // Each answer takes longer than the window.
    const [intended, answered] = counted({ drill: 'bank-down' }, planWith(drill), always(200, 9000));
    expect(intended).toBeGreaterThan(0);
    expect(answered).toBe(intended);
    expect(counted({ drill: 'bank-down', region: 'north' })).toEqual([intended, answered]);
  });

  it('counts the same requests in all as without drills', () => {
    expect(counted({})).toEqual(counted({}, planWith()));
  });

  it('counts what was never sent in the window that it was intended in', () => {
    const stuck = planWith(drill);
    const plan = { ...stuck, generator: { ...stuck.generator, inFlightMax: 1, drainMs: 10 } };
    const { totals } = runVirtually(crowdsOf(plan, { behaviours: [once('home.view')] }), {
      target: always(200, 120_000),
    });
    const inWindow = totals.sum(COUNTER.intended, { drill: 'bank-down' });
    expect(totals.sum(COUNTER.unsent, { drill: 'bank-down' })).toBe(inWindow);
    expect(inWindow).toBeGreaterThan(0);
  });

  it('times answers by their outcome where a drill judges a breaker, inside and outside', () => {
    const judging = { ...drill, expect: [{ kind: 'breaker-opens' }] } as unknown as PlannedDrill;
    const { totals } = runVirtually(crowdsOf(planWith(judging), { behaviours: [once('home.view')] }), {
      target: always(200, 30),
    });
    const all = { le: '+Inf', region: 'north', outcome: 'ok' };
    const inside = totals.sum(COUNTER.drillServiceTimeBucket, { ...all, drill: 'bank-down' });
    expect(inside).toBe(totals.sum(COUNTER.responses, { drill: 'bank-down' }));
    const both = totals.sum(COUNTER.drillServiceTimeBucket, all);
    expect(both).toBe(totals.sum(COUNTER.responses, { region: 'north' }));
    expect(totals.sum(COUNTER.drillServiceTimeBucket, { ...all, region: 'east' })).toBe(0);
  });

  it('times all answers by region where a drill must leave others alone, and named steps apart', () => {
    const judging = { ...drill, expect: [{ kind: 'breaker-isolated' }] } as unknown as PlannedDrill;
    const behaviours = [once('home.view')];
    const sumOf = (plan: ReturnType<typeof planWith>, labels: Readonly<Record<string, string>>) => {
      const { totals } = runVirtually(crowdsOf(plan, { behaviours }), { target: always(200, 30) });
      return [COUNTER.bystanderTimeBucket, COUNTER.responses].map((name) =>
        totals.sum(name, name === COUNTER.responses ? { region: 'east' } : labels),
      );
    };
    const all = { le: '+Inf', region: 'east' };
    const [told, answers] = sumOf(planWith(judging), all);
    expect(told).toBe(answers);
    expect(sumOf(planWith(judging), { ...all, step: 'home.view' })[0]).toBe(answers);
    const elsewhere = { ...judging, where: { step: 'search.query' } };
    expect(sumOf(planWith(elsewhere), all)[0]).toBe(answers);
    expect(sumOf(planWith(elsewhere), { ...all, step: 'home.view' })[0]).toBe(0);
    expect(sumOf(planWith(drill), all)[0]).toBe(0);
  });

  it('tells when a drill is on, for charts', () => {
    const crowd = new HandDriven(crowdsOf(planWith(drill), { behaviours: [once('home.view')] })[0]!);
    const states = [5, 12, 16, 20].map((second) => {
      crowd.tickUntil(second * SECOND_MS);
      return crowd.gauges[GAUGE.drill];
    });
    expect(states).toEqual([0, 1, 2, 0]);
  });
});
