/** The metrics of group-buying. */

import { Counter, Gauge } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import { exposeTally } from '../platform/expose-tally.ts';
import type { Outcome } from '../platform/outcome.ts';
import type { Shop } from '../platform/service.ts';
import { GROUP_TALLY, openGroups, refundedDeposits } from './group.ts';

/** In the funnel's order (campaign review: share → interact → group-buy → order at 35 % → 20 % → 15 %). */
const FUNNEL = ['share', 'interact', 'join', 'order'] as const;
const REFUSED_FROM = 400;

/** Returns a function that counts a funnel step if its outcome is a success, and passes the outcome on. */
export function groupMetrics(shop: Shop) {
  const registers = [shop.registry];
  const funnel = new Counter({
    name: SHOP_FIGURE.groupFunnel,
    help: 'Shoppers who took this step of group-buying, since the process started.',
    labelNames: ['step'],
    registers,
  });
  for (const step of FUNNEL) funnel.inc({ step }, 0);
  new Gauge({
    name: 'shop_groups_open',
    help: 'Groups that still wait for members.',
    registers,
    collect() {
      this.set(openGroups(shop.store));
    },
  });
  const outcomes = {
    name: 'shop_groups_total',
    help: 'Groups that were filled, or that expired before.',
    label: 'outcome',
  };
  exposeTally(shop, GROUP_TALLY, outcomes, ['filled', 'expired']);
  new Counter({
    name: 'shop_groups_deposits_refunded_total',
    help: 'Deposits given back because their group ended and no order had used them.',
    registers,
    collect() {
      this.reset();
      this.inc(refundedDeposits(shop.store));
    },
  });
  return (step: (typeof FUNNEL)[number], outcome: Outcome): Outcome => {
    if (outcome.status < REFUSED_FROM) funnel.inc({ step });
    return outcome;
  };
}
