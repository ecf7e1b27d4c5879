/** "Shop": rate, errors and duration of the embedded shop by service and region, and what presses it. */
import { NODE_PROCESS, PROMETHEUS_OWN, SHOP, SHOP_FIGURE } from '../../scenarios/metrics.ts';
import { LIMIT } from './parts/limits.ts';
import type { Dashboard, Panel } from './parts/panel.ts';
import { by, byService, over, quantile, rate, shop, shopSteps } from './parts/queries.ts';

const SERVER_ERROR = 'status=~"5.."';
const buckets = `${SHOP_FIGURE.duration}_bucket`;
const requests = (...matchers: readonly string[]): string =>
  rate(shopSteps(SHOP_FIGURE.requests, ...matchers));

const services: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'rate-by-service',
    width: 8,
    unit: 'reqps',
    queries: [
      {
        expr: by('sum', ['service'], byService(requests())),
        legend: '{{service}}',
        labels: ['service'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'errors-by-service',
    width: 8,
    unit: 'reqps',
    queries: [
      {
        expr: `${by('sum', ['service', 'status'], byService(requests('status!~"2.."')))} > 0`,
        legend: '{{service}} {{status}}',
        labels: ['service', 'status'],
        emptyWithout: 'an answer that failed',
      },
    ],
  },
  {
    kind: 'lines',
    name: 'duration-by-service',
    width: 8,
    unit: 's',
    limit: LIMIT.responseSeconds,
    queries: [
      {
        expr: quantile(0.99, by('sum', ['service', 'le'], byService(rate(shopSteps(buckets))))),
        legend: '{{service}}',
        labels: ['service'],
      },
    ],
  },
];

const ALL_BY_REGION = by('sum', ['region'], requests());
const regions: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'rate-by-region',
    width: 8,
    unit: 'reqps',
    queries: [{ expr: ALL_BY_REGION, legend: '{{region}}', labels: ['region'] }],
  },
  {
    kind: 'lines',
    name: 'errors-by-region',
    width: 8,
    unit: 'percentunit',
    queries: [
      {
        expr: over(
          `(${by('sum', ['region'], requests(SERVER_ERROR))} or 0 * ${ALL_BY_REGION})`,
          ALL_BY_REGION,
        ),
        legend: '{{region}}',
        labels: ['region'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'duration-by-region',
    width: 8,
    unit: 's',
    limit: LIMIT.responseSeconds,
    queries: [
      {
        expr: quantile(0.99, by('sum', ['region', 'le'], rate(shopSteps(buckets)))),
        legend: '{{region}}',
        labels: ['region'],
      },
    ],
  },
];

const saturation: readonly Panel[] = [
  {
    kind: 'states',
    name: 'regions-up',
    width: 12,
    unit: 'none',
    states: [
      { value: 0, word: 'down', colour: 'red' },
      { value: 1, word: 'up', colour: 'green' },
    ],
    queries: [
      { expr: by('min', ['region'], shop(PROMETHEUS_OWN.up)), legend: '{{region}}', labels: ['region'] },
    ],
  },
  {
    kind: 'lines',
    name: 'event-loop',
    width: 12,
    unit: 's',
    limit: LIMIT.loopSeconds,
    queries: [
      { expr: by('max', ['region'], shop(SHOP.eventLoopLag)), legend: '{{region}}', labels: ['region'] },
    ],
  },
  {
    kind: 'lines',
    name: 'pressure',
    width: 12,
    unit: 'percentunit',
    queries: [
      { expr: by('max', ['region'], shop(SHOP_FIGURE.pressure)), legend: '{{region}}', labels: ['region'] },
    ],
  },
  {
    kind: 'lines',
    name: 'shed',
    width: 12,
    unit: 'reqps',
    queries: [
      {
        expr: by('sum', ['priority'], rate(shopSteps(SHOP_FIGURE.shed))),
        legend: '{{priority}}',
        labels: ['priority'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'cpu',
    width: 12,
    unit: 'percentunit',
    queries: [
      {
        expr: by('sum', ['region'], rate(shop(NODE_PROCESS.cpuSeconds))),
        legend: '{{region}}',
        labels: ['region'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'memory',
    width: 12,
    unit: 'bytes',
    queries: [
      {
        expr: by('sum', ['region'], shop(NODE_PROCESS.residentBytes)),
        legend: '{{region}}',
        labels: ['region'],
      },
    ],
  },
];

export const shopDashboard: Dashboard = {
  name: 'shop',
  readsShop: true,
  rows: [
    { name: 'services', panels: services },
    { name: 'regions', panels: regions },
    { name: 'saturation', panels: saturation },
  ],
};
