/** Traces of tolerance, bounds, and of other metrics than the CPU. */
import {
  chance,
  cpu,
  external,
  object,
  PENDING,
  type PodState,
  READY,
  type Scenario,
  shared,
  startsIn,
  UNREADY,
} from './scenario.ts';

const SYNC_SECONDS = 2;

/** Whatever comes, by a hash: load, silence, and pods that come and go. */
const anything = (seed: number, behavior: Readonly<Record<string, unknown>> | undefined): Scenario => ({
  name: `anything-${seed}`,
  about: 'load, missing samples, failures and readiness as a hash has it',
  spec: {
    minReplicas: 2,
    maxReplicas: 18,
    metrics: [
      cpu(55),
      {
        type: 'Pods',
        pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '40' } },
      },
    ],
    ...(behavior && { behavior }),
  },
  syncs: 42,
  replicas: 5,
  pod: (age, pod, sync): PodState => {
    if (age === 0 && pod > 4) return PENDING;
    const drawn = chance(seed, 1, pod, Math.floor(sync / 4));
    return drawn < 0.12 ? UNREADY : drawn < 0.15 ? { phase: 'Failed', ready: false } : READY;
  },
  sampleMilli: (world, metric, pod) => {
    const { sync, ready } = world;
    if (chance(seed, 2, metric, pod, sync) < 0.12) return null;
    const load = 800 + 4200 * chance(seed, 3, metric, Math.floor(sync / 3));
    const each = (load / Math.max(1, ready)) * (0.8 + 0.4 * chance(seed, 4, pod, sync));
    return Math.round(metric === 0 ? Math.min(1000, each) : each * 130);
  },
  fails: (sync, metric) => chance(seed, 5, metric, sync) < 0.06,
});

