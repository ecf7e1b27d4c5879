import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { example } from '../workshop/rules/example.ts';
import { ALERTS } from './alerts.ts';
import type { AlertRule, RecordingRule, RulesShop } from './rule.ts';
import { rulesOf, WATCHDOG } from './rules.ts';
import { rulesYaml } from './rules-yaml.ts';

const OURS: RulesShop = { orderStep: 'order.create', isEmbedded: true };
const rules = (plan: Plan, shop = OURS) => rulesOf({ plan, shop }).flatMap((group) => group.rules);
const alerts = (...of: Parameters<typeof rules>) =>
  rules(...of).filter((rule): rule is AlertRule => 'alert' in rule);
const records = (...of: Parameters<typeof rules>) =>
  rules(...of).filter((rule): rule is RecordingRule => 'record' in rule);
const namesOf = (found: readonly AlertRule[]) => [...new Set(found.map(({ alert }) => alert))];

describe('the rules of a plan', () => {
  it('have every alert where the plan gives a reason for each', () => {
    expect(namesOf(alerts(example))).toEqual([WATCHDOG, ...ALERTS.map(({ name }) => name)]);
  });

  it('have none without a reason: no objective, no drill, no order, no crowd that is held', () => {
    const bare = { ...smoke, objectives: [], drills: [], phases: [{ ...smoke.phases[0]!, populations: [] }] };
    const names = namesOf(alerts(bare, { orderStep: null, isEmbedded: true }));
    const missing = ALERTS.map(({ name }) => name).filter((name) => !names.includes(name));
    expect(missing).toEqual([
      'SuccessBurningFast',
      'SuccessBurningSlow',
      'ResponseTimeBurningFast',
      'ResponseTimeBurningSlow',
      'OrdersFailing',
      'CrowdBelowPlan',
      'DependencyNotAsked',
    ]);
  });

  it('ask a shop of the user’s for no metric of ours', () => {
    const shop = { orderStep: 'buy', isEmbedded: false };
    const foreign = rules(example, shop)
      .map(({ expr }) => expr)
      .join('\n');
    expect(foreign).not.toMatch(/shop_|nodejs_|job="shop"/);
    expect(foreign).toContain('step="buy"');
    expect(foreign).toContain('resilience4j_circuitbreaker_state');
  });

  it('name what they record `level:metric:operations`, and keep the run in every level', () => {
    for (const { record, expr } of records(example)) {
      expect(record).toMatch(/^run(_[a-z]+)*:k6_carnival_[a-z_]+:[a-z0-9_]+$/);
      for (const [, labels] of expr.matchAll(/by \(([^)]*)\)/g)) expect(labels).toMatch(/^run_id\b/);
    }
  });

  it('take a rate before a sum, never a rate of a sum or the mean of shares', () => {
    for (const { expr } of rules(example)) {
      expect(expr).not.toMatch(/(rate|increase)\((sum|max|min|run)/);
      expect(expr).not.toMatch(/avg/);
    }
  });

  it('record each name once', () => {
    const names = records(example).map(({ record }) => record);
    expect(new Set(names).size).toBe(names.length);
  });

  it('keep the run in every alert, and say what, how urgent, and where to look', () => {
    for (const { alert, expr, labels, annotations } of alerts(example)) {
      if (alert !== WATCHDOG) expect(expr).toMatch(/run_id|run_/);
      expect(['page', 'ticket', 'info']).toContain(labels.severity);
      for (const text of ['summary', 'description', 'look']) expect(annotations[text], alert).toMatch(/\w/);
    }
  });

  it('count a degraded answer as failed only where no objective allows it', () => {
    const failed = (plan: Plan) => records(plan).find(({ record }) => /failed:rate10s/.test(record))!.expr;
    const allowing = (step?: string) => ({
      ...smoke,
      drills: [],
      objectives: [
        { id: 'later', kind: 'degraded' as const, maxShare: 0.1, source: '', ...(step && { step }) },
      ],
    });
    expect(failed({ ...smoke, drills: [], objectives: [] })).toContain('outcome="degraded", within!="own"}');
    expect(failed(allowing('order.pay'))).toContain('step!~"order\\\\.pay"');
    expect(failed(allowing())).not.toContain('degraded');
  });

  it('count it in the window of a drill by what the drill allows, and nowhere by both', () => {
    const failed = (plan: Plan) => records(plan).find(({ record }) => /failed:rate10s/.test(record))!.expr;
    const [drill] = smoke.drills!;
    const pending = {
      id: 'later',
      kind: 'degraded' as const,
      step: 'payment.pay',
      maxShare: 0.5,
      source: '',
    };
    const plan = { ...smoke, objectives: [], drills: [{ ...drill!, name: 'down', expect: [pending] }] };
    expect(failed(plan)).toContain('outcome="degraded", within!="own", drill!~"down"}');
    expect(failed(plan)).toContain('within!="own", drill="down", step!~"payment\\\\.pay"}');
    // What the plan allows, the drill must allow as well.
    const strict = { ...plan, objectives: [pending], drills: [{ ...drill!, name: 'down', expect: [] }] };
    expect(failed(strict)).toContain('within!="own", drill="down"}');
    expect(failed(strict)).toContain('drill!~"down", step!~"payment\\\\.pay"}');
  });

  it('are read by Prometheus as they are meant, whatever a plan’s names are', () => {
    const odd = 'a"b\\c{{ $labels.x }}';
    const plan = {
      ...smoke,
      objectives: [{ id: 'odd', kind: 'success' as const, step: odd, targetShare: 0.9, source: '' }],
    };
    const groups = rulesOf({ plan, shop: OURS });
    expect(parse(rulesYaml(groups, 'from here'))).toEqual({ groups });
    expect(JSON.stringify(alerts(plan).map(({ expr }) => expr))).toContain(
      JSON.stringify(JSON.stringify(odd)).slice(1, -1),
    );
  });
});
