/** What the drill's autoscaler sees of the embedded shop, as Kubernetes' controller would see pods and their metrics. Pure. */

import type { ReplicaSeen } from '../rehearsal/replicas-client.ts';
import type { Hpa } from '../scale-out/hpa-spec.ts';
import type { PodGroup } from '../scale-out/pods.ts';
import type { Observed } from '../scale-out/replica-calculator.ts';
import type { HpaSettings } from './autoscaler-settings.ts';

/** A sample of one replica. */
export interface BusySample {
  /** Of what it can carry, the share that it carried between the last two scrapes. */
  readonly share: number;
  readonly atSeconds: number;
}

export interface Looked {
  readonly nowSeconds: number;
  readonly asked: number;
  /** With those that still finish what they hold. */
  readonly replicas: readonly ReplicaSeen[];
  readonly samples: ReadonlyMap<string, BusySample>;
}

const MS_PER_SECOND = 1000;
const PERCENT = 100;
/** A pod requests so much; only shares of it matter. */
const REQUEST_MILLI = 100_000;

/** The youngest go first: those beyond what was asked for are on their way out. */
export function observedOf(
  hpa: Hpa,
  { nowSeconds, asked, replicas, samples }: Looked,
  { cpuPercentAtCapacity, scrapeSeconds }: Pick<HpaSettings, 'cpuPercentAtCapacity' | 'scrapeSeconds'>,
): Observed {
  const requestsMilli = hpa.metrics.map(() => REQUEST_MILLI);
  const pods = replicas.map(({ id, startedAtMs, readyAtMs, createdAtMs }, i): PodGroup => {
    const sample = samples.get(id);
    const used =
      sample === undefined
        ? null
        : Math.round(sample.share * (cpuPercentAtCapacity / PERCENT) * REQUEST_MILLI);
    return {
      count: 1,
      phase: startedAtMs === null ? 'Pending' : 'Running',
      deleting: i >= asked,
      startSeconds: startedAtMs === null ? null : startedAtMs / MS_PER_SECOND,
      ready: startedAtMs === null ? null : readyAtMs !== null,
      readySinceSeconds: (readyAtMs ?? startedAtMs ?? createdAtMs) / MS_PER_SECOND,
      samplesMilli: hpa.metrics.map(() => used),
      sampledSeconds: sample?.atSeconds ?? nowSeconds,
      sampleWindowSeconds: scrapeSeconds,
      requestsMilli,
    };
  });
  return {
    ...{ nowSeconds, pods, specReplicas: asked, statusReplicas: replicas.length },
    valuesMilli: hpa.metrics.map(() => null),
  };
}
