/** A whole drill: what was asked, simulated and measured, and what came of it. */
import type { Autoscaler } from '../scale-out/autoscaler.ts';
import type { Settings } from '../scale-out/settings.ts';
import type { Burst } from './burst.ts';
import type { Compared } from './compared.ts';
import type { Measured } from './measured.ts';
import type { Simulated } from './simulated.ts';

export interface Drill {
  readonly plan: string;
  readonly runId: string;
  /** Of the run, as people name it. */
  readonly folder: string;
  /** Whose replicas they are. */
  readonly where: 'embedded' | 'cluster';
  readonly autoscaler: Pick<Autoscaler, 'name' | 'minReplicas' | 'maxReplicas' | 'everySeconds'>;
  readonly settings: Settings;
  readonly targetShare: number;
  readonly withinMs: number;
  readonly draws: number;
  readonly seed: number;
  readonly replicasFirst: number;
  readonly burst: Burst;
  /** The fewest replicas that carry the burst, by the likely curve. */
  readonly needed: number;
  readonly demand: Float64Array;
  /** Requests a second of each of n replicas, by the likely curve. */
  readonly perReplica: Float64Array;
  readonly simulated: Simulated;
  readonly measured: Measured;
  readonly compared: Compared;
}
