/**
 * What a HorizontalPodAutoscaler says once the API server has filled in its defaults, and what its controller is started with.
 * Quantities are in thousandths (`Milli`), as the controller counts.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.4/staging/src/k8s.io/api/autoscaling/v2/types.go
 */

export interface Hpa {
  readonly name: string;
  /** `Deployment/shop`: what is scaled. */
  readonly scales: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly Metric[];
  /** Null where the manifest has no `behavior`: then other, older limits hold. */
  readonly behavior: Behavior | null;
}

/** Per cent of what the pods request. */
export interface UtilizationTarget {
  readonly type: 'Utilization';
  readonly percent: number;
}
/** For each pod. */
export interface AverageValueTarget {
  readonly type: 'AverageValue';
  readonly milli: number;
}
/** For all pods together. */
export interface ValueTarget {
  readonly type: 'Value';
  readonly milli: number;
}

export interface ResourceMetric {
  readonly kind: 'Resource' | 'ContainerResource';
  /** `cpu`, `memory`. Only for `cpu` does it matter whether a pod is ready. */
  readonly resource: string;
  readonly container: string | null;
  readonly target: UtilizationTarget | AverageValueTarget;
}
export interface PodsMetric {
  readonly kind: 'Pods';
  readonly name: string;
  readonly target: AverageValueTarget;
}
export interface ValueMetric {
  readonly kind: 'Object' | 'External';
  readonly name: string;
  readonly target: ValueTarget | AverageValueTarget;
}
export type Metric = ResourceMetric | PodsMetric | ValueMetric;

export interface Behavior {
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

export interface ScalingRules {
  /** Null, which is possible for `scaleDown` only: the controller's own window. */
  readonly stabilizationWindowSeconds: number | null;
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly ScalingPolicy[];
  /** A share: 0.1 is 10 %. Null: the controller's own tolerance. */
  readonly tolerance: number | null;
}

export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** The flags of kube-controller-manager. */
export interface ControllerSettings {
  /** `--horizontal-pod-autoscaler-sync-period` */
  readonly syncSeconds: number;
  /** `--horizontal-pod-autoscaler-tolerance` */
  readonly tolerance: number;
  /** `--horizontal-pod-autoscaler-downscale-stabilization` */
  readonly downscaleStabilizationSeconds: number;
  /** `--horizontal-pod-autoscaler-cpu-initialization-period` */
  readonly cpuInitializationSeconds: number;
  /** `--horizontal-pod-autoscaler-initial-readiness-delay` */
  readonly initialReadinessDelaySeconds: number;
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/controller/podautoscaler/config/v1alpha1/defaults.go */
export const CONTROLLER_DEFAULTS: ControllerSettings = {
  syncSeconds: 15,
  tolerance: 0.1,
  downscaleStabilizationSeconds: 300,
  cpuInitializationSeconds: 300,
  initialReadinessDelaySeconds: 30,
};

/**
 * From a decision to the note of its event: the median of the traces. Syncs and the default policies both have 15 s, so it decides whether
 * the next sync finds the last event still in the period (docs/scale-out.md). With exact intervals it does, as on a cluster at rest; with
 * 0 it does not, as where syncs come some milliseconds late.
 */
export const WRITE_SECONDS = 0.005;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/apis/autoscaling/v2/defaults.go */
export const SPEC_DEFAULTS = {
  minReplicas: 1,
  metrics: [
    {
      kind: 'Resource',
      resource: 'cpu',
      container: null,
      target: { type: 'Utilization', percent: 80 },
    },
  ],
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
    tolerance: null,
  },
  scaleDown: {
    stabilizationWindowSeconds: null,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
    tolerance: null,
  },
} as const satisfies Pick<Hpa, 'minReplicas' | 'metrics'> & Behavior;