export const MORE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'tolerance',
    about: 'a tolerance of its own for each direction: none up, 30 % down',
    spec: {
      minReplicas: 2,
      maxReplicas: 20,
      metrics: [cpu(50)],
      behavior: {
        scaleUp: { tolerance: '0' },
        scaleDown: { tolerance: '300m', stabilizationWindowSeconds: 0 },
      },
    },
    syncs: 30,
    replicas: 10,
    sampleMilli: ({ sync }) => Math.round(500 * (0.4 + 0.012 * ((sync * 11) % 23))),
  },
  {
    name: 'external-average-value',
    about: 'an external metric for each pod: counted by the pods there are, not by the ready ones',
    spec: {
      minReplicas: 1,
      maxReplicas: 25,
      metrics: [external({ type: 'AverageValue', averageValue: '30' })],
      behavior: { scaleDown: { stabilizationWindowSeconds: 5 } },
    },
    syncs: 36,
    replicas: 3,
    pod: startsIn(1, 1),
    valueMilli: ({ sync }) => (sync === 12 ? null : 90_000 + 25_000 * Math.min(sync, 30 - sync)),
    lagging: (sync) => (sync % 7 === 5 ? 1 : 0),
  },
  {
    name: 'external-value',
    about: 'an external metric for all pods: its ratio times those that are ready',
    spec: {
      minReplicas: 2,
      maxReplicas: 25,
      metrics: [external({ type: 'Value', value: '1500m' })],
      behavior: { scaleDown: { stabilizationWindowSeconds: 3 } },
    },
    syncs: 36,
    replicas: 3,
    pod: startsIn(1, 1),
    valueMilli: ({ sync }) => [1500, 1600, 1700, 2100, 2900, 1550, 1400, 1300, 900, 1490][sync % 10]!,
  },
  {
    name: 'object-metrics',
    about:
      'two metrics of a Service, for all and for each pod: the higher one counts, and silence of one stops the way down',
    spec: {
      minReplicas: 2,
      maxReplicas: 25,
      metrics: [
        object('requests_per_second', { type: 'Value', value: '1k' }),
        object('waiting', { type: 'AverageValue', averageValue: '12500m' }),
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 3 } },
    },
    syncs: 42,
    replicas: 4,
    pod: startsIn(0, 1),
    valueMilli: ({ sync }, metric) => {
      if (metric === 0) return sync % 9 === 7 ? null : 700_000 + 70_000 * ((sync * 5) % 11);
      return sync % 12 === 10 ? null : 30_000 + 9_000 * Math.min(sync, 42 - sync);
    },
  },
  {
    name: 'several-metrics',
    about:
      'memory by value, one container’s CPU, a metric of the pods, and a queue: the highest counts; some fail',
    spec: {
      minReplicas: 2,
      maxReplicas: 24,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '200Mi' } },
        },
        {
          type: 'ContainerResource',
          containerResource: {
            name: 'cpu',
            container: 'app',
            target: { type: 'Utilization', averageUtilization: 70 },
          },
        },
        {
          type: 'Pods',
          pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '25' } },
        },
        external({ type: 'AverageValue', averageValue: '1k' }),
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 5 } },
    },
    syncs: 42,
    replicas: 4,
    pod: startsIn(1, 0),
    sampleMilli: (world, metric, pod) => {
      const { sync, ready } = world;
      if (metric === 0) return (150 + 10 * (sync % 13)) * 1024 * 1024 * 1000;
      if (metric === 1)
        return pod === sync % 6 ? null : shared((at) => (at < 20 ? 1500 + 90 * at : 900))(world);
      return Math.round((100_000 + 6_000 * Math.min(sync, 40 - sync)) / Math.max(1, ready));
    },
    valueMilli: ({ sync }) => 3_000_000 + 1_000_000 * (sync % 5),
    fails: (sync, metric) => (metric === 1 && sync % 10 === 8) || (metric === 2 && sync >= 30 && sync < 33),
  },
  {
    name: 'bounds',
    about: 'somebody sets the target by hand: above the maximum, below the minimum, to nothing and back',
    spec: {
      minReplicas: 3,
      maxReplicas: 10,
      metrics: [cpu(50)],
      behavior: { scaleDown: { stabilizationWindowSeconds: 3 } },
    },
    syncs: 34,
    replicas: 1,
    sampleMilli: shared((sync) => (sync < 12 ? 1500 : sync < 20 ? 9000 : 100)),
    byHand: (sync) => ({ 4: 14, 8: 2, 15: 0, 18: 5, 26: 12 })[sync] ?? null,
  },
  {
    name: 'pods-that-end',
    about: 'failed pods and those that are told to end are not counted by their samples',
    spec: {
      minReplicas: 2,
      maxReplicas: 16,
      metrics: [cpu(50)],
      behavior: { scaleDown: { stabilizationWindowSeconds: 3 } },
    },
    syncs: 30,
    replicas: 6,
    pod: (age, pod, sync) => {
      if (pod === 1 && sync >= 5 && sync < 16) return { phase: 'Failed', ready: false };
      if (pod === 2 && sync >= 9) return { ...READY, deleting: true };
      if (pod === 3 && sync >= 12 && sync < 20) return { phase: 'Succeeded', ready: false };
      return age < 1 && pod > 5 ? PENDING : READY;
    },
    sampleMilli: (world, _metric, pod) =>
      pod === 1 && world.sync % 2 === 0
        ? null
        : shared((sync) => (sync < 8 ? 1500 : sync < 18 ? 2600 : 900))(world),
  },
  {
    name: 'periods-of-two-lengths',
    about:
      'the way up looks back much longer than the way down: the controller drops events that only the other way needs',
    spec: {
      minReplicas: 2,
      maxReplicas: 40,
      metrics: [cpu(50)],
      behavior: {
        scaleUp: { policies: [{ type: 'Pods', value: 6, periodSeconds: 25 }] },
        scaleDown: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Pods', value: 2, periodSeconds: 3 }],
        },
      },
    },
    syncs: 45,
    replicas: 6,
    sampleMilli: shared((sync) => (sync % 12 < 6 ? 6000 : 800)),
  },
  {
    name: 'period-of-a-sync',
    about:
      'a period as long as the time between two syncs, as the defaults have it: milliseconds decide whether the last event is still in it',
    spec: {
      minReplicas: 2,
      maxReplicas: 40,
      metrics: [cpu(50)],
      behavior: {
        scaleUp: {
          policies: [
            { type: 'Pods', value: 1, periodSeconds: SYNC_SECONDS },
            { type: 'Percent', value: 30, periodSeconds: SYNC_SECONDS },
          ],
        },
        scaleDown: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Percent', value: 30, periodSeconds: SYNC_SECONDS }],
        },
      },
    },
    syncs: 24,
    replicas: 2,
    sampleMilli: shared((sync) => (sync < 12 ? 9000 : 400)),
  },
  anything(1, undefined),
  anything(2, {
    scaleUp: { stabilizationWindowSeconds: 3, policies: [{ type: 'Percent', value: 60, periodSeconds: 5 }] },
    scaleDown: { stabilizationWindowSeconds: 5, policies: [{ type: 'Pods', value: 2, periodSeconds: 3 }] },
  }),
  anything(3, {
    scaleUp: { tolerance: '50m' },
    scaleDown: { stabilizationWindowSeconds: 0, selectPolicy: 'Min', tolerance: '0.2' },
  }),
];
