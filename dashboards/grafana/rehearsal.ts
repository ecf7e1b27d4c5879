/** "Rehearsal": whether the run keeps its objectives, and the load that it carries. It reads the crowd alone, so it works for any shop. */
import { COUNTER, GAUGE } from '../../scenarios/metrics.ts';
import { FIGURE } from '../../scripts/rules/shares.ts';
import { LIMIT } from './parts/limits.ts';
import type { Dashboard, Panel } from './parts/panel.ts';
import { alerts, by, crowd, over, quantile, rate, recorded, steps } from './parts/queries.ts';

const ANSWERS = COUNTER.responses;
/** Nobody waits for the answer to a bot, and the generator's own delays are not the shop's. */
const JUDGED = ['outcome!="stopped"', 'within!="own"'] as const;
const IN_TIME = ['outcome=~"ok|refused|degraded"', 'within="true"'] as const;
const PROMISED = 'step="$step"';
const OUTSIDE_DRILLS = 'drill=""';
const NOBODY = ' or vector(0)';

const verdict: readonly Panel[] = [
  {
    kind: 'figure',
    name: 'in-time',
    width: 4,
    unit: 'percentunit',
    shown: 'last',
    limit: LIMIT.inTime,
    queries: [
      { expr: by('max', [], recorded(FIGURE.inTime, OUTSIDE_DRILLS)), legend: 'in-time', labels: [] },
    ],
  },
  {
    kind: 'figure',
    name: 'promised-success',
    width: 4,
    unit: 'percentunit',
    shown: 'last',
    limit: LIMIT.success,
    queries: [
      {
        expr: by('max', [], recorded(FIGURE.succeeded, OUTSIDE_DRILLS, PROMISED)),
        legend: 'succeeded',
        labels: [],
      },
    ],
  },
  {
    kind: 'figure',
    name: 'response-p99',
    width: 4,
    unit: 's',
    shown: 'last',
    limit: LIMIT.responseSeconds,
    queries: [{ expr: by('max', [], recorded(FIGURE.responseTimeP99)), legend: 'response-time', labels: [] }],
  },
  {
    kind: 'figure',
    name: 'send-lag-p99',
    width: 4,
    unit: 's',
    shown: 'highest',
    limit: LIMIT.lagSeconds,
    queries: [
      {
        expr: by('max', [], recorded(FIGURE.sendLagP99, 'scenario=~"$phase"')),
        legend: 'send-lag',
        labels: [],
      },
    ],
  },
  {
    kind: 'figure',
    name: 'shoppers-highest',
    width: 4,
    unit: 'short',
    shown: 'highest',
    queries: [{ expr: by('sum', [], crowd(GAUGE.shoppers)), legend: 'shoppers', labels: [] }],
  },
  {
    kind: 'figure',
    name: 'alerts-on',
    width: 4,
    unit: 'none',
    shown: 'last',
    limit: LIMIT.none,
    queries: [
      {
        expr: `${by('count', [], alerts('severity=~"page|ticket"'))}${NOBODY}`,
        legend: 'alerts',
        labels: [],
      },
    ],
  },
];

const load: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'shoppers',
    width: 12,
    unit: 'short',
    isStacked: true,
    queries: [
      {
        expr: by('sum', ['population'], crowd(GAUGE.shoppers)),
        legend: '{{population}}',
        labels: ['population'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'offered',
    width: 12,
    unit: 'reqps',
    queries: [
      { expr: by('sum', [], rate(steps(COUNTER.intended))), legend: 'offered', labels: [] },
      { expr: by('sum', [], rate(steps(ANSWERS))), legend: 'achieved', labels: [] },
      { expr: by('sum', [], rate(steps(COUNTER.unsent))), legend: 'unsent', labels: [] },
    ],
  },
];

const answers: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'in-time-by-region',
    width: 12,
    unit: 'percentunit',
    limit: LIMIT.inTime,
    queries: [
      {
        expr: over(
          by('sum', ['region'], rate(steps(ANSWERS, ...IN_TIME))),
          by('sum', ['region'], rate(steps(ANSWERS, ...JUDGED))),
        ),
        legend: '{{region}}',
        labels: ['region'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'promised-success-by-region',
    width: 12,
    unit: 'percentunit',
    limit: LIMIT.success,
    queries: [
      {
        expr: over(
          by(
            'sum',
            ['region'],
            rate(crowd(ANSWERS, 'region=~"$region"', PROMISED, 'outcome=~"ok|degraded"', 'within!="own"')),
          ),
          by(
            'sum',
            ['region'],
            rate(
              crowd(ANSWERS, 'region=~"$region"', PROMISED, 'outcome=~"ok|degraded|failed"', 'within!="own"'),
            ),
          ),
        ),
        legend: '{{region}}',
        labels: ['region'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'outcomes',
    width: 12,
    unit: 'reqps',
    isStacked: true,
    queries: [
      { expr: by('sum', ['outcome'], rate(steps(ANSWERS))), legend: '{{outcome}}', labels: ['outcome'] },
    ],
  },
  {
    kind: 'lines',
    name: 'failed-by-step',
    width: 12,
    unit: 'reqps',
    queries: [
      {
        expr: `${by('sum', ['step'], rate(steps(ANSWERS, 'outcome="failed"')))} > 0`,
        legend: '{{step}}',
        labels: ['step'],
        isRare: true,
        emptyWithout: 'an answer that failed',
      },
    ],
  },
  {
    kind: 'lines',
    name: 'response-and-service',
    width: 12,
    unit: 's',
    limit: LIMIT.responseSeconds,
    queries: [
      {
        expr: quantile(0.99, by('sum', ['le'], rate(crowd(COUNTER.responseTimeBucket)))),
        legend: 'response-p99',
        labels: [],
      },
      {
        expr: quantile(0.5, by('sum', ['le'], rate(crowd(COUNTER.responseTimeBucket)))),
        legend: 'response-p50',
        labels: [],
      },
      {
        expr: quantile(0.99, by('sum', ['le'], rate(crowd(COUNTER.serviceTimeBucket)))),
        legend: 'service-p99',
        labels: [],
      },
    ],
  },
  {
    kind: 'states',
    name: 'alerts',
    width: 12,
    unit: 'none',
    states: [{ value: 1, word: 'firing', colour: 'red' }],
    queries: [
      {
        expr: by('max', ['alertname', 'severity'], alerts()),
        legend: '{{alertname}} ({{severity}})',
        labels: ['alertname', 'severity'],
        emptyWithout: 'an alert',
      },
    ],
  },
];

export const rehearsal: Dashboard = {
  name: 'rehearsal',
  readsShop: false,
  rows: [
    { name: 'verdict', panels: verdict },
    { name: 'load', panels: load },
    { name: 'answers', panels: answers },
  ],
};
