/** What a plan says about the embedded shop: its stock, its quotas, its goal, and how it is made worse than it is. */
import type { Plan } from '../../campaigns/plan.ts';
import type { Fault } from './faults.ts';
import type { ReplicaSettings } from './replicas.ts';

/** Below this share of the goal the shop switches more resources on. Campaign review. */
export const KPI_ALERT_BELOW_SHARE = 0.6;

export interface ShopSettings {
  /** Coupons of the 40-off-300 campaign, over all regions. */
  readonly couponQuota: number;
  /** Pieces of the flash-sale product, over all regions. */
  readonly flashStockPieces: number;
  /** Pieces of every ordinary product in each region. */
  readonly productStockPieces: number;
  readonly products: number;
  /**
   * What an acknowledged write outlives. `process`: a killed process, even with -9. A power cut may then not only lose the end of
   * the books but leave them unreadable. `power`: a power cut too; the shop waits for the disk before it acknowledges.
   */
  readonly durability: 'process' | 'power';
  readonly faults: readonly Fault[];
  /** Ways in which the embedded shop misbehaves on purpose, so that the verdict can be seen to find them: mock-services/misbehaviour/. */
  readonly misbehave?: readonly string[];
  /** Coupons that one extra issue adds to the 40-off-300 campaign if sales go well, over all regions. */
  readonly couponIssue: number;
  /** The push to lapsed members: its calendar minute from the start of the plan, and the number of tagged members in all regions. */
  readonly recall: { readonly atMinute: number; readonly members: number };
  /** The campaign's sales goal for its first calendar `hours`, over all regions. */
  readonly goal: { readonly orders: number; readonly revenueFen: number; readonly hours: number };
  /** Processes behind a small balancer, each limited by what it may carry at once, so that scaling can be shown. Left out: none. */
  readonly replicas?: ReplicaSettings;
  /** In a drill of the scale-out: what raises the minimum of the autoscaler to its maximum. Left out: nothing. */
  readonly scaleOutCalls?: readonly ('goal' | 'emergency')[];
}

/** A plan for the embedded shop. */
export interface CarnivalPlan extends Plan {
  readonly channels: { readonly home: number; readonly search: number; readonly activity: number };
  readonly shop: ShopSettings;
}

/** Lets an editor check a plan while you type. `carnival` validates it and reports every mistake at once. */
export const defineCarnivalPlan = (plan: CarnivalPlan): CarnivalPlan => plan;

/** Whether a checked plan is one for the embedded shop: no other shop has settings. */
export const isCarnivalPlan = (plan: Plan): plan is CarnivalPlan => plan.shop !== undefined;
