import { describe, expect, it } from 'vitest';
import capacity from '../../scenarios/campaigns/capacity.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { checkPlan } from '../plan/check.ts';
import { levelPlan } from './level-plan.ts';
import { mixOf } from './mix.ts';

const behaviours = EMBEDDED.known.behaviours;
const FORECAST = runForecast(smoke, EMBEDDED);
const PLANS: readonly Plan[] = [smoke, capacity];

describe.each(PLANS)('a level of plan $name', (plan) => {
  const mix = mixOf(plan, EMBEDDED, runForecast(plan, EMBEDDED));
  const level = (perSecond: number) => levelPlan(plan, mix, { perSecond, seconds: 20 }, behaviours);

  it.each([50, 400])('asks for %i requests a second, whatever the plan asks for', (perSecond) => {
    const [phase] = runForecast(level(perSecond), EMBEDDED).phases;
    expect(phase!.seconds).toBeCloseTo(20, 6);
    // Sessions that begin in its last second are cut off.
    expect(phase!.requestsPerSecondMean / perSecond).toBeGreaterThan(0.9);
    expect(phase!.requestsPerSecondMean / perSecond).toBeLessThan(1.06);
  });

  it('keeps the mix of requests', () => {
    const share = (of: Plan, name: string): Record<string, number> => {
      const found = runForecast(of, EMBEDDED).phases.find((each) => each.phase === name)!;
      return Object.fromEntries(
        Object.entries(found.intendedByStep).map(([step, count]) => [step, count / found.intended]),
      );
    };
    const [planned, sent] = [share(plan, mix.phase), share(level(200), 'level')];
    for (const [step, of] of Object.entries(planned))
      expect(Math.abs(sent[step]! - of), step).toBeLessThan(0.06);
  });

  it('is a plan without mistakes, of one phase, without drills', () => {
    const checked = checkPlan(level(100), EMBEDDED.known);
    expect(checked.phases.map(({ name }) => name)).toEqual(['level']);
    expect([checked.drills, checked.gray, checked.capacity]).toEqual([undefined, undefined, undefined]);
  });

  it('is judged by the objectives of a steady load, over the whole of it', () => {
    const { objectives } = level(100);
    expect(objectives.map(({ kind }) => kind)).toContain('response-time');
    expect(objectives.every(({ requires }) => requires === undefined)).toBe(true);
    expect(objectives.map(({ id }) => id)).not.toContain('flash-sale-sells-out');
  });
});

describe('a mix', () => {
  it('leaves out herds, and those who were there before', () => {
    expect(mixOf(smoke, EMBEDDED, FORECAST, 'burst').leftOut).toEqual(['reserved-buyers']);
    expect(mixOf(smoke, EMBEDDED, FORECAST, 'flash-sale')).toMatchObject({
      leftOut: ['flash-buyers'],
      shares: [],
    });
  });

  it('is of the busiest phase unless another is named', () => {
    expect(mixOf(smoke, EMBEDDED, FORECAST).phase).toBe('burst');
    expect(mixOf(smoke, EMBEDDED, FORECAST, 'warm-up').phase).toBe('warm-up');
  });
});
