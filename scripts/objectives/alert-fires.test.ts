import { describe, expect, it } from 'vitest';
import type { PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import { drillOf } from '../../scenarios/testing/drill.ts';
import { insideDrill } from '../evidence/drill-cut.ts';
import type { AlertSeen, DrillSeen } from '../evidence/drills-seen.ts';
import { checkPlan } from '../plan/check.ts';
import { EXAMPLE_KNOWN, examplePlan } from '../workshop/testing/example-plan.ts';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { alertFires } from './alert-fires.ts';

const OBJECTIVE = {
  id: 'breaker-alert',
  kind: 'alert-fires',
  alert: 'BreakerOpen',
  withinSeconds: 4,
  source: 'the drill',
} as const;
const DRILL = drillOf({ expect: [OBJECTIVE] });
const { plan } = rehearsal({ plan: { drills: [DRILL] } });
const BEGIN_MS = drillTimes(plan)[0]!.beginMs;

const seen = (changes: Partial<DrillSeen> = {}): DrillSeen => ({
  drill: DRILL.name,
  set: { afterMs: BEGIN_MS, byMs: BEGIN_MS + 500 },
  lifted: null,
  missing: null,
  breakers: [],
  times: [],
  bystanders: [],
  ...changes,
});
/** Seconds from the drill's planned beginning. */
const alert = (
  fromSeconds: number,
  untilSeconds: number,
  labels: Record<string, string> = { region: 'north', dependency: 'bank', severity: 'page' },
  name = 'BreakerOpen',
): AlertSeen => ({
  alert: name,
  labels,
  fromMs: BEGIN_MS + fromSeconds * 1000,
  untilMs: BEGIN_MS + untilSeconds * 1000,
});
const WATCHED = alert(-60, 60, { severity: 'info' }, 'Watchdog');

function cell(
  alerts: readonly AlertSeen[] | undefined,
  drill: DrillSeen = seen(),
  objective: Parameters<typeof alertFires.judge>[0] = OBJECTIVE,
) {
  const observations = { drills: [drill], ...(alerts === undefined ? {} : { alerts: [...alerts] }) };
  const evidence = rehearsal({ plan: { drills: [DRILL] }, observations });
  return alertFires.judge(objective, insideDrill(evidence, DRILL)).cells[0]!;
}

describe('an alert that ought to fire in a drill', () => {
  it('passes when it fires in time, with its seconds from the fault', () => {
    expect(cell([WATCHED, alert(2.5, 9)])).toMatchObject({
      state: 'pass',
      figure: 2,
      required: true,
      reason: 'BreakerOpen (bank, north) fired 2 s after the fault, limit 4 s',
    });
  });

  it('counts from the plan’s time where nobody saw the fault set', () => {
    expect(cell([WATCHED, alert(2.5, 9)], seen({ set: null }))).toMatchObject({ state: 'pass', figure: 2.5 });
  });

  it('fails when it slept through the drill, though others fired', () => {
    const others = [alert(2, 9, { region: 'north', drill: 'bank-down' }, 'OrdersFailing')];
    expect(cell([WATCHED, ...others])).toMatchObject({
      state: 'fail',
      figure: null,
      reason: 'BreakerOpen slept through the drill: it had to fire within 4 s',
    });
  });

  it('had nothing to notice when the breaker of its drill was seen and did not open', () => {
    const atMs = Array.from({ length: 40 }, (_, i) => BEGIN_MS + i * 250);
    const readings = (state: 'closed' | 'open', opened: number) => {
      const told = { state: atMs.map(() => state), opened: atMs.map((_, i) => (i < 9 ? 0 : opened)) };
      const untold = { calls: atMs.map(() => null), rejected: atMs.map(() => null) };
      const breaker = { dependency: 'bank', region: 'north', atMs, ...told, ...untold };
      return seen({ breakers: [{ ...breaker, arrivals: atMs.map(() => null) }] });
    };
    expect(cell([WATCHED], readings('closed', 0))).toMatchObject({
      state: 'not-proven',
      reason: 'no breaker of the drill opened: there was nothing to notice',
    });
    expect(cell([WATCHED], readings('open', 1))).toMatchObject({ state: 'fail' });
    expect(cell([WATCHED], readings('closed', 1))).toMatchObject({ state: 'fail' });
  });

  it('fails when it fires too late, but within the window', () => {
    expect(cell([WATCHED, alert(6.5, 9)])).toMatchObject({ state: 'fail', figure: 6 });
  });

  it.each([
    { what: 'after the window', fired: alert(9, 12) },
    { what: 'in another region', fired: alert(2, 9, { region: 'south', dependency: 'bank' }) },
    { what: 'for another dependency', fired: alert(2, 9, { region: 'north', dependency: 'sms' }) },
    { what: 'at a step that is not the drill’s', fired: alert(2, 9, { region: 'north', step: 'home.view' }) },
    { what: 'in another drill', fired: alert(2, 9, { region: 'north', drill: 'courier-down' }) },
  ])('fails when it fires only $what', ({ fired }) => {
    expect(cell([WATCHED, fired])).toMatchObject({ state: 'fail', figure: null });
  });

  it('must have the labels that the plan names', () => {
    const objective = { ...OBJECTIVE, labels: { objective: 'coupons' } };
    const fired = (name: string) => [WATCHED, alert(2, 9, { region: 'north', objective: name })];
    expect(cell(fired('coupons'), seen(), objective)).toMatchObject({ state: 'pass' });
    expect(cell(fired('orders'), seen(), objective)).toMatchObject({ state: 'fail' });
  });

  it.each([
    { what: 'the drill did not happen', drill: seen({ missing: 'the bank was never asked' }) },
    { what: 'the alerts could not be read', alerts: null },
    { what: 'no rule was evaluated', alerts: [] },
    {
      what: 'rules were evaluated in a part of the time only',
      alerts: [alert(-60, 1, { severity: 'info' }, 'Watchdog')],
    },
    { what: 'it fired already before the fault', alerts: [WATCHED, alert(-5, 9)] },
  ])('is not proven when $what', ({ drill = seen(), alerts = [WATCHED, alert(2, 9)] }) => {
    const { state, reason } = cell(alerts ?? undefined, drill);
    expect(state).toBe('not-proven');
    expect(reason).not.toBe('');
  });

  it('requires nothing when it is informative', () => {
    expect(cell([WATCHED], seen(), { ...OBJECTIVE, informative: true }).required).toBe(false);
  });
});

describe('a plan that waits for an alert', () => {
  const inDrill = (changes: object, drill: Partial<PlannedDrill> = {}) => ({
    ...examplePlan,
    drills: [
      {
        ...drillOf({
          where: { dependency: 'bank', steps: ['coupon.redeem'], regions: ['north'] },
          ...drill,
        }),
        expect: [{ ...OBJECTIVE, ...changes }],
      },
    ],
  });
  const mistakesOf = (given: unknown, known = EXAMPLE_KNOWN) =>
    (planErrorOf(() => checkPlan(given, known))?.mistakes ?? [])
      .filter(({ path }) => /expect\[|objectives\[/.test(path))
      .map(({ path, problem, hint }) => `${path} ${problem}: ${hint}`);

  it('may wait for any of the rules', () => {
    expect(mistakesOf(inDrill({}))).toEqual([]);
    expect(mistakesOf(inDrill({ alert: 'DrillOn' }))).toEqual([]);
  });

  it('hears of an alert that is misspelt', () => {
    expect(mistakesOf(inDrill({ alert: 'BreakerOpens' }))).toEqual([
      'drills[0].expect[0].alert is not an alert of this plan’s rules: did you mean "BreakerOpen"?',
    ]);
  });

  it('hears that a shop of its own has no metrics for one', () => {
    const mistakes = mistakesOf(inDrill({}), { ...EXAMPLE_KNOWN, settings: null });
    expect(mistakes[0]).toMatch(/^drills\[0\]\.expect\[0\]\.alert is not an alert of this plan’s rules/);
    const breakers = { bank: { preset: 'pybreaker', metrics: { north: 'http://127.0.0.1:1/metrics' } } };
    const withBreakers = mistakesOf({ ...inDrill({}), breakers }, { ...EXAMPLE_KNOWN, settings: null });
    expect(withBreakers.filter((each) => each.includes('.alert'))).toEqual([]);
  });

  it('hears that an alert has no objective to be about', () => {
    const given = inDrill({ alert: 'SuccessBurningFast' });
    expect(mistakesOf(given)).toEqual([]);
    const objectives = given.objectives.filter(({ kind }) => kind !== 'success');
    expect(mistakesOf({ ...given, objectives })).toEqual([
      'drills[0].expect[0].alert never fires: the plan has no objective of kind success: add one, or name another alert',
    ]);
  });

  it('hears that it waits longer than the drill', () => {
    expect(mistakesOf(inDrill({ withinSeconds: 9 }))).toEqual([
      'drills[0].expect[0].withinSeconds is longer than the drill’s window, 8 s: wait for it within the window, or make the window longer',
    ]);
  });

  it('hears that it makes sense only in a drill', () => {
    const objectives = [...examplePlan.objectives, OBJECTIVE];
    expect(mistakesOf({ ...examplePlan, objectives })).toEqual([
      expect.stringMatching(/^objectives\[\d+\]\.kind is a clause about a drill: /),
    ]);
  });
});
