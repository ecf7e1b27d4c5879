/** What the real controller did, as `npm run record:hpa` writes it down. */
import type { Condition } from '../../scale-out/hpa.ts';
import type { ControllerSettings } from '../../scale-out/hpa-spec.ts';
import type { PodGroup } from '../../scale-out/pods.ts';
import type { Observed } from '../../scale-out/replica-calculator.ts';

export interface RecordedSync extends Omit<Observed, 'nowSeconds'> {
  readonly atSeconds: number;
  readonly pods: readonly PodGroup[];
  /** What the target had after the sync. */
  readonly replicas: number;
  /** Of the autoscaler's status after the sync. */
  readonly conditions: Readonly<Record<string, Condition>>;
}

export interface Trace {
  readonly name: string;
  readonly about: string;
  /** The version of Kubernetes that was recorded. */
  readonly kubernetes: string;
  readonly settings: ControllerSettings;
  readonly manifest: unknown;
  /** The manifest's `spec` as the API server gave it back, with its defaults. */
  readonly spec: unknown;
  readonly syncs: readonly RecordedSync[];
}
