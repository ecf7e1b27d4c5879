/** The default plan's alerts as Grafana's own rules: for a Grafana that stays, beside a Prometheus of many runs. */
import { stringify } from 'yaml';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import type { AlertRule } from '../../scripts/rules/rule.ts';
import { rulesOf, WATCHDOG } from '../../scripts/rules/rules.ts';

/** Of the data source in provisioning/datasources/. */
const SOURCE = 'carnival';
const EXPRESSIONS = '__expr__';
/** The shortest that Grafana has. */
const EVERY = '10s';
const LOOK_BACK_SECONDS = 600;

export function grafanaAlerts(): string {
  const { orderStep } = mockShop(1);
  const alerts = rulesOf({ plan: summerCarnival, shop: { orderStep, isEmbedded: true } }).flatMap(
    ({ rules }) => rules.filter((rule): rule is AlertRule => 'alert' in rule && rule.alert !== WATCHDOG),
  );
  const group = {
    orgId: 1,
    name: 'carnival',
    folder: 'Carnival',
    interval: EVERY,
    rules: alerts.map((alert, i) => ruleOf(alert, i)),
  };
  const text = stringify({ apiVersion: 1, groups: [group] }, { lineWidth: 0, aliasDuplicateObjects: false });
  // Grafana puts environment variables in wherever a sign stands alone.
  return `# Written by \`npm run generate\` from the alerts in scripts/rules/. Do not edit.\n${text.replaceAll('$', '$$$$')}`;
}

/**
 * An alert of Prometheus fires for each series that its expression has, whatever the value. Grafana fires for each that is not 0: so
 * each series becomes 1, as Grafana's own import of Prometheus rules does it.
 */
const ruleOf = ({ alert, expr, for: held = '0s', labels, annotations }: AlertRule, i: number) => ({
  uid: `carnival-${i + 1}-${alert}`,
  title: titleOf(alert, labels, i),
  condition: 'C',
  data: [
    {
      refId: 'A',
      relativeTimeRange: { from: LOOK_BACK_SECONDS, to: 0 },
      datasourceUid: SOURCE,
      model: { refId: 'A', expr, instant: true, range: false },
    },
    {
      refId: 'B',
      datasourceUid: EXPRESSIONS,
      model: { refId: 'B', type: 'math', expression: 'is_number($A) || is_nan($A) || is_inf($A)' },
    },
    {
      refId: 'C',
      datasourceUid: EXPRESSIONS,
      model: {
        refId: 'C',
        type: 'threshold',
        expression: 'B',
        conditions: [{ evaluator: { type: 'gt', params: [0] } }],
      },
    },
  ],
  // Without a series all is well: that is how Prometheus has it.
  noDataState: 'OK',
  execErrState: 'Error',
  for: held,
  labels,
  annotations: Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [name, text.replaceAll('$value', '$values.A.Value')]),
  ),
});

/** Unique in its folder: an alert may have a rule for each objective, phase or drill. */
const titleOf = (alert: string, { severity: _, ...others }: AlertRule['labels'], i: number): string =>
  [alert, ...Object.values(others), `(${i + 1})`].join(' ');
