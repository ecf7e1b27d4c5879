/** Metrics of risk control. The shop does not know who is honest; the verdict does. */

import { Counter, Gauge, type Registry } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import type { CampaignClock } from '../platform/campaign-clock.ts';
import { KINDS, type RiskControl } from './domain.ts';
import { RULES, type Rule } from './rules.ts';

const APPEAL_OUTCOMES = ['lifted', 'refused'];

export function riskMetrics(registry: Registry, control: RiskControl, campaign: CampaignClock) {
  const registers = [registry];
  riskGauges(registry, control, campaign);
  const stopped = new Counter({
    name: SHOP_FIGURE.riskStopped,
    help: 'Guarded requests stopped, by rule.',
    labelNames: ['rule'],
    registers,
  });
  const appeals = new Counter({
    name: 'shop_risk_appeals_total',
    help: 'Appeals decided.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of APPEAL_OUTCOMES) appeals.inc({ outcome }, 0);
  const rules = Object.keys(RULES) as Rule[];
  for (const rule of rules) stopped.inc({ rule }, 0);
  return {
    letThrough: new Counter({
      name: 'shop_risk_let_through_total',
      help: 'Guarded requests let through.',
      registers,
    }),
    /** Labels are bound once, not per request. */
    stopped: Object.fromEntries(rules.map((rule) => [rule, stopped.labels(rule)])) as Record<
      Rule,
      Counter.Internal
    >,
    appeals,
  };
}

function riskGauges(registry: Registry, control: RiskControl, campaign: CampaignClock): void {
  const registers = [registry];
  new Gauge({
    name: 'shop_risk_level',
    help: '0 normal, 1 tight.',
    registers,
    collect() {
      this.set(control.levelAt(campaign.nowMs()) === 'tight' ? 1 : 0);
    },
  });
  new Gauge({
    name: SHOP_FIGURE.riskBlocked,
    help: 'Accounts, addresses and devices that are blocked.',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const kind of KINDS) this.set({ kind }, control.blockedCount(kind, campaign.nowMs()));
    },
  });
  new Gauge({
    name: 'shop_risk_abnormal_accounts',
    help: 'Accounts marked for failed redemptions; they are stopped until an appeal.',
    registers,
    collect() {
      this.set(control.abnormalCount());
    },
  });
}
