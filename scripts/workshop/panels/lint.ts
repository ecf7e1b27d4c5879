/**
 * The rules of Grafana's dashboard-linter, and a few of ours, for the dashboards in dashboards/grafana/. The linter itself is a Go program.
 * @see https://github.com/grafana/dashboard-linter/blob/main/docs/index.md
 */
import { NODE_PROCESS, PROMETHEUS_OWN, RUN_ID } from '../../../scenarios/metrics.ts';

/** As much of a dashboard as the rules look at. */
export interface LintedDashboard {
  readonly editable?: boolean;
  readonly panels: readonly LintedPanel[];
  readonly templating: { readonly list: readonly LintedVariable[] };
  readonly annotations: {
    readonly list: readonly { readonly expr: string; readonly datasource: { readonly uid?: string } }[];
  };
}
interface LintedPanel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid?: string };
  readonly targets?: readonly { readonly expr: string }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
}
interface LintedVariable {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  readonly query?: string;
  readonly refresh?: number;
  readonly multi?: boolean;
  readonly allValue?: string;
  readonly datasource?: { readonly uid?: string };
}

const DATASOURCE = '$datasource';
/** Of the units that the linter knows, those that we use. */
const UNITS = ['none', 'short', 'percentunit', 's', 'm', 'reqps', 'cps', 'bytes', 'currencyCNY'];
const ON_TIME_RANGE_CHANGE = 2;
/** A sentence ends once. */
const ONE_SENTENCE = /^[^\n]+[.。]$/;
const SENTENCE_ENDS = /[.!?] [A-Z]|[。！？]./;

export function mistakesOf(dashboard: LintedDashboard): readonly string[] {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');
  const asked = [
    ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ where: title, expr }))),
    ...dashboard.annotations.list.map(({ expr }) => ({ where: 'an annotation', expr })),
  ];
  return [
    ...(dashboard.editable === false ? [] : ['it is editable']),
    ...variableMistakes(
      dashboard.templating.list,
      asked.some(({ expr }) => selectorsIn(expr).some(isScraped)),
    ),
    ...panels.flatMap(panelMistakes),
    ...dashboard.annotations.list.flatMap(({ datasource: { uid } }) =>
      uid === DATASOURCE ? [] : [`an annotation asks ${uid}`],
    ),
    ...asked.flatMap(({ where, expr }) => queryMistakes(expr).map((said) => `${where}: ${said}`)),
  ];
}

function variableMistakes(all: readonly LintedVariable[], readsScraped: boolean): readonly string[] {
  const sources = all.filter(({ type }) => type === 'datasource');
  const [source] = sources;
  const named = (name: string): LintedVariable | undefined => all.find((each) => each.name === name);
  return [
    ...(sources.length === 1 && source!.name === 'datasource' && source!.label === 'Data source'
      ? []
      : ['it needs one variable `datasource`, labelled `Data source`']),
    ...all
      .filter(({ type }) => type === 'query')
      .flatMap(({ name, refresh, query, datasource }) => [
        ...(refresh === ON_TIME_RANGE_CHANGE ? [] : [`$${name} is not read again when the time changes`]),
        ...(/^label_values\(.+, \w+\)$/.test(query ?? '') ? [] : [`$${name} asks for no label's values`]),
        ...(datasource?.uid === DATASOURCE ? [] : [`$${name} asks ${datasource?.uid}`]),
      ]),
    ...['job', 'instance'].flatMap((name) => {
      const variable = named(name);
      if (!readsScraped) return variable === undefined ? [] : [`$${name} is of no use here`];
      return variable?.multi === true && variable.allValue === '.+' && variable.label?.toLowerCase() === name
        ? []
        : [`it reads what is scraped, and $${name} is missing or takes one value only`];
    }),
    ...['run', 'phase', 'region', 'service'].flatMap((name) =>
      named(name) === undefined ? [`$${name} is missing`] : [],
    ),
  ];
}

function panelMistakes({
  title,
  description = '',
  datasource,
  targets = [],
  fieldConfig,
}: LintedPanel): readonly string[] {
  const unit = fieldConfig?.defaults.unit;
  return [
    ...(title === '' ? ['a panel has no title'] : []),
    ...(ONE_SENTENCE.test(description) && !SENTENCE_ENDS.test(description)
      ? []
      : [`${title}: its description is not one sentence`]),
    ...(datasource?.uid === DATASOURCE ? [] : [`${title}: it asks ${datasource?.uid}`]),
    ...(targets.length > 0 ? [] : [`${title}: it asks nothing`]),
    ...(unit !== undefined && UNITS.includes(unit) ? [] : [`${title}: no unit that the linter knows`]),
  ];
}

interface Selector {
  readonly metric: string;
  readonly matchers: string;
  /** What stands in brackets after it; empty without. */
  readonly range: string;
  /** The function that is given it; empty without. */
  readonly call: string;
}

const SELECTOR = /(?:(\w+)\()?([a-zA-Z_:][\w:]*)\{([^}]*)\}(?:\[([^\]]*)\])?/g;

const selectorsIn = (expr: string): readonly Selector[] =>
  [...expr.matchAll(SELECTOR)].map(([, call = '', metric, matchers, range = '']) => ({
    ...{ metric: metric!, matchers: matchers!, range, call },
  }));

/** Prometheus gives what it scrapes a job and an instance. What k6 writes, and what rules record of it, has neither. */
const isScraped = ({ metric }: Selector): boolean =>
  /^(shop|nodejs)_/.test(metric) ||
  metric === PROMETHEUS_OWN.up ||
  (Object.values(NODE_PROCESS) as string[]).includes(metric);
/** 0 or 1 for each VU: their sum is a count, and they never grow again. */
const FLAGS = /_vu_(started|finished)_total$/;
const GROWTH = ['rate', 'irate', 'increase'];

function queryMistakes(expr: string): readonly string[] {
  const all = selectorsIn(expr);
  if (all.length === 0) return [`“${expr}” asks for no metric`];
  return all.flatMap((selector) => {
    const { metric, matchers, range, call } = selector;
    const isCounter = /_(total|bucket)$/.test(metric) && !FLAGS.test(metric);
    return [
      ...(isScraped(selector) &&
      !(matchers.includes('job=~"$job"') && matchers.includes('instance=~"$instance"'))
        ? [`${metric} has no matchers for job and instance`]
        : []),
      ...(matchers.includes(`${RUN_ID}=`) ? [] : [`${metric} is not of one run`]),
      ...(isCounter && !GROWTH.includes(call) ? [`${metric} is a counter without rate or increase`] : []),
      ...(/^i?rate$/.test(call) && range !== '$__rate_interval'
        ? [`the rate of ${metric} is over ${range}`]
        : []),
    ];
  });
}
