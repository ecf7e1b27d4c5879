/**
 * KEDA's ScaledObject: an autoscaler of Kubernetes that it makes and feeds, and a loop of its own that only goes to and from nothing.
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec
 */
import type { Behavior, Hpa, Metric } from './hpa-spec.ts';

export interface ScaledObject {
  readonly name: string;
  readonly scales: string;
  readonly pollingSeconds: number;
  readonly cooldownSeconds: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Triggers of the kind `cron`. Their times are given as seconds of the simulation's clock. */
  readonly windows: readonly CronWindow[];
  /** What the other triggers become: mostly external metrics with a value for each pod. */
  readonly metrics: readonly Metric[];
  readonly behavior: Behavior | null;
}

export interface CronWindow {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  readonly replicas: number;
}

/** @see https://keda.sh/docs/latest/reference/scaledobject-spec */
export const KEDA_DEFAULTS = {
  pollingSeconds: 30,
  cooldownSeconds: 300,
  minReplicas: 0,
  maxReplicas: 100,
} as const satisfies Partial<ScaledObject>;

const MILLI = 1000;
/** A cron trigger asks for one replica outside of its window. */
const OUTSIDE_REPLICAS = 1;

/**
 * The autoscaler that KEDA makes. It has at least one replica: with fewer it would be switched off. The metrics of cron triggers stand last,
 * in the order of the windows.
 */
export const kedaHpa = ({
  name,
  scales,
  minReplicas,
  maxReplicas,
  windows,
  metrics,
  behavior,
}: ScaledObject): Hpa => ({
  name: `keda-hpa-${name}`,
  scales,
  minReplicas: Math.max(1, minReplicas),
  maxReplicas,
  metrics: [
    ...metrics,
    ...windows.map((_, i) => ({
      kind: 'External' as const,
      name: `cron-${i}`,
      target: { type: 'AverageValue' as const, milli: MILLI },
    })),
  ],
  behavior,
});

/** What the autoscaler gets for its cron metrics. KEDA answers each time it is asked, not each time it polls. */
export const cronValuesMilli = ({ windows }: ScaledObject, nowSeconds: number): readonly number[] =>
  windows.map((window) => MILLI * (isOpen(window, nowSeconds) ? window.replicas : OUTSIDE_REPLICAS));

const isOpen = ({ fromSeconds, untilSeconds }: CronWindow, nowSeconds: number): boolean =>
  fromSeconds <= nowSeconds && nowSeconds < untilSeconds;

/** When a trigger was last active; null: never. */
export type LastActiveSeconds = number | null;

export interface Polled {
  readonly lastActiveSeconds: LastActiveSeconds;
  readonly replicas: number;
}

/**
 * One poll. @see `RequestScale` in https://github.com/kedacore/keda/blob/main/pkg/scaling/executor/scale_scaledobjects.go
 * @param isActive whether a trigger other than cron has something to do
 */
export function pollKeda(
  { windows, minReplicas, cooldownSeconds }: ScaledObject,
  lastActiveSeconds: LastActiveSeconds,
  replicas: number,
  nowSeconds: number,
  isActive: boolean,
): Polled {
  if (isActive || windows.some((window) => isOpen(window, nowSeconds)))
    return {
      lastActiveSeconds: nowSeconds,
      replicas: replicas === 0 ? Math.max(1, minReplicas) : replicas,
    };
  if (minReplicas > 0) return { lastActiveSeconds, replicas: Math.max(replicas, minReplicas) };
  const isCool = lastActiveSeconds === null || lastActiveSeconds + cooldownSeconds < nowSeconds;
  return { lastActiveSeconds, replicas: isCool ? 0 : replicas };
}
