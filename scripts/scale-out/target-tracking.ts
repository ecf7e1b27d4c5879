/**
 * Target tracking of Amazon EC2 Auto Scaling: two alarms that the service makes itself, and as many machines as bring the metric to its
 * target. AWS documents what it does, not how: the rules below say where they come from, and every figure may be set.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 */
import { type Alarm, breachesInARow } from './alarm.ts';
import { countOf, type Ordered, stillWarming } from './warm-up.ts';

export interface TargetTracking {
  readonly min: number;
  readonly max: number;
  /** Of a metric that halves when the machines double: CPU in per cent, requests for each machine. */
  readonly target: number;
  readonly periodSeconds: number;
  readonly outPeriods: number;
  readonly inPeriods: number;
  /** The lower alarm lies at this share of the target. */
  readonly inShare: number;
  readonly warmUpSeconds: number;
  readonly scalesIn: boolean;
}

export const TARGET_TRACKING_DEFAULTS = {
  // Detailed monitoring. Basic monitoring has 300 s: the page above recommends against it.
  periodSeconds: 60,
  // Three and fifteen datapoints: what the alarms show that the service makes.
  outPeriods: 3,
  inPeriods: 15,
  // “Usually more than 10 % lower” than the target, on the page above.
  inShare: 0.9,
  // The group's default cooldown, where it has no default warm-up of its own.
  warmUpSeconds: 300,
  scalesIn: true,
} as const satisfies Partial<TargetTracking>;

export interface TrackingState {
  readonly above: number;
  readonly below: number;
  readonly ordered: readonly Ordered[];
}
export const NEW_TRACKING_STATE: TrackingState = { above: 0, below: 0, ordered: [] };

/** One period of the alarms. @param value the metric's mean over warm machines; null: no data, and nothing moves */
export function trackTarget(
  policy: TargetTracking,
  state: TrackingState,
  { nowSeconds, desired, value }: { nowSeconds: number; desired: number; value: number | null },
): { readonly state: TrackingState; readonly desired: number } {
  const [high, low] = alarmsOf(policy);
  const above = breachesInARow(high, state.above, value);
  const below = breachesInARow(low, state.below, value);
  const ordered = stillWarming(state.ordered, nowSeconds);
  const warm = desired - countOf(ordered);
  const wished = value === null ? desired : Math.ceil((warm * value) / policy.target);
  const clamp = (count: number): number => Math.min(policy.max, Math.max(policy.min, count));
  // What is on its way counts as there: only the rest is ordered.
  if (above >= policy.outPeriods && clamp(wished) > desired) {
    const more = { count: clamp(wished) - desired, warmAtSeconds: nowSeconds + policy.warmUpSeconds };
    return { state: { above, below, ordered: [...ordered, more] }, desired: clamp(wished) };
  }
  // Nothing goes while something warms up.
  if (policy.scalesIn && below >= policy.inPeriods && ordered.length === 0)
    return { state: { above, below, ordered }, desired: clamp(Math.min(wished, desired)) };
  return { state: { above, below, ordered }, desired };
}

const alarmsOf = ({
  target,
  periodSeconds,
  outPeriods,
  inPeriods,
  inShare,
}: TargetTracking): [Alarm, Alarm] => [
  { comparison: 'above', threshold: target, periodSeconds, periods: outPeriods },
  { comparison: 'below', threshold: target * inShare, periodSeconds, periods: inPeriods },
];
