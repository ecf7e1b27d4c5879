/** Every query of the generated dashboards: of panels, annotations and variables. */

import { DASHBOARDS } from '../../../dashboards/grafana/dashboards.ts';
import { MARKED } from '../../../dashboards/grafana/parts/annotations.ts';
import type { DashboardName, EmptyWithout, Query } from '../../../dashboards/grafana/parts/panel.ts';

/** As much of a generated dashboard as is asked about. */
export interface DashboardJson {
  readonly title: string;
  readonly panels: readonly {
    readonly type: string;
    readonly title: string;
    readonly targets?: readonly {
      readonly refId: string;
      readonly expr: string;
      readonly interval?: string;
      readonly instant?: boolean;
    }[];
  }[];
  readonly annotations: {
    readonly list: readonly { readonly name: string; readonly expr: string; readonly step: string }[];
  };
  readonly templating: {
    readonly list: readonly { readonly type: string; readonly name: string; readonly query: string }[];
  };
}

export interface PanelQuery {
  /** For people: `rehearsal · Shoppers · A`. */
  readonly where: string;
  readonly expr: string;
  /** The step that it is asked with at the least, such as `2s`. */
  readonly interval: string;
  readonly isInstant: boolean;
  /** The labels of each series of its answer. */
  readonly labels: readonly string[];
  readonly emptyWithout: EmptyWithout | null;
}

/** @throws Error when the JSON has other queries than the code, so that nobody would know what to expect of them */
export function queriesOf(name: DashboardName, json: DashboardJson): readonly PanelQuery[] {
  const inCode = DASHBOARDS.find((each) => each.name === name)!.rows.flatMap(({ panels }) => panels);
  const inJson = json.panels.filter(({ type }) => type !== 'row');
  if (inJson.length !== inCode.length)
    throw new Error(`${name} has ${inJson.length} panels in its JSON and ${inCode.length} in its code`);
  const panels = inJson.flatMap(({ title, targets = [] }, at) =>
    targets.map(({ refId, expr, interval = '', instant = false }, i) => {
      const query: Query | undefined = inCode[at]!.queries[i];
      if (query?.expr !== expr) throw new Error(`${name} · ${title} · ${refId} is not what its code says`);
      return {
        where: `${name} · ${title} · ${refId}`,
        expr,
        interval,
        isInstant: instant,
        labels: query.labels,
        emptyWithout: query.emptyWithout ?? null,
      };
    }),
  );
  return [...panels, ...annotationsOf(name, json), ...variablesOf(name, json)];
}

const annotationsOf = (name: DashboardName, { annotations }: DashboardJson): readonly PanelQuery[] =>
  annotations.list.map(({ name: title, expr, step }, i) => ({
    where: `${name} · annotation ${title}`,
    expr,
    interval: step,
    isInstant: false,
    labels: [MARKED[i]!.label],
    emptyWithout: MARKED[i]!.emptyWithout ?? null,
  }));

/** What a variable asks of Prometheus, as a query: Grafana asks for the values of a label of the series in the time shown. */
const LABEL_VALUES = /^label_values\((.+), (\w+)\)$/;

const variablesOf = (name: DashboardName, { templating }: DashboardJson): readonly PanelQuery[] =>
  templating.list
    .filter(({ type }) => type === 'query')
    .map(({ name: variable, query }) => {
      const [, series, label] = LABEL_VALUES.exec(query) ?? [];
      if (series === undefined) throw new Error(`${name} · variable ${variable}: what is “${query}”?`);
      return {
        where: `${name} · variable ${variable}`,
        expr: `group by (${label}) (last_over_time(${series}[$__range]))`,
        interval: '',
        isInstant: true,
        labels: [label!],
        emptyWithout: null,
      };
    });
