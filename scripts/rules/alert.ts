/** One alert: when it fires, how urgent that is, and what to look at. Each is a file or a part of one in `alerts/`; `alerts.ts` lists them. */
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import type { Burns } from './burn.ts';
import { type AlertRule, inSeconds, type RulesAbout } from './rule.ts';

/** `page`: shoppers notice it now. `ticket`: they will, if it stays so. `info`: it explains the others. */
type Severity = 'page' | 'ticket' | 'info';

export interface Alert {
  readonly name: string;
  readonly severity: Severity;
  /** When it fires, in words for people. */
  readonly when: string;
  /** What to look at then. */
  readonly look: string;
  /** Whether only the embedded shop has the metrics for it. */
  readonly needsShop: boolean;
  /** Whether it can do with breakers whose metrics the plan names. */
  readonly orBreakers?: boolean;
  /** The kind of objective without which it never fires. */
  readonly needsObjective?: Objective['kind'];
  /** Whether it fires because a breaker has opened. It cannot if none has. */
  readonly isOfOpenBreaker?: boolean;
  /** None: the plan gives no reason for it. */
  readonly cases: (about: RulesAbout, burns: Burns) => readonly AlertCase[];
}

/** Texts are Prometheus' templates: `{{ $labels.region }}`, `{{ $value | humanizePercentage }}`. */
interface AlertCase {
  readonly expr: string;
  readonly forSeconds?: number;
  /** Labels besides those of its series. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly description: string;
}

export const rulesOfAlert = (alert: Alert, about: RulesAbout, burns: Burns): readonly AlertRule[] =>
  alert.needsShop && alert.orBreakers !== true && !about.shop.isEmbedded
    ? []
    : alert.cases(about, burns).map(({ expr, forSeconds, labels, summary, description }) => ({
        alert: alert.name,
        expr,
        ...(forSeconds === undefined ? {} : { for: inSeconds(forSeconds) }),
        labels: { severity: alert.severity, ...labels },
        annotations: { summary, description, look: alert.look },
      }));

/** Where answers are, in the words of a summary. */
export const IN_REGION = 'in region {{ $labels.region }}';
/** Whether they belong to a drill. */
export const DRILL_WORDS = 'Drill: {{ or $labels.drill "none" }}.';
