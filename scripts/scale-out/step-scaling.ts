/**
 * Step scaling rules of Alibaba Cloud's Auto Scaling (ESS), called by an event-triggered task.
 * @see https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2014-08-28-createscalingrule
 */
import { type Alarm, breachesInARow } from './alarm.ts';
import { countOf, type Ordered, stillWarming } from './warm-up.ts';

export interface StepScaling {
  readonly min: number;
  readonly max: number;
  readonly alarm: Alarm;
  readonly adjustment: 'QuantityChangeInCapacity' | 'PercentChangeInCapacity' | 'TotalCapacity';
  /** By how far the metric lies beyond the threshold. The first that fits counts. */
  readonly steps: readonly Step[];
  /** Machines that a change in per cent has at least. */
  readonly magnitudeMin: number;
  readonly warmUpSeconds: number;
}

export interface Step {
  /** Of metric − threshold, so both are negative for a threshold that is undercut. Null: no bound. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly by: number;
}

export const STEP_SCALING_DEFAULTS = {
  // @see https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-ess-alarmtask
  periodSeconds: 300,
  periods: 3,
  magnitudeMin: 1,
  // The group's default cooldown.
  warmUpSeconds: 300,
} as const;

/** “The number of ECS instances to be adjusted in a single scaling activity cannot exceed 500.” */
const ADJUSTED_MAX = 500;

export interface StepState {
  readonly breaches: number;
  readonly ordered: readonly Ordered[];
}
export const NEW_STEP_STATE: StepState = { breaches: 0, ordered: [] };

/** One period of the task. @param value the metric; null: no data, and nothing moves */
export function scaleBySteps(
  rule: StepScaling,
  state: StepState,
  { nowSeconds, desired, value }: { nowSeconds: number; desired: number; value: number | null },
): { readonly state: StepState; readonly desired: number } {
  const breaches = breachesInARow(rule.alarm, state.breaches, value);
  const ordered = stillWarming(state.ordered, nowSeconds);
  const kept = { state: { breaches, ordered }, desired };
  if (value === null || breaches < rule.alarm.periods) return kept;
  const beyond = value - rule.alarm.threshold;
  const step = rule.steps.find(
    ({ lower, upper }) => (lower === null || lower <= beyond) && (upper === null || beyond < upper),
  );
  if (step === undefined) return kept;
  // What is on its way counts as there: a higher step orders only the rest.
  const warm = desired - countOf(ordered);
  const wished = adjusted(rule, warm, step.by);
  const next = Math.min(rule.max, Math.max(rule.min, wished));
  if (next > desired) {
    const more = { count: next - desired, warmAtSeconds: nowSeconds + rule.warmUpSeconds };
    return { state: { breaches, ordered: [...ordered, more] }, desired: next };
  }
  // Nothing goes while something warms up.
  return next < desired && ordered.length === 0 ? { ...kept, desired: next } : kept;
}

function adjusted({ adjustment, magnitudeMin }: StepScaling, count: number, by: number): number {
  if (adjustment === 'TotalCapacity') return by;
  const size =
    adjustment === 'PercentChangeInCapacity'
      ? Math.max(Math.round((count * Math.abs(by)) / 100), magnitudeMin)
      : Math.abs(by);
  return count + Math.sign(by) * Math.min(size, ADJUSTED_MAX);
}
