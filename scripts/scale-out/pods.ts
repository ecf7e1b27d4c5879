/** The pods of a scaled target as the autoscaler sees them: which of them it counts, and for what it takes the others. */
import type { ControllerSettings } from './hpa-spec.ts';

/** Pods that are alike. A group of one is a pod. */
export interface PodGroup {
  readonly count: number;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  /** It was told to end, and has not ended yet. */
  readonly deleting: boolean;
  /** When the kubelet took the pod; null before that. */
  readonly startSeconds: number | null;
  /** Its condition `Ready`; null where it has none yet. */
  readonly ready: boolean | null;
  /** When `ready` last changed. */
  readonly readySinceSeconds: number;
  /** What a pod uses, in whole thousandths, in the order of the metrics; null where the metrics API says nothing about it. */
  readonly samplesMilli: readonly (number | null)[];
  /** When the samples were taken, and over how many seconds before that. */
  readonly sampledSeconds: number;
  readonly sampleWindowSeconds: number;
  /** What a pod requests, in the order of the metrics; null where it requests nothing of that kind. */
  readonly requestsMilli: readonly (number | null)[];
}

/**
 * `counted`: its sample is used. `unready`: its sample is not. `missing`: it has none. `ignored`: it is on its way out.
 * @see `groupPods` in
 * https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/controller/podautoscaler/replica_calculator.go
 */
export type PodRole = 'counted' | 'unready' | 'missing' | 'ignored';

export function podRole(
  pod: PodGroup,
  metric: number,
  isCpu: boolean,
  settings: ControllerSettings,
  nowSeconds: number,
): PodRole {
  if (pod.deleting || pod.phase === 'Failed') return 'ignored';
  if (pod.phase === 'Pending') return 'unready';
  if (pod.samplesMilli[metric] == null) return 'missing';
  return isCpu && cpuIsOfTheStart(pod, settings, nowSeconds) ? 'unready' : 'counted';
}

/** Whether the CPU that a pod uses may still be what its start takes. */
function cpuIsOfTheStart(pod: PodGroup, settings: ControllerSettings, nowSeconds: number): boolean {
  const { ready, startSeconds, readySinceSeconds } = pod;
  if (ready === null || startSeconds === null) return true;
  if (startSeconds + settings.cpuInitializationSeconds > nowSeconds)
    return !ready || pod.sampledSeconds < readySinceSeconds + pod.sampleWindowSeconds;
  // Unready, and never been ready: its readiness changed last when it was first looked at.
  return !ready && startSeconds + settings.initialReadinessDelaySeconds > readySinceSeconds;
}

/** For metrics that are not a pod's own. A pod that ends counts for as long as it is ready. */
export const isReady = (pod: PodGroup): boolean => pod.phase === 'Running' && pod.ready === true;
