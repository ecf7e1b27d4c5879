/** What one level has shown. */
import type { SecondSeen } from './told-by-seconds.ts';

export type LevelState =
  /** It settled, was held, and kept every objective. */
  | 'held'
  /** The backlog grew, or an objective was missed: it is beyond what the target carries. */
  | 'over'
  /** The load was not valid: it says nothing of the target. */
  | 'generator-limit'
  /** It neither settled nor grew. */
  | 'unstable';

export interface LevelResult {
  readonly replicas: number;
  readonly repetition: number;
  /** Requests a second that were to be sent. */
  readonly perSecond: number;
  readonly state: LevelState;
  /** In words; empty for one that was held. */
  readonly why: string;
  /** Means over the seconds that count. */
  readonly answeredPerSecond: number;
  /** Good answers within the objective. */
  readonly throughput: number;
  /** Those seconds. */
  readonly seconds: readonly SecondSeen[];
  /** How many seconds went before them. */
  readonly settleSeconds: number;
  /** How full tiers were at its end, by name, 0 to 1; those that could not be read are missing. */
  readonly saturations: Readonly<Record<string, number>>;
  /** The folder of its run. */
  readonly run: string;
}
