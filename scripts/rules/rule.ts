/** Rules of Prometheus as plain data: what its rule files hold. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';

export interface RecordingRule {
  /** `level:metric:operations`: the labels it keeps, what it is about, what was done to it, the newest first. */
  readonly record: string;
  readonly expr: string;
}
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** How long the expression must hold, as Prometheus writes it. Left out: once is enough. */
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
export type Rule = RecordingRule | AlertRule;
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly Rule[];
}

/** What rules are made from. */
export interface RulesAbout {
  readonly plan: Plan;
  readonly shop: RulesShop;
}
export interface RulesShop {
  /** The step whose `ok` is an order. */
  readonly orderStep: string | null;
  /** Whether it is the embedded shop, whose own metrics Prometheus has. */
  readonly isEmbedded: boolean;
}

export const inSeconds = (seconds: number): string => `${seconds}s`;
