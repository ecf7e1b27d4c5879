/**
 * How far one sync may move the count of replicas.
 * @see `convertDesiredReplicasWithBehaviorRate` and `convertDesiredReplicasWithRules` in
 * https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/controller/podautoscaler/horizontal.go
 */
import type { Behavior, Hpa, ScalingRules } from './hpa-spec.ts';

/** Replicas that were added or taken away at once. */
export interface ScaleEvent {
  readonly change: number;
  readonly atSeconds: number;
}

export interface ScaleEvents {
  readonly ups: readonly ScaleEvent[];
  readonly downs: readonly ScaleEvent[];
}

/** Why a count is not what was wished for, as the condition `ScalingLimited` says it. */
export type LimitReason =
  | 'ScaleUpLimit'
  | 'TooManyReplicas'
  | 'ScaleDownLimit'
  | 'TooFewReplicas'
  | 'DesiredWithinRange';

export interface Limited {
  readonly replicas: number;
  readonly reason: LimitReason;
}

const within = (replicas: number): Limited => ({ replicas, reason: 'DesiredWithinRange' });

/** Without a behavior: doubled, or 4, at each sync. The API server fills in no behavior where the manifest has none. */
const UP_FACTOR = 2;
const UP_MIN = 4;

export function limitedByDefault(
  { minReplicas, maxReplicas }: Pick<Hpa, 'minReplicas' | 'maxReplicas'>,
  current: number,
  wished: number,
): Limited {
  const upLimit = Math.max(UP_FACTOR * current, UP_MIN);
  if (wished < minReplicas) return { replicas: minReplicas, reason: 'TooFewReplicas' };
  if (wished <= Math.min(maxReplicas, upLimit)) return within(wished);
  return maxReplicas > upLimit
    ? { replicas: upLimit, reason: 'ScaleUpLimit' }
    : { replicas: maxReplicas, reason: 'TooManyReplicas' };
}

export function limitedByBehavior(
  { minReplicas, maxReplicas }: Pick<Hpa, 'minReplicas' | 'maxReplicas'>,
  behavior: Behavior,
  events: ScaleEvents,
  current: number,
  wished: number,
  nowSeconds: number,
): Limited {
  if (wished > current) {
    const limit = Math.max(current, upLimit(behavior.scaleUp, events, current, nowSeconds));
    if (wished <= Math.min(maxReplicas, limit)) return within(wished);
    return maxReplicas > limit
      ? { replicas: limit, reason: 'ScaleUpLimit' }
      : { replicas: maxReplicas, reason: 'TooManyReplicas' };
  }
  if (wished < current) {
    const limit = Math.min(current, downLimit(behavior.scaleDown, events, current, nowSeconds));
    if (wished >= Math.max(minReplicas, limit)) return within(wished);
    return minReplicas < limit
      ? { replicas: limit, reason: 'ScaleDownLimit' }
      : { replicas: minReplicas, reason: 'TooFewReplicas' };
  }
  return within(wished);
}

/** `Max` is the largest change, so the lowest count on the way down. */
function upLimit(rules: ScalingRules, events: ScaleEvents, current: number, nowSeconds: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const before = atPeriodStart(events, current, nowSeconds - periodSeconds);
    // Rounded up, or one pod could never become two.
    return type === 'Pods' ? before + value : Math.ceil(before * (1 + value / 100));
  });
  return rules.selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
}

function downLimit(rules: ScalingRules, events: ScaleEvents, current: number, nowSeconds: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const before = atPeriodStart(events, current, nowSeconds - periodSeconds);
    return type === 'Pods' ? before - value : Math.trunc(before * (1 - value / 100));
  });
  return rules.selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
}

/** How many replicas there were when the period began: an event at its very first moment is not in it. */
const atPeriodStart = ({ ups, downs }: ScaleEvents, current: number, fromSeconds: number): number =>
  current - changeSince(ups, fromSeconds) + changeSince(downs, fromSeconds);

const changeSince = (events: readonly ScaleEvent[], fromSeconds: number): number =>
  events.reduce((sum, { change, atSeconds }) => (atSeconds > fromSeconds ? sum + change : sum), 0);

/**
 * `storeScaleEvent`. The newest event takes the place of the last one that is older than every policy of its own direction. Policies of
 * the other direction may be longer and still have counted it: so it is in the controller.
 */
export function withScaleEvent(
  events: ScaleEvents,
  behavior: Behavior,
  from: number,
  to: number,
  atSeconds: number,
): ScaleEvents {
  const isUp = to > from;
  const kept = isUp ? events.ups : events.downs;
  const rules = isUp ? behavior.scaleUp : behavior.scaleDown;
  const longestSeconds = Math.max(...rules.policies.map(({ periodSeconds }) => periodSeconds));
  const outdated = kept.findLastIndex((event) => event.atSeconds < atSeconds - longestSeconds);
  const event = { change: Math.abs(to - from), atSeconds };
  const next = outdated < 0 ? [...kept, event] : kept.with(outdated, event);
  return isUp ? { ...events, ups: next } : { ...events, downs: next };
}
