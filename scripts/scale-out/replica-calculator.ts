/**
 * How many replicas one metric asks for.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/controller/podautoscaler/replica_calculator.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/controller/podautoscaler/metrics/utilization.go
 */
import type { ControllerSettings, Hpa, Metric, PodsMetric, ResourceMetric, ValueMetric } from './hpa-spec.ts';
import { isReady, type PodGroup, type PodRole, podRole } from './pods.ts';

/** What the controller finds when it looks. Object and external metrics have a value; the others have a sample for each pod. */
export interface Observed {
  /** When it decides. */
  readonly nowSeconds: number;
  /** How long it then takes to write a new count and to note the event; `WRITE_SECONDS` if left out. */
  readonly writeSeconds?: number;
  /** What the target was told to have. */
  readonly specReplicas: number;
  /** How many pods the target says it has, ready or not. */
  readonly statusReplicas: number;
  readonly pods: readonly PodGroup[];
  /** In the order of the autoscaler's metrics; null where the metrics API had no answer. Series of one metric are added up. */
  readonly valuesMilli: readonly (number | null)[];
}

interface Tolerances {
  readonly up: number;
  readonly down: number;
}

/** Replicas are 32-bit integers in Kubernetes. */
const REPLICAS_MAX = 2 ** 31 - 1;

/**
 * @param index of the metric in `hpa.metrics`
 * @returns null where the metric cannot be told: no pods, no samples, no answer, or pods without a request
 */
export function proposedReplicas(
  hpa: Hpa,
  index: number,
  settings: ControllerSettings,
  observed: Observed,
): number | null {
  const metric = hpa.metrics[index]!;
  const tolerances = tolerancesOf(hpa, settings);
  if (isOfAllPods(metric)) return ofValue(metric, observed.valuesMilli[index] ?? null, tolerances, observed);
  return ofPods(metric, index, tolerances, settings, observed);
}

const isOfAllPods = (metric: Metric): metric is ValueMetric =>
  metric.kind === 'Object' || metric.kind === 'External';

/** `tolerance` in a behavior counts since v1.35 (feature gate HPAConfigurableTolerance, beta). */
const tolerancesOf = ({ behavior }: Hpa, { tolerance }: ControllerSettings): Tolerances => ({
  up: behavior?.scaleUp.tolerance ?? tolerance,
  down: behavior?.scaleDown.tolerance ?? tolerance,
});

const isWithin = (ratio: number, { up, down }: Tolerances): boolean => 1 - down <= ratio && ratio <= 1 + up;

const roundedUp = (replicas: number): number => Math.min(Math.max(0, Math.ceil(replicas)), REPLICAS_MAX);

/** Sums over those pods whose samples count. */
interface Sums {
  readonly usageMilli: number;
  readonly requestsMilli: number;
  readonly pods: number;
}

/** `GetResourceReplicas` and `calcPlainMetricReplicas`. */
function ofPods(
  metric: ResourceMetric | PodsMetric,
  index: number,
  tolerances: Tolerances,
  settings: ControllerSettings,
  observed: Observed,
): number | null {
  const { specReplicas, nowSeconds, pods } = observed;
  const isCpu = metric.kind !== 'Pods' && metric.resource === 'cpu';
  const roles: Record<PodRole, PodGroup[]> = { counted: [], unready: [], missing: [], ignored: [] };
  for (const pod of pods) roles[podRole(pod, index, isCpu, settings, nowSeconds)].push(pod);
  const { counted, unready, missing } = roles;
  const add = (to: Sums, these: readonly PodGroup[], usageMilli: (pod: PodGroup) => number): Sums =>
    these.reduce(
      (sums, pod) => ({
        usageMilli: sums.usageMilli + pod.count * usageMilli(pod),
        requestsMilli: sums.requestsMilli + pod.count * (pod.requestsMilli[index] ?? 0),
        pods: sums.pods + pod.count,
      }),
      to,
    );
  const nothing = { usageMilli: 0, requestsMilli: 0, pods: 0 };
  const seen = add(nothing, counted, (pod) => pod.samplesMilli[index]!);
  if (seen.pods === 0) return null;
  const { target } = metric;
  const isShare = target.type === 'Utilization';
  if (isShare && pods.some((pod) => pod.count > 0 && pod.requestsMilli[index] == null)) return null;
  if (isShare && seen.requestsMilli === 0) return null;
  const ratioOf = (sums: Sums): number =>
    isShare
      ? percent(sums.usageMilli, sums.requestsMilli) / target.percent
      : Math.trunc(sums.usageMilli / sums.pods) / target.milli;

  const ratio = ratioOf(seen);
  const upWithUnready = ratio > 1 && unready.some(({ count }) => count > 0);
  const hasMissing = missing.some(({ count }) => count > 0);
  if (!upWithUnready && !hasMissing)
    return isWithin(ratio, tolerances) ? specReplicas : roundedUp(ratio * seen.pods);

  // Who has no sample is taken for whatever moves least: idle on the way up, and busy on the way down.
  const busyMilli = (pod: PodGroup): number =>
    isShare ? Math.trunc((pod.requestsMilli[index]! * Math.max(100, target.percent)) / 100) : target.milli;
  let filled = seen;
  if (ratio < 1) filled = add(filled, missing, busyMilli);
  if (ratio > 1) filled = add(filled, missing, () => 0);
  if (upWithUnready) filled = add(filled, unready, () => 0);
  const again = ratioOf(filled);
  const turned = (ratio < 1 && again > 1) || (ratio > 1 && again < 1);
  if (turned || isWithin(again, tolerances)) return specReplicas;
  const replicas = roundedUp(again * filled.pods);
  const countTurned = (again < 1 && replicas > specReplicas) || (again > 1 && replicas < specReplicas);
  return countTurned ? specReplicas : replicas;
}

/** Whole per cent, cut off as in Go's integers. Memory in thousandths of a byte times 100 is beyond a double's whole numbers. */
const percent = (usageMilli: number, requestsMilli: number): number =>
  usageMilli * 100 <= Number.MAX_SAFE_INTEGER
    ? Math.trunc((usageMilli * 100) / requestsMilli)
    : Number((BigInt(usageMilli) * 100n) / BigInt(requestsMilli));

/** `GetObjectMetricReplicas`, `GetExternalMetricReplicas` and their per-pod kin. */
function ofValue(
  { kind, target }: ValueMetric,
  valueMilli: number | null,
  tolerances: Tolerances,
  { specReplicas, statusReplicas, pods }: Observed,
): number | null {
  if (valueMilli === null) return null;
  if (target.type === 'AverageValue') {
    // The controller takes an external sum below 0 for one that is too large for it.
    if (kind === 'External' && valueMilli < 0) return REPLICAS_MAX;
    // Without pods the ratio is infinite, or no number: outside of every tolerance.
    const ratio = valueMilli / (target.milli * statusReplicas);
    return isWithin(ratio, tolerances) ? statusReplicas : roundedUp(valueMilli / target.milli);
  }
  const ratio = valueMilli / target.milli;
  if (specReplicas === 0) return roundedUp(ratio);
  if (isWithin(ratio, tolerances)) return specReplicas;
  if (pods.every(({ count }) => count === 0)) return null;
  const ready = pods.reduce((sum, pod) => sum + (isReady(pod) ? pod.count : 0), 0);
  return roundedUp(ratio * ready);
}

/** Named as in the condition `ScalingActive`. */
export const failedToGet = ({ kind }: Metric): string => `FailedGet${kind}Metric`;
