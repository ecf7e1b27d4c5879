/** What a plan says of `carnival capacity`: at how many replicas the target is measured, and how it gets them (docs/capacity.md). */

/** Commands for the shell. `{n}` is the number of replicas. */
export interface ScaleCommands {
  /** Asks for n replicas: `kubectl scale deployment/shop --replicas={n}`. */
  readonly command: string;
  /** Ends with 0 once they serve: `kubectl rollout status deployment/shop`. While it fails, it is asked again. */
  readonly ready: string;
}

/** How sure the demand is, requests a second. */
export interface PlannedDemand {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** What replicas do not scale: a database, a bank's quota. */
export interface TierSettings {
  readonly tier: string;
  /** The most that it carries, requests a second, where somebody knows it. */
  readonly ceiling?: number;
  /**
   * Where nobody does: a query to the plan's own Prometheus for how full it is, 0 to 1, such as its share of CPU or of connections. By
   * the utilisation law it is full at what was carried, divided by that.
   */
  readonly saturation?: string;
}

export interface CapacitySettings {
  /** How many replicas are measured. A curve needs six different counts. */
  readonly counts: readonly number[];
  /** Left out: the replicas of the embedded shop. */
  readonly scale?: ScaleCommands;
  /** Whose mix of behaviours is sent. Left out: that of the busiest phase. */
  readonly phase?: string;
  /** How often each count is measured, each time in another order. */
  readonly repetitions?: number;
  /** For so long a level is held once it has settled. */
  readonly holdSeconds?: number;
  /** A level that has not settled by then is unstable. */
  readonly settleSecondsMax?: number;
  /** The first level of all, requests a second: well below what the smallest count carries. */
  readonly startPerSecond?: number;
  /** What must be carried. Left out: what the plan's peak needs at real think times. */
  readonly demand?: PlannedDemand;
  /** The share of what the machines carry that the demand may take; 0.7 if left out. */
  readonly utilisation?: number;
  /** Machines are spread over so many zones, and so many of them may be lost. */
  readonly zones?: number;
  readonly lostZones?: number;
  readonly tiers?: readonly TierSettings[];
  /** How close the lowest load that is too much comes to the highest that is not, as a share of it. */
  readonly precision?: number;
}

/** Of a plan that says nothing else. */
export const CAPACITY_DEFAULTS = {
  repetitions: 2,
  /** Assumption: a queue that grows by a fiftieth is seen to grow within as long, at some tens of requests a second. */
  holdSeconds: 6,
  settleSecondsMax: 20,
  startPerSecond: 10,
  /** A level more halves it. The answer's interval is seldom narrower. */
  precision: 0.05,
} as const;
