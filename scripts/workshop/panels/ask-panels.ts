/** Asks a run's Prometheus every query of every dashboard. */
import { readFile } from 'node:fs/promises';
import { JSON_FOLDER } from '../../../dashboards/grafana/dashboard-files.ts';
import type { Dashboard } from '../../../dashboards/grafana/parts/panel.ts';
import type { Prometheus } from '../../rehearsal/prometheus/query.ts';
import { type Chosen, filledIn, type Shown, stepSeconds } from './fill-in.ts';
import { type DashboardJson, type PanelQuery, queriesOf } from './panel-queries.ts';

export interface Answered {
  readonly query: PanelQuery;
  /** With a number at least once. */
  readonly series: number;
  /** What is wrong with the answer; null: it is as it should be, or rightly empty. */
  readonly mistake: string | null;
}

const MS_PER_SECOND = 1000;

/** Of the generated JSON. Both languages ask the same: a test compares them. */
export const allQueries = async (dashboards: readonly Dashboard[]): Promise<readonly PanelQuery[]> =>
  (
    await Promise.all(
      dashboards.map(async ({ name }) => {
        const json = await readFile(`${JSON_FOLDER}/en/${name}.json`, 'utf8');
        return queriesOf(name, JSON.parse(json) as DashboardJson);
      }),
    )
  ).flat();

export async function askPanels(
  prometheus: Prometheus,
  queries: readonly PanelQuery[],
  chosen: Chosen,
  shown: Shown,
): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const query of queries) {
    const expr = filledIn(query.expr, query.interval, chosen, shown);
    const stepMs = stepSeconds(query.interval, shown) * MS_PER_SECOND;
    const found = query.isInstant
      ? (await prometheus.instant(expr, shown.untilMs)).map(({ labels, value }) => ({
          labels,
          values: [value],
        }))
      : (await prometheus.range(expr, { ...shown, stepMs })).map(({ labels, points }) => ({
          labels,
          values: points.map(({ value }) => value),
        }));
    const drawn = found.filter(({ values }) => values.some(Number.isFinite));
    const odd = drawn.find(({ labels }) => !sameNames(Object.keys(labels), query.labels));
    answered.push({ query, series: drawn.length, mistake: mistakeOf(query, drawn.length, odd?.labels) });
  }
  return answered;
}

function mistakeOf(
  { labels, emptyWithout }: PanelQuery,
  series: number,
  odd: Readonly<Record<string, string>> | undefined,
): string | null {
  if (odd !== undefined)
    return `a series has the labels {${Object.keys(odd).join(', ')}} and not {${labels.join(', ')}}`;
  return series === 0 && emptyWithout === null ? 'no data' : null;
}

const sameNames = (some: readonly string[], others: readonly string[]): boolean =>
  some.toSorted().join() === others.toSorted().join();
