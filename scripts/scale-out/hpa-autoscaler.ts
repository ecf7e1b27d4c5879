/** Kubernetes' autoscaler in the simulation: what there is to see becomes pods and samples, as its controller finds them. */

import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import type { Autoscaler, Deciding, Sample, Seen } from './autoscaler.ts';
import { type HpaState, NEW_HPA_STATE, syncHpa } from './hpa.ts';
import type { Hpa, Metric } from './hpa-spec.ts';
import type { PodGroup } from './pods.ts';
import { METRIC_SOURCES, type MetricSource, type Settings } from './settings.ts';

const MILLI = 1000;
const PERCENT = 100;
/** A pod requests so much; only shares of it matter. Large, so that a share of it is no rounded one. */
const REQUEST_MILLI = 100_000;

interface HpaOptions {
  /** Of its last metrics: values that no load makes. */
  readonly cronMilli?: (nowSeconds: number) => readonly number[];
}

export function hpaAutoscaler(
  hpa: Hpa,
  settings: Settings,
  { cronMilli = () => [] }: HpaOptions = {},
): Autoscaler {
  const { controller } = settings;
  const ofLoad = hpa.metrics.slice(0, hpa.metrics.length - cronMilli(0).length);
  const makers = ofLoad.map((metric) => makerOf(metric, settings));
  const window = settings.metrics.everySeconds;
  const withFloor = new Map<number, Hpa>();
  /** A floor is a higher minimum, as `kubectl patch` would set it. */
  const raised = (floor: number): Hpa => {
    const known = withFloor.get(floor);
    if (known !== undefined) return known;
    const made = {
      ...hpa,
      minReplicas: Math.max(hpa.minReplicas, floor),
      maxReplicas: Math.max(hpa.maxReplicas, floor),
    };
    withFloor.set(floor, made);
    return made;
  };
  const requestsMilli = hpa.metrics.map(() => REQUEST_MILLI);
  const none = hpa.metrics.map(() => null);
  return {
    name: hpa.name,
    everySeconds: controller.syncSeconds,
    minReplicas: hpa.minReplicas,
    maxReplicas: hpa.maxReplicas,
    begin: (): Deciding => {
      let state: HpaState = NEW_HPA_STATE;
      return {
        decide: (seen) => {
          const { nowSeconds, asked, sample } = seen;
          const ready = seen.young + seen.counted;
          const synced = syncHpa(raised(seen.floor), controller, state, {
            nowSeconds,
            specReplicas: asked,
            statusReplicas: seen.pending + seen.starting + ready,
            pods: podsOf(
              seen,
              makers.map(({ each }) => (sample === null ? null : each(sample, ready))),
              none,
              requestsMilli,
              window,
            ),
            valuesMilli: [
              ...makers.map(({ value }) => (sample === null ? null : value(sample))),
              ...cronMilli(nowSeconds),
            ],
          });
          state = synced.state;
          return synced.replicas;
        },
      };
    },
  };
}

/** Pods that are alike: which of them count is the controller's to say. Written out, because a copy for each of a million syncs is slow. */
function podsOf(
  { nowSeconds, pending, starting, young, counted, sample }: Seen,
  samplesMilli: readonly (number | null)[],
  none: readonly null[],
  requestsMilli: readonly number[],
  sampleWindowSeconds: number,
): readonly PodGroup[] {
  const sampledSeconds = sample?.atSeconds ?? nowSeconds;
  const alike = (
    count: number,
    phase: PodGroup['phase'],
    startSeconds: number | null,
    ready: boolean | null,
    readySinceSeconds: number,
    samples: PodGroup['samplesMilli'],
  ): PodGroup => ({
    count,
    phase,
    deleting: false,
    startSeconds,
    ready,
    readySinceSeconds,
    samplesMilli: samples,
    sampledSeconds,
    sampleWindowSeconds,
    requestsMilli,
  });
  const pods: PodGroup[] = [];
  if (counted > 0) pods.push(alike(counted, 'Running', LONG_AGO, true, LONG_AGO, samplesMilli));
  if (young > 0) pods.push(alike(young, 'Running', nowSeconds, true, nowSeconds, none));
  if (starting > 0) pods.push(alike(starting, 'Running', nowSeconds, false, nowSeconds, none));
  if (pending > 0) pods.push(alike(pending, 'Pending', null, null, nowSeconds, none));
  return pods;
}

const LONG_AGO = Number.NEGATIVE_INFINITY;

/** How a sample becomes what the metrics API would answer, in thousandths. */
interface Maker {
  readonly each: (sample: Sample, ready: number) => number;
  readonly value: (sample: Sample) => number;
}

const nothing = (): number => 0;

function makerOf(metric: Metric, { metrics }: Settings): Maker {
  if ('resource' in metric) {
    if (metric.resource !== 'cpu' || metric.target.type !== 'Utilization') throw cannotMake(metric);
    const whole = (metrics.cpuPercentAtCapacity / PERCENT) * REQUEST_MILLI;
    return { value: nothing, each: ({ usedShare }) => Math.round(usedShare * whole) };
  }
  const source = sourceOf(metric.name, metrics.names);
  if (source === null) throw cannotMake(metric);
  return {
    value: (sample) => Math.round(sample[source] * MILLI),
    each: (sample, ready) => (ready === 0 ? 0 : Math.round((sample[source] / ready) * MILLI)),
  };
}

/** As metrics of requests are mostly called. */
const OF_REQUESTS = /(^|_)(requests?|rps|qps)(_|$)/;
const OF_RATES = /per_second|_rate|rps|qps/;

const sourceOf = (name: string, names: Settings['metrics']['names']): MetricSource | null => {
  const known = Object.hasOwn(names, name) ? names[name] : undefined;
  if (known !== undefined) return known;
  return OF_REQUESTS.test(name) && OF_RATES.test(name) ? 'arriving' : null;
};

function cannotMake(metric: Metric): CarnivalError {
  const isResource = 'resource' in metric;
  const name = 'resource' in metric ? metric.resource : metric.name;
  const what = isResource && name === 'cpu' ? `${name} as a value` : name;
  return new CarnivalError(`the simulation cannot make the metric ${what} of the autoscaler`, {
    hint: isResource
      ? 'it can make cpu with averageUtilization, and metrics of requests'
      : `say in --delays what it is, under metrics.names: ${METRIC_SOURCES.join(', ')}`,
    exitCode: EXIT.badPlan,
  });
}
