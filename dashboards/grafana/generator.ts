/** "Generator health": whether the load was what the plan asked for, or the generator itself was late. It works for any shop. */
import { COUNTER, GAUGE, LATE_MS } from '../../scenarios/metrics.ts';
import { STOCK_K6 } from './parts/k6.ts';
import { LIMIT } from './parts/limits.ts';
import type { Dashboard, Panel } from './parts/panel.ts';
import { by, crowd, over, quantile, rate, recorded, steps } from './parts/queries.ts';

const LATE_LE = `le="${LATE_MS / 1000}"`;
const ALL_LE = 'le="+Inf"';
/** The share of what was counted that was over 0.1 s late. */
const lateShare = (
  bucket: typeof COUNTER.tickLagBucket | typeof COUNTER.sendLagBucket,
  ...matchers: readonly string[]
): string => {
  const counted = (le: string): string => by('sum', [], rate(crowd(bucket, le, ...matchers)));
  return `1 - ${over(counted(LATE_LE), counted(ALL_LE))}`;
};
const BY_GENERATOR = 'cause="generator"';

const punctual: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'late-share',
    width: 12,
    unit: 'percentunit',
    limit: LIMIT.lateShare,
    queries: [
      { expr: lateShare(COUNTER.tickLagBucket), legend: 'ticks', labels: [] },
      { expr: lateShare(COUNTER.sendLagBucket, BY_GENERATOR), legend: 'sends', labels: [] },
    ],
  },
  {
    kind: 'lines',
    name: 'lag-p99',
    width: 12,
    unit: 's',
    limit: LIMIT.lagSeconds,
    queries: [
      {
        expr: quantile(0.99, by('sum', ['le'], rate(crowd(COUNTER.tickLagBucket)))),
        legend: 'ticks',
        labels: [],
      },
      {
        expr: quantile(0.99, by('sum', ['le', 'cause'], rate(crowd(COUNTER.sendLagBucket)))),
        legend: '{{cause}}',
        labels: ['cause'],
        isRare: true,
      },
    ],
  },
  {
    kind: 'lines',
    name: 'own-delays',
    width: 12,
    unit: 'reqps',
    queries: [
      {
        expr: by('sum', [], rate(steps(COUNTER.responses, 'within="own"'))),
        legend: 'own-late',
        labels: [],
        isRare: true,
      },
      {
        expr: by('sum', [], rate(crowd(COUNTER.ownFailures))),
        legend: 'own-failures',
        labels: [],
        isRare: true,
      },
      { expr: by('sum', [], rate(steps(COUNTER.unsent))), legend: 'unsent', labels: [], isRare: true },
    ],
  },
  {
    kind: 'lines',
    name: 'slots',
    width: 12,
    unit: 'short',
    queries: [
      { expr: by('sum', [], crowd(GAUGE.inFlight)), legend: 'in-flight', labels: [] },
      { expr: by('sum', [], crowd(GAUGE.waiting)), legend: 'waiting', labels: [] },
      {
        expr: by('sum', [], rate(crowd(COUNTER.pendingSeconds))),
        legend: 'littles-law',
        labels: [],
      },
    ],
  },
];

const crowdPanels: readonly Panel[] = [
  {
    kind: 'figure',
    name: 'vus-started',
    width: 12,
    unit: 'none',
    shown: 'highest',
    queries: [{ expr: by('sum', [], crowd(COUNTER.vuStarted)), legend: 'vus', labels: [] }],
  },
  {
    kind: 'figure',
    name: 'vus-finished',
    width: 12,
    unit: 'none',
    shown: 'highest',
    queries: [{ expr: by('sum', [], crowd(COUNTER.vuFinished)), legend: 'vus', labels: [] }],
  },
  {
    kind: 'lines',
    name: 'sessions',
    width: 12,
    unit: 'cps',
    queries: [
      { expr: by('sum', ['cause'], rate(crowd(COUNTER.sessions))), legend: '{{cause}}', labels: ['cause'] },
      { expr: by('sum', [], rate(crowd(COUNTER.cutOff))), legend: 'cut-off', labels: [], isRare: true },
    ],
  },
  {
    kind: 'lines',
    name: 'connecting',
    width: 12,
    unit: 's',
    queries: [
      {
        expr: quantile(0.99, by('sum', [], rate(recorded(STOCK_K6.blockedSeconds)))),
        legend: 'blocked-p99',
        labels: [],
      },
      {
        expr: quantile(0.99, by('sum', [], rate(recorded(STOCK_K6.durationSeconds)))),
        legend: 'http-p99',
        labels: [],
      },
    ],
  },
];

export const generator: Dashboard = {
  name: 'generator',
  readsShop: false,
  rows: [
    { name: 'punctual', panels: punctual },
    { name: 'generator', panels: crowdPanels },
  ],
};
