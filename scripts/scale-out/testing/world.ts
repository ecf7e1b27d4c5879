/** A small world for tests of the simulation: a burst, a shop whose replicas share nothing, and an autoscaler by CPU. */
import type { World } from '../course.ts';
import { hpaAutoscaler } from '../hpa-autoscaler.ts';
import type { Hpa } from '../hpa-spec.ts';
import { type GivenSettings, settingsWith } from '../settings.ts';
import type { Shoppers } from '../shoppers.ts';

export const EACH_PER_SECOND = 100;

export const HPA: Hpa = {
  name: 'shop',
  scales: 'Deployment/shop',
  minReplicas: 2,
  maxReplicas: 60,
  metrics: [
    {
      ...{ kind: 'Resource', resource: 'cpu', container: null },
      target: { type: 'Utilization', percent: 60 },
    },
  ],
  behavior: null,
};

export const SHOPPERS: Shoppers = { timeoutSeconds: 10, retryShare: 0.5, retrySeconds: 20, ordersEach: 0.1 };

/** Everything at once: the autoscaler's own rules are all that takes time. */
export const NO_DELAYS: GivenSettings = {
  ...{ scheduling: { median: 0, p99: 0 }, nodeBoot: { median: 0, p99: 0 }, imagePull: { median: 0, p99: 0 } },
  ...{ start: { median: 0, p99: 0 }, readinessEverySeconds: 0, warmUp: { share: 1, seconds: 0 } },
  metrics: { everySeconds: 1, late: { median: 0, p99: 0 } },
};

/** From `low` to `high` requests a second within `riseSeconds`, and there it stays. */
export const rising = (
  low: number,
  high: number,
  riseSeconds: number,
  seconds = 1200,
  fromSeconds = 300,
): Float64Array =>
  Float64Array.from(
    { length: seconds },
    (_, second) => low + (high - low) * Math.min(1, Math.max(0, (second - fromSeconds) / riseSeconds)),
  );

interface Given extends Partial<Omit<World, 'settings' | 'autoscaler'>> {
  readonly settings?: GivenSettings;
  readonly hpa?: Partial<Hpa>;
}

export function worldWith({ settings: given, hpa, ...rest }: Given = {}): World {
  const settings = settingsWith(given);
  return {
    ...{ demand: rising(150, 2000, 120), burstSeconds: 300, shoppers: SHOPPERS, settings },
    autoscaler: hpaAutoscaler({ ...HPA, ...hpa }, settings),
    ...{ ceiling: Number.POSITIVE_INFINITY, targetShare: 0.99, replicasMax: 60, replicasFirst: 3 },
    ...rest,
  };
}

export const perReplica = (each = EACH_PER_SECOND, replicasMax = 60): Float64Array =>
  new Float64Array(replicasMax + 1).fill(each);
