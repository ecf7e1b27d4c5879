/** The campaign's key figures as metrics. */

import { Gauge } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import type { Shop } from '../platform/service.ts';
import type { Judgement } from './domain.ts';

export function kpiMetrics(
  { registry, resources }: Pick<Shop, 'registry' | 'resources'>,
  judgement: () => Judgement,
): void {
  const gauge = (name: string, help: string, figure: (judged: Judgement) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(figure(judgement()));
      },
    });
  gauge(
    SHOP_FIGURE.ordersSold,
    'Orders sold: paid, and neither cancelled nor returned.',
    ({ orders }) => orders,
  );
  gauge(SHOP_FIGURE.revenueFen, 'Revenue of these orders, in fen.', ({ revenueFen }) => revenueFen);
  gauge(
    'shop_kpi_goal_share',
    'Sold / expected by now, in orders or revenue, whichever is less; NaN while nothing is expected.',
    ({ goalShare }) => goalShare ?? Number.NaN,
  );
  gauge('shop_kpi_alert', '1 below 60 % of the goal.', ({ alert }) => Number(alert));
  gauge('shop_kpi_boost', 'The factor by which resources are multiplied now.', () => resources.factor);
}
