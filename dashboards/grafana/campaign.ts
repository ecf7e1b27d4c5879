/** "Campaign": what the embedded shop sells, and what becomes of coupons, stock and bots. */
import { COUNTER, SHOP, SHOP_FIGURE } from '../../scenarios/metrics.ts';
import { LIMIT } from './parts/limits.ts';
import type { Dashboard, Panel } from './parts/panel.ts';
import { by, crowd, grown, over, rate, shop, steps } from './parts/queries.ts';

const SECONDS_PER_HOUR = 3600;
const FEN_PER_CNY = 100;
const perRegion = { legend: '{{region}}', labels: ['region'] } as const;
const perCampaign = { legend: '{{campaign}}', labels: ['campaign'] } as const;
/** The way to an order, in its order. */
const FUNNEL = ['home.view', 'search.query', 'activity.view', 'product.view', 'order.create', 'payment.pay'];
const isOneOf = (names: readonly string[]): string =>
  `step=~"${names.map((name) => name.replaceAll('.', '[.]')).join('|')}"`;

const goal: readonly Panel[] = [
  {
    kind: 'figure',
    name: 'orders-sold',
    width: 6,
    unit: 'short',
    shown: 'last',
    queries: [{ expr: by('sum', [], shop(SHOP_FIGURE.ordersSold)), legend: 'orders', labels: [] }],
  },
  {
    kind: 'figure',
    name: 'revenue',
    width: 6,
    unit: 'currencyCNY',
    shown: 'last',
    queries: [
      {
        expr: over(by('sum', [], shop(SHOP_FIGURE.revenueFen)), String(FEN_PER_CNY)),
        legend: 'revenue',
        labels: [],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'orders-an-hour',
    width: 12,
    unit: 'short',
    queries: [
      {
        expr: `${SECONDS_PER_HOUR} * ${by('sum', [], rate(shop(SHOP_FIGURE.orders, 'kind="created"')))}`,
        legend: 'orders',
        labels: [],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'goal-share',
    width: 12,
    unit: 'percentunit',
    limit: LIMIT.goalShare,
    queries: [{ expr: by('min', ['region'], shop(SHOP.goalShare)), ...perRegion }],
  },
  {
    kind: 'lines',
    name: 'boost',
    width: 12,
    unit: 'none',
    queries: [{ expr: by('max', ['region'], shop(SHOP.boost)), ...perRegion }],
  },
];

const coupons: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'coupons-issued',
    width: 8,
    unit: 'cps',
    queries: [{ expr: by('sum', ['campaign'], rate(shop(SHOP_FIGURE.couponsIssued))), ...perCampaign }],
  },
  {
    kind: 'lines',
    name: 'coupons-redeemed',
    width: 8,
    unit: 'cps',
    queries: [{ expr: by('sum', ['campaign'], rate(shop(SHOP_FIGURE.couponsRedeemed))), ...perCampaign }],
  },
  {
    kind: 'lines',
    name: 'coupons-left',
    width: 8,
    unit: 'short',
    queries: [{ expr: by('sum', ['campaign'], shop(SHOP_FIGURE.couponsLeft)), ...perCampaign }],
  },
  {
    kind: 'lines',
    name: 'redemption-rate',
    width: 12,
    unit: 'percentunit',
    queries: [
      {
        expr: by('min', ['region', 'window'], shop(SHOP_FIGURE.redemptionRate)),
        legend: '{{region}} · {{window}}',
        labels: ['region', 'window'],
      },
    ],
  },
  {
    kind: 'states',
    name: 'issuance',
    width: 12,
    unit: 'none',
    states: [
      { value: 0, word: 'issuing', colour: 'green' },
      { value: 1, word: 'paused', colour: 'yellow' },
    ],
    queries: [{ expr: by('max', ['region'], shop(SHOP_FIGURE.couponsPaused)), ...perRegion }],
  },
];

const funnel: readonly Panel[] = [
  {
    kind: 'bars',
    name: 'funnel',
    width: 12,
    unit: 'short',
    queries: [
      {
        expr: by('sum', ['step'], grown(crowd(COUNTER.responses, 'outcome="ok"', isOneOf(FUNNEL)))),
        legend: '{{step}}',
        labels: ['step'],
        isInstant: true,
      },
    ],
  },
  {
    kind: 'bars',
    name: 'group-funnel',
    width: 12,
    unit: 'short',
    queries: [
      {
        expr: by('sum', ['step'], grown(shop(SHOP_FIGURE.groupFunnel))),
        legend: '{{step}}',
        labels: ['step'],
        isInstant: true,
      },
    ],
  },
  {
    kind: 'lines',
    name: 'channels',
    width: 12,
    unit: 'cps',
    queries: [
      { expr: by('sum', ['step'], rate(steps(COUNTER.sessions))), legend: '{{step}}', labels: ['step'] },
    ],
  },
  {
    kind: 'lines',
    name: 'lines-of-waiting',
    width: 12,
    unit: 'short',
    queries: [
      { expr: by('sum', [], shop(SHOP_FIGURE.supportWaiting)), legend: 'questions', labels: [] },
      { expr: by('sum', [], shop(SHOP_FIGURE.parcelsWaiting)), legend: 'parcels', labels: [] },
      { expr: by('sum', [], shop(SHOP_FIGURE.viewers)), legend: 'viewers', labels: [] },
    ],
  },
];

const stock: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'stock-left',
    width: 8,
    unit: 'short',
    queries: [
      {
        expr: by('sum', ['product', 'region'], shop(SHOP_FIGURE.stockLeft)),
        legend: '{{product}} · {{region}}',
        labels: ['product', 'region'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'stockout',
    width: 8,
    unit: 'm',
    queries: [
      {
        expr: by('min', ['product', 'region'], shop(SHOP.stockoutMinutes)),
        legend: '{{product}} · {{region}}',
        labels: ['product', 'region'],
        emptyWithout: 'a flash sale',
      },
    ],
  },
  {
    kind: 'lines',
    name: 'reservations',
    width: 8,
    unit: 'short',
    queries: [{ expr: by('sum', ['region'], shop(SHOP_FIGURE.reservationsLive)), ...perRegion }],
  },
];

const bots: readonly Panel[] = [
  {
    kind: 'lines',
    name: 'guarded',
    width: 8,
    unit: 'reqps',
    queries: [
      {
        expr: by('sum', ['population', 'answer'], rate(crowd(COUNTER.guarded, 'answer!="passed"'))),
        legend: '{{population}} · {{answer}}',
        labels: ['population', 'answer'],
        isRare: true,
      },
    ],
  },
  {
    kind: 'lines',
    name: 'stopped-by-rule',
    width: 8,
    unit: 'reqps',
    queries: [
      {
        expr: by('sum', ['rule'], rate(shop(SHOP_FIGURE.riskStopped))),
        legend: '{{rule}}',
        labels: ['rule'],
      },
    ],
  },
  {
    kind: 'lines',
    name: 'blocked',
    width: 8,
    unit: 'short',
    queries: [
      { expr: by('sum', ['kind'], shop(SHOP_FIGURE.riskBlocked)), legend: '{{kind}}', labels: ['kind'] },
    ],
  },
];

export const campaign: Dashboard = {
  name: 'campaign',
  readsShop: true,
  rows: [
    { name: 'goal', panels: goal },
    { name: 'coupons', panels: coupons },
    { name: 'funnel', panels: funnel },
    { name: 'stock', panels: stock },
    { name: 'bots', panels: bots },
  ],
};
