import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ALERTS } from '../../scripts/rules/alerts.ts';
import { grafanaAlerts } from './alerts.ts';

interface GrafanaRule {
  readonly uid: string;
  readonly title: string;
  readonly data: readonly { readonly datasourceUid: string; readonly model: { readonly expr?: string } }[];
  readonly annotations: Readonly<Record<string, string>>;
}
// As Grafana reads it: `$$` is the sign itself.
const text = grafanaAlerts();
const { groups } = parse(text.replaceAll('$$', '$')) as {
  groups: readonly { rules: readonly GrafanaRule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

it('Grafana’s rules are the alerts of the default plan, each with an id and a title of its own', () => {
  const names = ALERTS.map(({ name }) => name);
  for (const { title } of rules) expect(names).toContain(title.split(' ')[0]);
  expect(rules.length).toBeGreaterThan(names.length / 2);
  for (const key of ['uid', 'title'] as const)
    expect(new Set(rules.map((rule) => rule[key])).size).toBe(rules.length);
  for (const { uid } of rules) expect(uid).toMatch(/^[\w-]{1,40}$/);
});

it('ask the data source that is provisioned', () => {
  const { datasources } = parse(
    readFileSync('dashboards/grafana/provisioning/datasources/carnival.yml', 'utf8'),
  ) as { datasources: readonly { uid: string }[] };
  for (const { data } of rules) expect(data[0]!.datasourceUid).toBe(datasources[0]!.uid);
});

it('no sign stands alone: Grafana would put a variable of its environment there', () => {
  expect(text.replaceAll('$$', '')).not.toContain('$');
});

it('texts use what Grafana’s templates have', () => {
  for (const { annotations } of rules) expect(Object.values(annotations).join('\n')).not.toMatch(/\$value\b/);
});
