/** The coupons' metrics. All but the decisions are read from the store, so a restart does not reset them. */

import { Counter, Gauge } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import type { Shop } from '../platform/service.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { ACTIONS, type Decision, isPaused, issuanceState, redemptionRate } from './issuance.ts';
import { QUOTAS, usesOf } from './totals.ts';

/** @returns a function that counts a decision */
export function couponMetrics({ store, registry }: Shop): (decision: Decision) => void {
  const registers = [registry];
  const labelNames = ['campaign'];
  new Gauge({
    name: SHOP_FIGURE.couponsLeft,
    help: 'Coupons that may still be issued.',
    labelNames,
    registers,
    collect() {
      for (const { key, value } of store.range(QUOTAS))
        this.set({ campaign: key }, value.quota - value.issued);
    },
  });
  new Counter({
    name: SHOP_FIGURE.couponsIssued,
    help: 'Coupons claimed.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const { key, value } of store.range(QUOTAS)) this.inc({ campaign: key }, value.issued);
    },
  });
  new Counter({
    name: SHOP_FIGURE.couponsRedeemed,
    help: 'Redemptions, including those released later.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const campaign of CAMPAIGNS.keys()) this.inc({ campaign }, usesOf(store, campaign).redeemed);
    },
  });
  new Gauge({
    name: SHOP_FIGURE.couponsPaused,
    help: '1 while no coupons are issued.',
    registers,
    collect() {
      this.set(isPaused(store) ? 1 : 0);
    },
  });
  new Gauge({
    name: SHOP_FIGURE.redemptionRate,
    help: 'Coupons redeemed divided by coupons issued, in the current window and in the last one decided.',
    labelNames: ['window'],
    registers,
    collect() {
      this.reset();
      const rates = { open: redemptionRate(store), decided: issuanceState(store).decided?.rate ?? null };
      for (const [window, rate] of Object.entries(rates)) if (rate !== null) this.set({ window }, rate);
    },
  });
  const decisions = new Counter({
    name: SHOP_FIGURE.issuanceDecisions,
    help: 'Decisions at the end of a window of four campaign hours.',
    labelNames: ['action'],
    registers,
  });
  for (const action of ACTIONS) decisions.inc({ action }, 0);
  return ({ action }) => decisions.inc({ action });
}
