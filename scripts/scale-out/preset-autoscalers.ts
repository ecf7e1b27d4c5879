/**
 * Other autoscalers with a manifest's own minimum, maximum and target: what would they have done? docs/scale-out.md has the source of
 * each default.
 */
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import type { Autoscaler, Deciding, Seen } from './autoscaler.ts';
import { hpaAutoscaler } from './hpa-autoscaler.ts';
import type { Hpa } from './hpa-spec.ts';
import { cronValuesMilli, KEDA_DEFAULTS, kedaHpa } from './keda.ts';
import { SECONDS_PER_MINUTE } from './seconds.ts';
import type { Settings } from './settings.ts';
import {
  NEW_STEP_STATE,
  STEP_SCALING_DEFAULTS,
  type StepScaling,
  type StepState,
  scaleBySteps,
} from './step-scaling.ts';
import {
  NEW_TRACKING_STATE,
  TARGET_TRACKING_DEFAULTS,
  type TargetTracking,
  type TrackingState,
  trackTarget,
} from './target-tracking.ts';

export const PRESETS = ['hpa', 'keda', 'aws', 'ess'] as const;
export type Preset = (typeof PRESETS)[number];

/** @param burstSeconds when the burst begins in the window: schedules are told by it */
export function autoscalerAs(preset: Preset, hpa: Hpa, settings: Settings, burstSeconds: number): Autoscaler {
  switch (preset) {
    case 'hpa':
      return hpaAutoscaler(hpa, settings);
    case 'keda':
      return keda(hpa, settings, burstSeconds);
    case 'aws':
      return aws(hpa, settings);
    case 'ess':
      return ess(hpa, settings);
  }
}

/** At least one replica runs, so KEDA's own loop has nothing to do. */
function keda(hpa: Hpa, settings: Settings, burstSeconds: number): Autoscaler {
  const at = (minutes: number): number => burstSeconds + minutes * SECONDS_PER_MINUTE;
  const scaled = {
    ...{ ...KEDA_DEFAULTS, ...hpa },
    windows: settings.cron.map(({ fromMinutes, untilMinutes, replicas }) => ({
      ...{ fromSeconds: at(fromMinutes), untilSeconds: at(untilMinutes), replicas },
    })),
  };
  const made = kedaHpa(scaled);
  return hpaAutoscaler(made, settings, { cronMilli: (nowSeconds) => cronValuesMilli(scaled, nowSeconds) });
}

function aws(hpa: Hpa, settings: Settings): Autoscaler {
  const policy: TargetTracking = { ...TARGET_TRACKING_DEFAULTS, ...rangeOf(hpa), target: cpuTargetOf(hpa) };
  return {
    ...{ name: `aws/${hpa.name}`, everySeconds: policy.periodSeconds },
    ...{ minReplicas: policy.min, maxReplicas: policy.max },
    begin: (): Deciding => {
      let state: TrackingState = NEW_TRACKING_STATE;
      return {
        decide: (seen) => {
          const next = trackTarget(raised(policy, seen), state, lookOf(seen, settings));
          state = next.state;
          return Math.max(seen.floor, next.desired);
        },
      };
    },
  };
}

/** Assumption: ESS has rules, and no steps of its own. A fifth more, and half more from twenty points beyond. */
const STEPS: StepScaling['steps'] = [
  { lower: 0, upper: 20, by: 20 },
  { lower: 20, upper: null, by: 50 },
];

function ess(hpa: Hpa, settings: Settings): Autoscaler {
  const { periodSeconds, periods, magnitudeMin, warmUpSeconds } = STEP_SCALING_DEFAULTS;
  const rule: StepScaling = {
    ...{ ...rangeOf(hpa), adjustment: 'PercentChangeInCapacity', steps: STEPS, magnitudeMin, warmUpSeconds },
    alarm: { comparison: 'above', threshold: cpuTargetOf(hpa), periodSeconds, periods },
  };
  return {
    ...{ name: `ess/${hpa.name}`, everySeconds: periodSeconds, minReplicas: rule.min, maxReplicas: rule.max },
    begin: (): Deciding => {
      let state: StepState = NEW_STEP_STATE;
      return {
        decide: (seen) => {
          const next = scaleBySteps(raised(rule, seen), state, lookOf(seen, settings));
          state = next.state;
          return Math.max(seen.floor, next.desired);
        },
      };
    },
  };
}

const rangeOf = ({ minReplicas, maxReplicas }: Hpa) => ({ min: minReplicas, max: maxReplicas });

const raised = <Of extends { readonly min: number; readonly max: number }>(of: Of, { floor }: Seen): Of =>
  floor <= of.min ? of : { ...of, min: floor, max: Math.max(of.max, floor) };

/** Their metric is CPU in per cent. */
const lookOf = ({ nowSeconds, asked, sample }: Seen, { metrics }: Settings) => ({
  nowSeconds,
  desired: asked,
  value: sample === null ? null : sample.usedShare * metrics.cpuPercentAtCapacity,
});

function cpuTargetOf({ metrics }: Hpa): number {
  for (const metric of metrics)
    if (metric.kind === 'Resource' && metric.resource === 'cpu' && metric.target.type === 'Utilization')
      return metric.target.percent;
  throw new CarnivalError('the manifest has no CPU target that another autoscaler could track', {
    hint: 'give it a metric of the type Resource, cpu with averageUtilization',
    exitCode: EXIT.badPlan,
  });
}
