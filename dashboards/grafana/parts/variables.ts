/** What is chosen at the top of a dashboard. */
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { COUNTER, inPrometheus, RUN_ID, SHOP_FIGURE } from '../../../scenarios/metrics.ts';
import { FIGURE } from '../../../scripts/rules/shares.ts';
import type { Words } from '../words/words.ts';
import { OF_RUN, recorded } from './queries.ts';

export const DATASOURCE = { type: 'prometheus', uid: '$datasource' } as const;
/** Also of series that lack the label: only of those that were asked for by another. */
const ALL = '.+';
const REQUESTS = inPrometheus(COUNTER.intended);
/** The step that has a success objective in the default plan. */
const DEFAULT_STEP = 'coupon.redeem';

export function variablesOf({ variables: words }: Words, readsShop: boolean) {
  return [
    new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
    // The newest first: an id begins with its time.
    query('run', words.run, `label_values(${REQUESTS}, ${RUN_ID})`).sort(VariableSort.AlphabeticalDesc),
    many('phase', words.phase, `label_values(${REQUESTS}{${OF_RUN}}, scenario)`),
    many('region', words.region, `label_values(${REQUESTS}{${OF_RUN}}, region)`),
    many('service', words.service, `label_values(${REQUESTS}{${OF_RUN}}, step)`).regex('/^([^.]+)/'),
    query('step', words.step, `label_values(${recorded(FIGURE.succeeded)}, step)`)
      .sort(VariableSort.AlphabeticalAsc)
      .current({ text: DEFAULT_STEP, value: DEFAULT_STEP }),
    ...(readsShop ? [ofShop('job', 'Job'), ofShop('instance', 'Instance')] : []),
  ];
}

const query = (name: string, label: string, what: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .query(what)
    .datasource(DATASOURCE)
    .refresh(VariableRefresh.OnTimeRangeChanged);

const many = (name: string, label: string, what: string): QueryVariableBuilder =>
  query(name, label, what)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(ALL)
    .current({ text: 'All', value: '$__all' });

/** For a Prometheus that scrapes more than one shop. A run's own has one. */
const ofShop = (name: string, label: string): QueryVariableBuilder =>
  many(name, label, `label_values(${SHOP_FIGURE.requests}, ${name})`).hide(VariableHide.HideVariable);
