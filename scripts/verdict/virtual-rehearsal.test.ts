/** The smoke plan's own crowd against a shop that is told how to misbehave, on a virtual clock: does the verdict see it? */
import { describe, expect, it } from 'vitest';
import smokePlan from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import { runVirtually, type VirtualAnswer, type VirtualTarget } from '../../scenarios/crowd/virtual-world.ts';
import { BEHAVIOURS } from '../../scenarios/targets/mock-shop/behaviours/index.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { expectedShop } from '../embedded/expected-shop.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { objectivesAtScale } from '../plan/objectives-at-scale.ts';
import { brokenChecks } from '../workshop/testing/cell-names.ts';
import { schemaMistakes } from '../workshop/testing/schema-mistakes.ts';
import { virtualObservations } from '../workshop/testing/virtual-observations.ts';
import { cellsWhere, fullName, judge } from './judge.ts';
import type { Verdict, VerdictOutcome } from './verdict.ts';

/** Nothing here is counted by the second, so nothing shows when the shop has recovered. */
/** Without its drill: nothing goes wrong on a virtual clock but what a test wants. */
const smoke: CarnivalPlan = {
  ...smokePlan,
  drills: [],
  objectives: smokePlan.objectives.map((each) =>
    each.kind === 'recovery' ? { ...each, informative: true } : each,
  ),
};
const smokeForecast = runForecast(smoke, EMBEDDED);

type Misbehaviour = (healthy: VirtualAnswer, step: string, nth: number, region: string) => VirtualAnswer;

const NO_ANSWER = { status: 0, latencyMs: smoke.generator.requestTimeoutMs };
const everyNth =
  (every: number): Misbehaviour =>
  (healthy, step, nth) =>
    step === 'coupon.redeem' && nth % every === 0 ? { ...healthy, status: 500 } : healthy;

const SCENARIOS: readonly {
  what: string;
  shop: Misbehaviour;
  want: VerdictOutcome;
  failed: string | null;
}[] = [
  { what: 'behaves', shop: (healthy) => healthy, want: 'pass', failed: null },
  {
    what: 'takes 2 s for every order',
    shop: (healthy, step) => (step === 'order.create' ? { ...healthy, latencyMs: 2000 } : healthy),
    want: 'fail',
    failed: 'response-time · burst · order.create',
  },
  {
    what: 'fails every 200th redemption',
    shop: everyNth(200),
    want: 'fail',
    failed: 'coupon-redemption · coupon.redeem',
  },
  { what: 'fails every 1,000th redemption', shop: everyNth(1000), want: 'pass', failed: null },
  {
    what: 'is sold out to everyone',
    shop: (healthy, step) => (step === 'flash.take' ? { ...healthy, status: 409 } : healthy),
    want: 'fail',
    failed: 'flash-sale-sells-out · flash.take',
  },
  {
    what: 'sells nothing of the flash sale in one region',
    shop: (healthy, step, _nth, region) =>
      step === 'flash.take' && region === 'north' ? { ...healthy, status: 409 } : healthy,
    want: 'fail',
    failed: 'flash-sale-sells-out · flash.take · north',
  },
  {
    what: 'refuses everyone at every step',
    shop: (healthy) => ({ ...healthy, status: 409 }),
    want: 'fail',
    failed: 'no-other-refusals · burst · coupon.claim',
  },
  {
    what: 'fails every claim of a coupon, so that nobody comes to a redemption',
    shop: (healthy, step) => (step === 'coupon.claim' ? { ...healthy, status: 500 } : healthy),
    want: 'fail',
    failed: 'steps-reached · burst · coupon.redeem',
  },
  { what: 'hangs', shop: () => NO_ANSWER, want: 'fail', failed: 'response-time · burst · home.view' },
  {
    what: 'hangs on half of its requests',
    shop: (healthy, _step, nth) => (nth % 2 === 0 ? NO_ANSWER : healthy),
    want: 'fail',
    failed: 'response-time · burst · home.view',
  },
  {
    what: 'refuses every connection',
    shop: () => ({ status: 0, latencyMs: 1 }),
    want: 'fail',
    failed: 'response-time · whole run',
  },
];

