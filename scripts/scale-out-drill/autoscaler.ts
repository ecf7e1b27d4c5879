/**
 * The drill's autoscaler, built: each sync it looks, decides as Kubernetes' controller does, and sets. `autoscaler-process.ts` gives it a
 * clock, a shop and a Prometheus.
 */
import { reasonOf } from '../mistakes/reason-of.ts';
import type { ReplicasAnswer } from '../rehearsal/replicas-client.ts';
import { type HpaState, NEW_HPA_STATE, syncHpa } from '../scale-out/hpa.ts';
import type { Hpa } from '../scale-out/hpa-spec.ts';
import type { AutoscalerLine, HpaSettings } from './autoscaler-settings.ts';
import { type BusySample, observedOf } from './observe.ts';

export interface AutoscalerPorts {
  readonly nowMs: () => number;
  readonly replicas: () => Promise<ReplicasAnswer>;
  readonly set: (replicas: number) => Promise<void>;
  readonly samples: (nowMs: number) => Promise<ReadonlyMap<string, BusySample>>;
  /** Whether one of these alerts fires. */
  readonly isFiring: (alerts: readonly string[], nowMs: number) => Promise<boolean>;
  readonly tell: (line: AutoscalerLine) => void;
}

/** Its target has been away for so long: nobody will need it any more. */
export const GONE_MS = 10_000;
const MS_PER_SECOND = 1000;

export class DrillAutoscaler {
  private readonly settings: HpaSettings;
  private readonly ports: AutoscalerPorts;
  private state: HpaState = NEW_HPA_STATE;
  private isCalled = false;
  private seenAtMs: number;

  constructor(settings: HpaSettings, ports: AutoscalerPorts) {
    this.settings = settings;
    this.ports = ports;
    this.seenAtMs = ports.nowMs();
  }

  /** @returns whether there is still something to scale */
  async sync(): Promise<boolean> {
    const { nowMs, tell } = this.ports;
    const atMs = nowMs();
    try {
      await this.syncAt(atMs);
      return true;
    } catch (error) {
      const isGone = atMs - this.seenAtMs >= GONE_MS;
      tell({ atMs, event: isGone ? 'gone' : 'failed', reason: reasonOf(error) });
      return !isGone;
    }
  }

  private async syncAt(atMs: number): Promise<void> {
    const { controller, callingAlerts } = this.settings;
    const { replicas: look, samples: ask, isFiring, set, tell } = this.ports;
    const { asked, ready, replicas } = await look();
    this.seenAtMs = atMs;
    const samples = await ask(atMs);
    // Whoever was called does not go home when the alert ends.
    if (!this.isCalled && callingAlerts.length > 0) this.isCalled = await isFiring(callingAlerts, atMs);
    const hpa = this.isCalled ? withEverything(this.settings.hpa) : this.settings.hpa;
    const looked = { nowSeconds: atMs / MS_PER_SECOND, asked, replicas, samples };
    const synced = syncHpa(hpa, controller, this.state, observedOf(hpa, looked, this.settings));
    if (synced.replicas !== asked) await set(synced.replicas);
    // Only what was written is remembered.
    this.state = synced.state;
    const shares = [...samples.values()].map(({ share }) => share);
    const sum = shares.reduce((total, share) => total + share, 0);
    tell({
      ...{ atMs, event: 'sync', asked, set: synced.replicas, ready, proposed: synced.proposed },
      ...{ sampled: shares.length, shareMean: shares.length === 0 ? null : sum / shares.length },
      called: this.isCalled,
    });
  }
}

/** A minimum as `kubectl patch` would set it. */
const withEverything = (hpa: Hpa): Hpa => ({ ...hpa, minReplicas: hpa.maxReplicas });
