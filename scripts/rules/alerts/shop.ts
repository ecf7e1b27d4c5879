/** What the embedded shop says about itself. Its regions may be scraped by more than one job, so each is looked at once. */

import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { SHOP, SHOP_BREAKER, SHOP_JOB } from '../../../scenarios/metrics.ts';
import { breakerQueries } from '../../breakers/queries.ts';
import { type Alert, IN_REGION } from '../alert.ts';
import { by, is, series } from '../promql.ts';

const BREAKER_OPEN = 2;
/** One scrape that failed is a busy machine. */
const DOWN_FOR_SECONDS = 2;
/** Assumption: a sixth of the campaign's 1.2 s, gone before a request is even looked at. */
const EVENT_LOOP_SECONDS_MAX = 0.2;
const EVENT_LOOP_FOR_SECONDS = 4;

const breakerOpen: Alert = {
  name: 'BreakerOpen',
  severity: 'page',
  when: 'the breaker in front of a dependency has opened',
  look: `${SHOP_BREAKER.arrivals} (what still reaches the dependency) and ${SHOP_BREAKER.events} (why it opened)`,
  needsShop: true,
  orBreakers: true,
  isOfOpenBreaker: true,
  cases: ({ plan, shop }) => {
    const ofShop = `${by('max', ['region', 'dependency'], SHOP_BREAKER.state)} == ${BREAKER_OPEN}`;
    return [
      ...(shop.isEmbedded ? [{ expr: ofShop, ...OPEN_WORDS }] : []),
      ...theirBreakers(plan).map((where) => ({ ...where, ...OPEN_WORDS })),
    ];
  },
};
const OPEN_WORDS = {
  summary: `The breaker of {{ $labels.dependency }} is open ${IN_REGION}.`,
  description:
    'Calls get their fallback, and the dependency is left alone until the breaker lets a probe through.',
};

/** Breakers of other libraries, by the metrics that the plan names. Their state has no run, but their page has. */
const theirBreakers = ({ breakers = {} }: Plan) =>
  Object.entries(breakers).flatMap(([dependency, settings]) =>
    Object.keys(settings.metrics ?? {}).flatMap((region) => {
      const page = [is('region', region), is('dependency', dependency)];
      const { state } = breakerQueries(dependency, settings, page.join(', '));
      if (state === null) return [];
      const isUp = `${by('max', [], series('up', ...page))} == 1`;
      return [{ expr: `${isUp} and on () (${state} == ${BREAKER_OPEN})`, labels: { dependency, region } }];
    }),
  );

const regionDown: Alert = {
  name: 'RegionDown',
  severity: 'page',
  when: 'a region of the shop does not answer for two seconds',
  look: 'events.jsonl, and the log of the region in shop/',
  needsShop: true,
  cases: () => [
    {
      expr: `${by('min', ['region'], series('up', is('job', SHOP_JOB)))} == 0`,
      forSeconds: DOWN_FOR_SECONDS,
      summary: `The shop does not answer ${IN_REGION}.`,
      description: 'Its metrics could not be scraped: its process is gone, or too busy to answer.',
    },
  ],
};

const eventLoopSlow: Alert = {
  name: 'EventLoopSlow',
  severity: 'ticket',
  when: 'the event loop of a region is more than 0.2 s late at p99, for four seconds',
  look: 'shop_request_duration_seconds by step, and whether the machine has a core left',
  needsShop: true,
  cases: () => [
    {
      expr: `${by('max', ['region'], SHOP.eventLoopLag)} > ${EVENT_LOOP_SECONDS_MAX}`,
      forSeconds: EVENT_LOOP_FOR_SECONDS,
      summary: `The event loop is {{ $value | humanizeDuration }} late ${IN_REGION}.`,
      description: 'Every request of the region waits as long before the shop looks at it.',
    },
  ],
};

const stockOutAhead: Alert = {
  name: 'StockOutAhead',
  severity: 'ticket',
  when: 'a product sells out within 30 campaign minutes at its present rate, or has sold out',
  look: `${SHOP.stockoutMinutes}: restock, or lead shoppers to another product`,
  needsShop: true,
  cases: () => [
    {
      expr: `${by('max', ['region', 'product'], SHOP.stockoutWarning)} == 1`,
      summary: `{{ $labels.product }} is about to sell out ${IN_REGION}.`,
      description:
        'At the rate of the last ten campaign minutes, it lasts less than 30 more; or the shelf is already empty.',
    },
  ],
};

const kpiBelowGoal: Alert = {
  name: 'KpiBelowGoal',
  severity: 'ticket',
  when: 'a region has sold less than 60 % of what the goal expects by now',
  look: 'shop_kpi_orders and shop_kpi_revenue_fen; the shop switches more resources on by itself (shop_kpi_boost)',
  needsShop: true,
  cases: () => [
    {
      expr: `${by('min', ['region'], SHOP.goalShare)} and ${by('max', ['region'], SHOP.goalAlert)} == 1`,
      summary: `{{ $value | humanizePercentage }} of the goal is reached ${IN_REGION}.`,
      description: 'Below 60 % in orders or in revenue. The first 45 campaign minutes are not judged.',
    },
  ],
};

const resourcesAdded: Alert = {
  name: 'ResourcesAdded',
  severity: 'info',
  when: 'a region has switched more resources on, because it sells too little',
  look: `${SHOP.boost} (how many times as many), and KpiBelowGoal`,
  needsShop: true,
  cases: () => [
    {
      expr: `${by('max', ['region'], SHOP.boost)} > 1`,
      summary: `{{ $value }} times the resources are on ${IN_REGION}.`,
      description:
        'Below 60 % of the goal the shop adds them by itself, and from 70 % on it takes them back.',
    },
  ],
};

export const OF_SHOP: readonly Alert[] = [
  breakerOpen,
  regionDown,
  eventLoopSlow,
  stockOutAhead,
  kpiBelowGoal,
  resourcesAdded,
];
