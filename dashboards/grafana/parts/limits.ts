/** The lines that panels draw: the targets of the plan that comes with Carnival, and the limits of the verdict's own checks. */
import type { Objective } from '../../../scenarios/campaigns/plan.ts';
import summerCarnival from '../../../scenarios/campaigns/summer-carnival.ts';
import { LATE_MS } from '../../../scenarios/metrics.ts';
import { KPI_ALERT_BELOW_SHARE } from '../../../scenarios/targets/mock-shop/settings.ts';
import type { Limit } from './panel.ts';

const MS_PER_SECOND = 1000;
/** More than 1 % of the ticks or sends that are late break the load's validity. */
const LATE_SHARE_MAX = 0.01;

const targetOf = (id: string): number => {
  const found = summerCarnival.objectives.find((each): each is Objective & { targetShare: number } => {
    return each.id === id && 'targetShare' in each;
  });
  if (found === undefined) throw new Error(`the default plan has no objective "${id}" with a target share`);
  return found.targetShare;
};

export const LIMIT = {
  inTime: { value: targetOf('response-time'), good: 'above' },
  success: { value: targetOf('coupon-redemption'), good: 'above' },
  botsStopped: { value: targetOf('bots-stopped'), good: 'above' },
  responseSeconds: { value: summerCarnival.withinMs / MS_PER_SECOND, good: 'below' },
  lagSeconds: { value: LATE_MS / MS_PER_SECOND, good: 'below' },
  lateShare: { value: LATE_SHARE_MAX, good: 'below' },
  none: { value: 1, good: 'below' },
  goalShare: { value: KPI_ALERT_BELOW_SHARE, good: 'above' },
  loopSeconds: { value: 0.2, good: 'below' },
  isUp: { value: 1, good: 'above' },
  pressure: { value: 0.5, good: 'below' },
} as const satisfies Readonly<Record<string, Limit>>;
