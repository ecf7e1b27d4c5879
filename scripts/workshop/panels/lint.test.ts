/** The dashboards keep the rules of Grafana's linter, in every language; and each rule finds what breaks it. */
import { describe, expect, it } from 'vitest';
import { DASHBOARDS } from '../../../dashboards/grafana/dashboards.ts';
import { buildDashboard } from '../../../dashboards/grafana/parts/build-dashboard.ts';
import { LANGUAGES } from '../../words/language.ts';
import { type LintedDashboard, mistakesOf } from './lint.ts';
import { type DashboardJson, queriesOf } from './panel-queries.ts';

const built = (at: number, language: (typeof LANGUAGES)[number]) =>
  JSON.parse(JSON.stringify(buildDashboard(DASHBOARDS[at]!, language))) as LintedDashboard & DashboardJson;

describe.each(LANGUAGES)('the dashboards in %s', (language) => {
  it.each(DASHBOARDS.map(({ name }, at) => [name, at] as const))('%s keeps every rule', (_, at) => {
    expect(mistakesOf(built(at, language))).toEqual([]);
  });
});

it('every language asks the same', () => {
  const asked = (language: (typeof LANGUAGES)[number]) =>
    DASHBOARDS.map(({ name }, at) => queriesOf(name, built(at, language)).map(({ expr }) => expr));
  expect(asked('zh')).toEqual(asked('en'));
});

it('no two panels, and no two dashboards, have one title in a language', () => {
  for (const language of LANGUAGES) {
    const titles = DASHBOARDS.flatMap((_, at) => built(at, language).panels)
      .filter(({ type }) => type !== 'row')
      .map(({ title }) => title);
    expect(titles.length).toBe(new Set(titles).size);
  }
});

describe('a dashboard that breaks a rule', () => {
  const SHOP = 1;
  type Change = (dashboard: LintedDashboard) => LintedDashboard;
  const firstPanel =
    (change: object): Change =>
    (dashboard) => {
      const at = dashboard.panels.findIndex(({ type }) => type !== 'row');
      return {
        ...dashboard,
        panels: dashboard.panels.map((panel, i) => (i === at ? { ...panel, ...change } : panel)),
      };
    };
  const asking = (expr: string): Change => firstPanel({ targets: [{ expr }] });
  const variable =
    (name: string, change: object | null): Change =>
    (dashboard) => ({
      ...dashboard,
      templating: {
        list: dashboard.templating.list.flatMap((each) =>
          each.name !== name ? [each] : change === null ? [] : [{ ...each, ...change }],
        ),
      },
    });
  const cases: readonly { given: string; change: Change; says: RegExp }[] = [
    { given: 'can be edited', change: (all) => ({ ...all, editable: true }), says: /editable/ },
    { given: 'has no title', change: firstPanel({ title: '' }), says: /no title/ },
    { given: 'has no description', change: firstPanel({ description: '' }), says: /not one sentence/ },
    {
      given: 'explains at length',
      change: firstPanel({ description: 'It is so. And so.' }),
      says: /not one sentence/,
    },
    { given: 'names its data source', change: firstPanel({ datasource: { uid: 'abc' } }), says: /asks abc/ },
    { given: 'asks nothing', change: firstPanel({ targets: [] }), says: /asks nothing/ },
    { given: 'has no unit', change: firstPanel({ fieldConfig: { defaults: {} } }), says: /no unit/ },
    {
      given: 'takes a rate over a fixed time',
      change: asking('sum(rate(k6_x_total{run_id="$run"}[1m]))'),
      says: /rate of k6_x_total is over 1m/,
    },
    {
      given: 'shows a counter as it is',
      change: asking('sum(k6_x_total{run_id="$run"})'),
      says: /counter without rate/,
    },
    {
      given: 'mixes runs',
      change: asking('sum(rate(k6_x_total{region="east"}[$__rate_interval]))'),
      says: /not of one run/,
    },
    {
      given: 'asks for a scraped metric of any job',
      change: asking('max(shop_x{run_id=~"$run|"})'),
      says: /no matchers for job and instance/,
    },
    { given: 'asks for no metric', change: asking('vector(1)'), says: /no metric/ },
    { given: 'lets one job be chosen', change: variable('job', { multi: false }), says: /\$job is missing/ },
    { given: 'has no instance', change: variable('instance', null), says: /\$instance is missing/ },
    { given: 'has no phase', change: variable('phase', null), says: /\$phase is missing/ },
    {
      given: 'reads its variables once',
      change: variable('region', { refresh: 1 }),
      says: /\$region is not read again/,
    },
    {
      given: 'calls its source otherwise',
      change: variable('datasource', { label: 'DS' }),
      says: /datasource/,
    },
  ];
  it.each(cases)('that $given is found', ({ change, says }) => {
    expect(mistakesOf(change(built(SHOP, 'en')))).toEqual([expect.stringMatching(says)]);
  });

  it('has a job although it reads nothing that is scraped', () => {
    const [rehearsal, shop] = [built(0, 'en'), built(SHOP, 'en')];
    const job = shop.templating.list.find(({ name }) => name === 'job')!;
    const found = mistakesOf({ ...rehearsal, templating: { list: [...rehearsal.templating.list, job] } });
    expect(found).toEqual(['$job is of no use here']);
  });
});
