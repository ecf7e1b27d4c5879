/** The tests of the rules, looked at: whether each alert has one that fires and one that must not. promtool runs them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ALERTS } from '../../rules/alerts.ts';
import { RULES_FOLDER } from './rule-files.ts';

interface RuleTest {
  readonly name: string;
  readonly promql_expr_test: readonly { readonly expr: string; readonly exp_samples: readonly unknown[] }[];
}
const { tests } = parse(readFileSync(join(RULES_FOLDER, 'tests', 'alerts.yml'), 'utf8')) as {
  readonly tests: readonly RuleTest[];
};
const NAMES = ALERTS.map(({ name }) => name);
const samplesOf = (start: string, alert: string): readonly number[] =>
  tests.flatMap(({ name, promql_expr_test: asked }) => {
    if (!name.startsWith(start)) return [];
    expect(asked.map(({ expr }) => expr)).toEqual([`ALERTS{alertname="${alert}", alertstate="firing"}`]);
    return asked.map(({ exp_samples: samples }) => samples.length);
  });

describe('the tests of the rules', () => {
  it('are about a dozen alerts at least', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(12);
  });

  it.each(NAMES)('have a case in which %s fires, and one in which it must not', (alert) => {
    const [fires, silent] = [samplesOf(`${alert} fires `, alert), samplesOf(`${alert} stays silent `, alert)];
    expect(fires.length).toBeGreaterThan(0);
    expect(silent.length).toBeGreaterThan(0);
    expect(Math.min(...fires)).toBeGreaterThan(0);
    expect(Math.max(...silent)).toBe(0);
  });
});
