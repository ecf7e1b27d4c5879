/**
 * The traces, from a steep burst to pods that never get ready. Syncs are 2 s apart and a little, so windows and periods are odd: none ends
 * when a sync comes, but where a trace wants just that.
 */
import { MORE_SCENARIOS } from './more-scenarios.ts';
import { cpu, READY, type Scenario, shared, startsIn, UNREADY } from './scenario.ts';

/** At rest, then fifteen times as much, then at rest again. */
const burst = (sync: number): number => (sync < 3 || sync > 22 ? 600 : 9000);

const BURST = {
  syncs: 40,
  replicas: 2,
  pod: startsIn(1, 1),
  sampleMilli: shared(burst),
} as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'steep-burst',
    about:
      'fifteen times the load at once, without a behavior: doubled at each sync, and down after the controller’s own window',
    spec: { minReplicas: 2, maxReplicas: 30, metrics: [cpu(60)] },
    ...BURST,
  },
  {
    name: 'steep-burst-with-behavior',
    about: 'the same with an empty behavior: the API server fills in 4 pods or 100 % in 15 s',
    spec: { minReplicas: 2, maxReplicas: 30, metrics: [cpu(60)], behavior: {} },
    ...BURST,
  },
  {
    name: 'slow-rise',
    about: 'load that grows by 4 % a sync and falls again: what the tolerance holds back',
    spec: { maxReplicas: 12, behavior: { scaleDown: { stabilizationWindowSeconds: 5 } } },
    syncs: 45,
    replicas: 2,
    sampleMilli: shared((sync) => 800 * 1.04 ** Math.min(sync, 60 - sync)),
  },
  {
    name: 'flapping',
    about: 'load that jumps up and down faster than the window is long',
    spec: {
      maxReplicas: 20,
      metrics: [cpu(50)],
      behavior: { scaleDown: { stabilizationWindowSeconds: 7 } },
    },
    syncs: 40,
    replicas: 4,
    sampleMilli: shared((sync) => (sync > 28 || Math.floor(sync / 2) % 2 === 0 ? 1000 : 2600)),
  },
  {
    name: 'missing-metrics',
    about: 'pods without samples on the way up and down, and a metrics API that fails or has nothing to say',
    spec: {
      minReplicas: 2,
      maxReplicas: 16,
      metrics: [cpu(60)],
      behavior: { scaleDown: { stabilizationWindowSeconds: 0 } },
    },
    syncs: 40,
    replicas: 4,
    sampleMilli: (world, _metric, pod) => {
      const { sync } = world;
      if (sync === 20) return null;
      const hidden = sync % 5 === 1 ? 1 : sync % 5 === 3 ? 3 : 0;
      return pod < hidden ? null : shared((at) => (at < 14 ? 2200 : at < 26 ? 1100 : 500))(world);
    },
    fails: (sync) => sync === 9 || sync === 10,
  },
  {
    name: 'missing-above-100-percent',
    about: 'a target above 100 %: who has no sample is taken for the target, not for 100 %',
    spec: {
      maxReplicas: 12,
      metrics: [cpu(150)],
      behavior: { scaleDown: { stabilizationWindowSeconds: 0 } },
    },
    syncs: 24,
    replicas: 8,
    sampleMilli: (world, _metric, pod) =>
      pod < (world.sync % 3) * 2 ? null : shared((at) => (at < 12 ? 4000 : 7600))(world),
  },
  {
    name: 'unready-pods',
    about: 'some pods never get ready, others fall out and come back; the CPU of a start is not counted',
    spec: {
      minReplicas: 2,
      maxReplicas: 16,
      metrics: [cpu(60)],
      behavior: { scaleDown: { stabilizationWindowSeconds: 3 } },
    },
    syncs: 45,
    replicas: 3,
    pod: (age, pod, sync) => {
      if (pod % 5 === 4) return age < 1 ? { phase: 'Pending', ready: null } : UNREADY;
      if (pod === 1 && sync >= 16 && sync < 22) return UNREADY;
      return pod < 3 ? READY : startsIn(1, 1)(age);
    },
    sampleMilli: (world, _metric, pod) =>
      pod % 5 === 4 ? 20 : shared((sync) => (sync < 2 ? 900 : sync < 26 ? 2400 : 800))(world),
  },
  {
    name: 'cpu-of-a-start',
    about:
      'new pods burn CPU while they start: their samples count once a whole window lies after their readiness',
    spec: {
      minReplicas: 1,
      maxReplicas: 20,
      metrics: [cpu(50)],
      behavior: { scaleDown: { stabilizationWindowSeconds: 3 } },
    },
    syncs: 36,
    replicas: 2,
    pod: (age, pod) => (pod < 2 ? READY : startsIn(0, 2)(age)),
    sampleMilli: (world, _metric, pod) =>
      pod >= 2 && world.sync < 14 ? 950 : shared((sync) => (sync < 2 ? 400 : sync < 18 ? 1500 : 500))(world),
  },
  {
    name: 'policies',
    about: 'several policies in pods and per cent, over periods of their own, both ways',
    spec: {
      minReplicas: 2,
      maxReplicas: 40,
      metrics: [cpu(50)],
      behavior: {
        scaleUp: {
          policies: [
            { type: 'Pods', value: 2, periodSeconds: 5 },
            { type: 'Percent', value: 50, periodSeconds: 9 },
          ],
        },
        scaleDown: {
          stabilizationWindowSeconds: 0,
          policies: [
            { type: 'Pods', value: 1, periodSeconds: 5 },
            { type: 'Percent', value: 10, periodSeconds: 15 },
          ],
        },
      },
    },
    syncs: 45,
    replicas: 3,
    sampleMilli: shared((sync) => (sync < 2 ? 700 : sync < 24 ? 6000 : 700)),
  },
  {
    name: 'select-min',
    about: 'selectPolicy Min: the smallest of all changes, both ways',
    spec: {
      minReplicas: 2,
      maxReplicas: 40,
      metrics: [cpu(50)],
      behavior: {
        scaleUp: {
          selectPolicy: 'Min',
          policies: [
            { type: 'Pods', value: 3, periodSeconds: 5 },
            { type: 'Percent', value: 40, periodSeconds: 3 },
          ],
        },
        scaleDown: {
          selectPolicy: 'Min',
          stabilizationWindowSeconds: 0,
          policies: [
            { type: 'Pods', value: 3, periodSeconds: 7 },
            { type: 'Percent', value: 25, periodSeconds: 5 },
          ],
        },
      },
    },
    syncs: 40,
    replicas: 3,
    sampleMilli: shared((sync) => (sync < 2 ? 700 : sync < 20 ? 7000 : 500)),
  },
  {
    name: 'disabled',
    about: 'selectPolicy Disabled on the way down: what came stays',
    spec: {
      minReplicas: 2,
      maxReplicas: 20,
      metrics: [cpu(50)],
      behavior: {
        scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 3 }] },
        scaleDown: { selectPolicy: 'Disabled', stabilizationWindowSeconds: 0 },
      },
    },
    syncs: 24,
    replicas: 3,
    sampleMilli: shared((sync) => (sync < 2 ? 700 : sync < 10 ? 3200 : 600)),
  },
  {
    name: 'stabilised-both-ways',
    about: 'windows up and down over noise: the lowest of the one, the highest of the other',
    spec: {
      minReplicas: 2,
      maxReplicas: 30,
      metrics: [cpu(50)],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 5 },
        scaleDown: { stabilizationWindowSeconds: 9 },
      },
    },
    syncs: 45,
    replicas: 4,
    sampleMilli: shared(
      (sync) => [1000, 2500, 1900, 2800, 900, 3200, 3000, 3400, 2900, 400][Math.floor(sync / 2) % 10]!,
    ),
  },
  ...MORE_SCENARIOS,
];
