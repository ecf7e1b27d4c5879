/** What a plan says of `carnival capacity`: at how many replicas the target is measured, and how it gets them (docs/capacity.md). */

/** Commands for the shell. `{n}` is the number of replicas. */
export interface ScaleCommands {
  /** Asks for n replicas: `kubectl scale deployment/shop --replicas={n}`. */
  readonly command: string;
  /** Ends with 0 once they serve: `kubectl rollout status deployment/shop`. While it fails, it is asked again. */
  readonly ready: string;
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