describe('the smoke plan', () => {
  it.each(SCENARIOS)('is $want for a shop that $what', ({ shop, want, failed }) => {
    const verdict = rehearse(shop);
    expect(brokenChecks(verdict)).toEqual([]);
    const names = cellsWhere(verdict.objectives, ({ state }) => state === 'fail').map(fullName);
    if (failed === null) expect(names).toEqual([]);
    else expect(names).toContain(failed);
    expect(verdict.outcome).toBe(want);
  });
});

it('an in-flight bound that makes sends wait for a slow shop makes the run inconclusive, and is named', () => {
  const plan = { ...smoke, generator: { ...smoke.generator, inFlightMax: 20 } };
  const verdict = rehearse((healthy) => ({ ...healthy, latencyMs: 300 }), plan);
  expect(brokenChecks(verdict)).toContain('in-flight-bound');
  expect(verdict.headline).toContain('in-flight-bound');
  expect([verdict.outcome, verdict.exitCode]).toEqual(['inconclusive', 90]);
});

describe('a share of too few redemptions', () => {
  const few = { ...smoke, scale: 0.1 };
  const forecast = runForecast(few, EMBEDDED);
  const redemption = ({ objectives }: Verdict) =>
    objectives.find(({ id }) => id === 'coupon-redemption')!.cells[0]!;

  it('is not proven, which makes the run inconclusive when the plan requires it', () => {
    const verdict = rehearse((healthy) => healthy, few, forecast);
    expect(brokenChecks(verdict)).toEqual([]);
    expect(redemption(verdict).n).toBeLessThan(1497);
    expect(redemption(verdict).state).toBe('not-proven');
    expect([verdict.outcome, verdict.exitCode]).toEqual(['inconclusive', 90]);
  });

  it('is not proven either when it is informative, and the run passes', () => {
    const objectives = few.objectives.map((objective) =>
      objective.kind === 'response-time' ? objective : { ...objective, informative: true, requires: [] },
    );
    const verdict = rehearse((healthy) => healthy, { ...few, objectives }, forecast);
    expect(redemption(verdict).state).toBe('not-proven');
    expect([verdict.outcome, verdict.exitCode]).toEqual(['pass', 0]);
  });
});

describe.each([smoke, { ...summerCarnival, drills: [] }])('the plan $name', (whole) => {
  it.each([0.01, 0.02, 0.1])('fails no objective of a healthy shop at scale %d', (scale) => {
    const scaled = { ...whole, scale, objectives: objectivesAtScale(whole, scale, BEHAVIOURS) };
    const verdict = rehearse((healthy) => healthy, scaled, runForecast(scaled, EMBEDDED));
    expect(cellsWhere(verdict.objectives, ({ state }) => state === 'fail').map(fullName)).toEqual([]);
    const flashSale = verdict.objectives.find(({ id }) => id === 'flash-sale-sells-out')!;
    expect(flashSale.cells[0]!.state).toBe('pass');
  });
});

function rehearse(
  shop: Misbehaviour,
  plan: CarnivalPlan = smoke,
  forecast: Forecast = smokeForecast,
): Verdict {
  const target = misbehaving(expectedShop(plan), shop);
  const phaseTotals = plan.phases.map((phase) => {
    const shares = Array.from({ length: plan.generator.vus }, (_, index) => ({
      index,
      of: plan.generator.vus,
    }));
    const embedded = mockShop(plan.shop.products);
    const crowds = shares.map((share) => ({
      plan,
      phase,
      shop: embedded,
      share,
      vu: String(share.index),
      runTag: 'test',
    }));
    return { phase: phase.name, totals: runVirtually(crowds, { target }).totals };
  });
  const verdict = judge({
    plan,
    forecast,
    timetable: timetable(plan),
    observations: virtualObservations(phaseTotals, plan),
  });
  expect(schemaMistakes(verdict)).toEqual([]);
  return verdict;
}

function misbehaving(healthy: VirtualTarget, shop: Misbehaviour): VirtualTarget {
  const seen = new Map<string, number>();
  return {
    answer: (step, region, nowMs, visit) => {
      const nth = (seen.get(step) ?? 0) + 1;
      seen.set(step, nth);
      return shop(healthy.answer(step, region, nowMs, visit), step, nth, region);
    },
  };
}
