/** "Breakers and drills": when something was broken on purpose, and how breakers, fallbacks and shoppers took it. */
import { BOUNDARY, COUNTER, DRILL_STATE, GAUGE, SHOP_BREAKER } from '../../scenarios/metrics.ts';
import { FIGURE } from '../../scripts/rules/shares.ts';
import { LIMIT } from './parts/limits.ts';
import type { Dashboard, Panel } from './parts/panel.ts';
import { by, crowd, quantile, rate, recorded, shop, whole } from './parts/queries.ts';

const IN_DRILL = 'drill!=""';
const PLACE = ['dependency', 'region'] as const;
const AT_PLACE = '{{dependency}} · {{region}}';
/** Breakers are scraped for the shop and, four times a second, for the drills: the greater of both is the truth, and their sum is not. */
const calls = (metric: string, ...matchers: readonly string[]): string =>
  by('sum', ['dependency'], by('max', PLACE, rate(shop(metric, ...matchers))));
const events = (event: string): string => calls(SHOP_BREAKER.events, `event="${event}"`);
const perDependency = { legend: '{{dependency}}', labels: ['dependency'] } as const;

const timetable: readonly Panel[] = [
  {
    kind: 'states',
    name: 'drills',
    width: 24,
    unit: 'none',
    states: [
      { value: DRILL_STATE.off, word: 'off', colour: 'transparent' },
      { value: DRILL_STATE.fault, word: 'fault', colour: 'red' },
      { value: DRILL_STATE.recovery, word: 'recovery', colour: 'yellow' },
    ],
    queries: [
      {
        expr: by('max', ['drill'], whole(GAUGE.drill)),
        legend: '{{drill}}',
        labels: ['drill'],
        emptyWithout: 'a drill',
      },
    ],
  },
  {
    kind: 'states',
    name: 'breakers',
    width: 24,
    unit: 'none',
    states: [
      { value: 0, word: 'closed', colour: 'green' },
      { value: 1, word: 'half-open', colour: 'yellow' },
      { value: 2, word: 'open', colour: 'red' },
    ],
    queries: [{ expr: by('max', PLACE, shop(SHOP_BREAKER.state)), legend: AT_PLACE, labels: [...PLACE] }],
  },
];

const boundary: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'calls-before',
    width: 12,
    unit: 'cps',
    queries: [{ expr: events('fire'), ...perDependency }],
  },
  {
    kind: 'lines',
    name: 'calls-behind',
    width: 12,
    unit: 'cps',
    queries: [{ expr: calls(SHOP_BREAKER.arrivals), ...perDependency }],
  },
  {
    kind: 'lines',
    name: 'rejected',
    width: 12,
    unit: 'cps',
    queries: [{ expr: events('reject'), ...perDependency }],
  },
  {
    kind: 'lines',
    name: 'fallbacks',
    width: 12,
    unit: 'cps',
    queries: [{ expr: events('fallback'), ...perDependency }],
  },
  {
    kind: 'lines',
    name: 'calls-failed',
    width: 12,
    unit: 'cps',
    queries: [{ expr: events('failure'), legend: '{{dependency}}', labels: ['dependency'] }],
  },
  {
    kind: 'lines',
    name: 'own-boundary',
    width: 12,
    unit: 'cps',
    queries: [
      {
        expr: by('sum', ['boundary'], rate(recorded(BOUNDARY.arrivals))),
        legend: '{{boundary}}',
        labels: ['boundary'],
        emptyWithout: 'a boundary of the plan',
      },
    ],
  },
];

const shoppers: readonly Panel[] = [
  {
    kind: 'figure',
    name: 'drill-in-time',
    width: 12,
    unit: 'percentunit',
    shown: 'last',
    limit: LIMIT.inTime,
    queries: [
      {
        expr: by('max', ['drill'], recorded(FIGURE.inTime, IN_DRILL)),
        legend: '{{drill}}',
        labels: ['drill'],
        emptyWithout: 'a drill whose share is recorded',
      },
    ],
  },
  {
    kind: 'lines',
    name: 'drill-outcomes',
    width: 12,
    unit: 'reqps',
    queries: [
      {
        expr: by('sum', ['drill', 'outcome'], rate(crowd(COUNTER.responses, 'region=~"$region"', IN_DRILL))),
        legend: '{{drill}} · {{outcome}}',
        labels: ['drill', 'outcome'],
        emptyWithout: 'a drill',
      },
    ],
  },
  {
    kind: 'lines',
    name: 'drill-service-time',
    width: 12,
    unit: 's',
    queries: [
      {
        expr: quantile(
          0.99,
          by(
            'sum',
            ['le', 'drill', 'outcome'],
            rate(crowd(COUNTER.drillServiceTimeBucket, 'region=~"$region"', IN_DRILL)),
          ),
        ),
        legend: '{{drill}} · {{outcome}}',
        labels: ['drill', 'outcome'],
        emptyWithout: 'a drill that judges a breaker',
      },
    ],
  },
  {
    kind: 'lines',
    name: 'bystanders',
    width: 12,
    unit: 's',
    limit: LIMIT.responseSeconds,
    queries: [
      {
        expr: quantile(
          0.99,
          by('sum', ['le', 'region'], rate(crowd(COUNTER.bystanderTimeBucket, 'region=~"$region"'))),
        ),
        legend: '{{region}}',
        labels: ['region'],
        emptyWithout: 'a drill that compares bystanders',
      },
    ],
  },
];

export const drills: Dashboard = {
  name: 'drills',
  readsShop: true,
  rows: [
    { name: 'timetable', panels: timetable },
    { name: 'boundary', panels: boundary },
    { name: 'drill-shoppers', panels: shoppers },
  ],
};
