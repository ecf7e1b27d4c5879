import type { PodGroup } from '../pods.ts';
import type { Observed } from '../replica-calculator.ts';

/** A pod that has been ready for long, and uses half of the core that it requests. */
export const readyPod: PodGroup = {
  count: 1,
  phase: 'Running',
  deleting: false,
  startSeconds: -10_000,
  ready: true,
  readySinceSeconds: -9_990,
  samplesMilli: [500],
  sampledSeconds: 0,
  sampleWindowSeconds: 30,
  requestsMilli: [1000],
};

export const pods = (count: number, usesMilli: number | null, other: Partial<PodGroup> = {}): PodGroup => ({
  ...readyPod,
  count,
  samplesMilli: [usesMilli],
  ...other,
});

/** What a controller finds: pods of which each has `usesMilli` of the core that it requests. */
export const observed = (groups: readonly PodGroup[], other: Partial<Observed> = {}): Observed => {
  const replicas = groups.reduce((sum, { count }) => sum + count, 0);
  return {
    nowSeconds: 0,
    specReplicas: replicas,
    statusReplicas: replicas,
    pods: groups,
    valuesMilli: [null],
    ...other,
  };
};
