/**
 * One sync of Kubernetes' horizontal pod autoscaler: what it sees → how many replicas it sets. Pure: the clock and all that it remembers
 * come in, and what it remembers comes out.
 * @see `reconcileAutoscaler` in
 * https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/controller/podautoscaler/horizontal.go
 */
import { type Behavior, type ControllerSettings, type Hpa, WRITE_SECONDS } from './hpa-spec.ts';
import { highestLately, type Recommendation, remembered, stabilized } from './recommendations.ts';
import { failedToGet, type Observed, proposedReplicas } from './replica-calculator.ts';
import {
  type Limited,
  type LimitReason,
  limitedByBehavior,
  limitedByDefault,
  type ScaleEvents,
  withScaleEvent,
} from './scaling-limits.ts';

/** What the controller remembers of one autoscaler. It forgets all of it when it is restarted. */
export interface HpaState {
  readonly recommendations: readonly Recommendation[];
  readonly events: ScaleEvents;
}

export const NEW_HPA_STATE: HpaState = { recommendations: [], events: { ups: [], downs: [] } };

/** A condition of the autoscaler's status, as `kubectl describe hpa` shows it. */
export interface Condition<Reason extends string = string> {
  readonly status: boolean;
  readonly reason: Reason;
}

/** Those that this sync has set. The others stay what they were. */
export interface Conditions {
  readonly AbleToScale: Condition<
    | 'SucceededGetScale'
    | 'ReadyForNewScale'
    | 'ScaleUpStabilized'
    | 'ScaleDownStabilized'
    | 'SucceededRescale'
  >;
  readonly ScalingActive?: Condition;
  readonly ScalingLimited?: Condition<LimitReason>;
}

export interface Synced {
  readonly state: HpaState;
  /** What the target has after this sync. */
  readonly replicas: number;
  /** What the metrics ask for, before windows and limits; null where they were not asked, or could not say. */
  readonly proposed: number | null;
  readonly conditions: Conditions;
}

export function syncHpa(
  hpa: Hpa,
  settings: ControllerSettings,
  before: HpaState,
  observed: Observed,
): Synced {
  const { specReplicas: current, nowSeconds } = observed;
  const state = before.recommendations.length > 0 ? before : begun(before, current, nowSeconds);
  const found = { AbleToScale: { status: true, reason: 'SucceededGetScale' } } as const;
  if (current === 0 && hpa.minReplicas !== 0) {
    const ScalingActive = { status: false, reason: 'ScalingDisabled' };
    return { state, replicas: 0, proposed: null, conditions: { ...found, ScalingActive } };
  }
  // Back into range at once: no window and no policy holds it up.
  if (current > hpa.maxReplicas)
    return rescaled(hpa, observed, { state, replicas: hpa.maxReplicas, proposed: null, conditions: found });
  if (current < hpa.minReplicas)
    return rescaled(hpa, observed, { state, replicas: hpa.minReplicas, proposed: null, conditions: found });
  const asked = askMetrics(hpa, settings, observed);
  if (typeof asked !== 'number') {
    const ScalingActive = { status: false, reason: asked.failed };
    return { state, replicas: current, proposed: null, conditions: { ...found, ScalingActive } };
  }
  return rescaled(hpa, observed, normalized(hpa, settings, state, observed, asked));
}

const begun = (state: HpaState, replicas: number, atSeconds: number): HpaState => ({
  ...state,
  recommendations: [{ replicas, atSeconds }],
});

/**
 * `computeReplicasForMetrics`: the highest of all metrics. One that cannot be told is passed over on the way up. On the way down, or if
 * none can be told, nothing moves.
 */
function askMetrics(
  hpa: Hpa,
  settings: ControllerSettings,
  observed: Observed,
): number | { readonly failed: string } {
  const proposals = hpa.metrics.map((_, i) => proposedReplicas(hpa, i, settings, observed));
  const replicas = Math.max(0, ...proposals.filter((each) => each !== null));
  const failed = proposals.indexOf(null);
  if (failed < 0) return replicas;
  const all = proposals.every((each) => each === null);
  return all || replicas < observed.specReplicas ? { failed: failedToGet(hpa.metrics[failed]!) } : replicas;
}

/** `normalizeDesiredReplicas` and `normalizeDesiredReplicasWithBehaviors`: first the window, then the limits. */
function normalized(
  hpa: Hpa,
  settings: ControllerSettings,
  state: HpaState,
  { specReplicas: current, nowSeconds }: Observed,
  proposed: number,
): Synced {
  const { behavior } = hpa;
  const latest = { replicas: proposed, atSeconds: nowSeconds };
  const windows = windowsOf(behavior, settings);
  const wished =
    behavior === null
      ? highestLately(state.recommendations, latest, windows.downSeconds)
      : stabilized(state.recommendations, latest, current, windows);
  const { replicas, reason }: Limited =
    behavior === null
      ? limitedByDefault(hpa, current, wished)
      : limitedByBehavior(hpa, behavior, state.events, current, wished, nowSeconds);
  const isUp = behavior !== null && proposed >= current;
  const stabilizedReason = isUp ? 'ScaleUpStabilized' : 'ScaleDownStabilized';
  const longestSeconds = Math.max(windows.upSeconds, windows.downSeconds);
  return {
    state: { ...state, recommendations: remembered(state.recommendations, latest, longestSeconds) },
    replicas,
    proposed,
    conditions: {
      AbleToScale: { status: true, reason: wished === proposed ? 'ReadyForNewScale' : stabilizedReason },
      ScalingActive: { status: true, reason: 'ValidMetricFound' },
      ScalingLimited: { status: replicas !== wished, reason },
    },
  };
}

/** Only `scaleDown` may leave its window to the controller. */
const windowsOf = (behavior: Behavior | null, settings: ControllerSettings) => ({
  upSeconds: behavior?.scaleUp.stabilizationWindowSeconds ?? 0,
  downSeconds: behavior?.scaleDown.stabilizationWindowSeconds ?? settings.downscaleStabilizationSeconds,
});

function rescaled(
  { behavior }: Hpa,
  { specReplicas, nowSeconds, writeSeconds = WRITE_SECONDS }: Observed,
  synced: Synced,
): Synced {
  const { state, replicas, conditions } = synced;
  if (replicas === specReplicas) return synced;
  const events =
    behavior === null
      ? state.events
      : withScaleEvent(state.events, behavior, specReplicas, replicas, nowSeconds + writeSeconds);
  return {
    ...synced,
    state: { ...state, events },
    conditions: { ...conditions, AbleToScale: { status: true, reason: 'SucceededRescale' } },
  };
}
