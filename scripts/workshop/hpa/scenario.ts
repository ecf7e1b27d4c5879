/** What a trace is driven by: an autoscaler, and a world in steps. A step is what the controller finds at one of its syncs. */

/** An autoscaler as one writes it, but for its name and its target, which the recorder adds. */
export type SpecText = Readonly<Record<string, unknown>> & {
  readonly maxReplicas: number;
  readonly metrics?: readonly Readonly<Record<string, unknown>>[];
};

export interface World {
  /** The first sync is 0. */
  readonly sync: number;
  /** Pods that are ready. */
  readonly ready: number;
  /** What the target was told to have. */
  readonly replicas: number;
}

export interface PodState {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly ready: boolean | null;
  readonly deleting?: boolean;
}

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly spec: SpecText;
  readonly syncs: number;
  readonly replicas: number;
  /** What becomes of a pod, by the syncs since it was made. A pod is ready at once unless this says otherwise. */
  readonly pod?: (age: number, pod: number, sync: number) => PodState;
  /** What a pod uses for a metric: of the CPU thousandths of a core; null: the metrics API says nothing about this pod. */
  readonly sampleMilli?: (world: World, metric: number, pod: number) => number | null;
  /** Of an object or external metric; null: the metrics API fails. */
  readonly valueMilli?: (world: World, metric: number) => number | null;
  /** Whether the metrics API of pods fails as a whole. */
  readonly fails?: (sync: number, metric: number) => boolean;
  /** Somebody sets the target by hand before this sync. */
  readonly byHand?: (sync: number) => number | null;
  /** How many pods fewer the target says it has than it was told to. */
  readonly lagging?: (sync: number) => number;
}

export const READY: PodState = { phase: 'Running', ready: true };
export const PENDING: PodState = { phase: 'Pending', ready: null };
export const UNREADY: PodState = { phase: 'Running', ready: false };

/** Pending for a while, then started but not ready, then ready. */
export const startsIn =
  (pendingSyncs: number, unreadySyncs: number) =>
  (age: number): PodState => {
    if (age < pendingSyncs) return PENDING;
    return age < pendingSyncs + unreadySyncs ? UNREADY : READY;
  };

/** Nobody uses more than its limit. */
const LIMIT_MILLI = 1000;

/** Load that ready pods share evenly. */
export const shared =
  (loadMilli: (sync: number) => number) =>
  ({ sync, ready }: World): number =>
    Math.min(LIMIT_MILLI, Math.round(loadMilli(sync) / Math.max(1, ready)));

/** A share from 0 to 1 that looks random, and is the same in each recording. */
export const chance = (...numbers: readonly number[]): number => {
  let hash = 2166136261;
  for (const each of numbers) hash = Math.imul(hash ^ (each + 1), 16777619) ^ (hash >>> 13);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
};

export const cpu = (averageUtilization: number) => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});
export const external = (target: Readonly<Record<string, unknown>>) => ({
  type: 'External',
  external: { metric: { name: 'queue_messages' }, target },
});
export const object = (name: string, target: Readonly<Record<string, unknown>>) => ({
  type: 'Object',
  object: { describedObject: { apiVersion: 'v1', kind: 'Service', name: 'shop' }, metric: { name }, target },
});
