/**
 * What the simulation takes for granted, in a file of the user's: how long things take, how many pods fit on a node, what shoppers do.
 * Whatever the file leaves out is a default. docs/scale-out.md has each default with its source; a test compares the two.
 */
import { z } from 'zod';
import { above0, type DeepReadonly, message, share, strict, wholeTo } from '../mistakes/fields.ts';
import { CONTROLLER_DEFAULTS, type ControllerSettings } from './hpa-spec.ts';

/** An hour: whatever takes longer is not there for this burst. */
const SECONDS_MAX = 3600;
const COUNT_MAX = 100_000;

const seconds = z.number().gte(0).lte(SECONDS_MAX);
const duration = strict({ median: seconds, p99: seconds })
  .refine(
    ({ median, p99 }) => p99 >= median,
    message(
      'has a 99th percentile below its median',
      'a tail is long to the right: write p99 as the larger one',
    ),
  )
  .refine(
    ({ median, p99 }) => median > 0 || p99 === 0,
    message('has no median', 'write a median above 0, or 0 for both'),
  );
export type Duration = z.output<typeof duration>;

const always = (median: number, p99: number) => duration.default({ median, p99 });

export const METRIC_SOURCES = ['arriving', 'served', 'waiting'] as const;
export type MetricSource = (typeof METRIC_SOURCES)[number];

export const settingsSchema = strict({
  /** From the API's `create` to a pod with a node: the node is there. */
  scheduling: always(0.5, 2),
  /** Until a node that was ordered takes pods. */
  nodeBoot: always(60, 240),
  /** Only on a node that boots: others have the image. */
  imagePull: always(20, 60),
  /** Of the container, and of the program in it until it could answer. */
  start: always(10, 30),
  /** The readiness probe looks this often, and the first look comes anywhere in it. */
  readinessEverySeconds: seconds.default(10),
  /** A replica that has just started carries this share, and all of it so many seconds later. */
  warmUp: strict({ share: share.default(0.5), seconds: seconds.default(60) }).prefault({}),
  metrics: strict({
    everySeconds: wholeTo(SECONDS_MAX, 1).default(15),
    /** From the end of what a sample is about until the autoscaler can read it. */
    late: always(1, 5),
    /** What a replica uses at its capacity, in per cent of the CPU that it requests. */
    cpuPercentAtCapacity: above0.default(100),
    /** What the autoscaler's own metrics are, by name. */
    names: z.record(z.string(), z.enum(METRIC_SOURCES)).default({}),
  }).prefault({}),
  nodes: strict({
    podsEach: wholeTo(COUNT_MAX, 1).default(1),
    /** Room for so many more on nodes that run already. */
    sparePods: wholeTo(COUNT_MAX).default(0),
    /** What the provider lets run, in replicas; null: no limit. */
    quotaPods: wholeTo(COUNT_MAX, 1).nullable().default(null),
  }).prefault({}),
  shoppers: strict({
    /** Null: as the plan has it. */
    timeoutSeconds: wholeTo(600, 1).nullable().default(null),
    retryShare: share.nullable().default(null),
    retrySeconds: seconds.nullable().default(null),
    /** Requests that wait at each replica; one more is turned away. */
    queueEach: wholeTo(10_000_000).default(511),
  }).prefault({}),
  /** A held crowd comes evenly over so long. */
  riseMinutes: z.number().gt(0).lte(240).default(10),
  leadMinutes: wholeTo(240, 1).default(30),
  /** A schedule begins so long before the burst. */
  scheduledMinutes: wholeTo(240).default(5),
  /** When the emergency plan calls for the scale-out, and how soon somebody has answered. */
  call: strict({
    badShare: share.default(0.05),
    windowSeconds: wholeTo(SECONDS_MAX, 1).default(300),
    actSeconds: wholeTo(SECONDS_MAX).default(300),
  }).prefault({}),
  /** The flags of kube-controller-manager. */
  controller: strict({
    syncSeconds: wholeTo(SECONDS_MAX, 1).default(CONTROLLER_DEFAULTS.syncSeconds),
    tolerance: share.default(CONTROLLER_DEFAULTS.tolerance),
    downscaleStabilizationSeconds: wholeTo(SECONDS_MAX).default(
      CONTROLLER_DEFAULTS.downscaleStabilizationSeconds,
    ),
    cpuInitializationSeconds: wholeTo(SECONDS_MAX).default(CONTROLLER_DEFAULTS.cpuInitializationSeconds),
    initialReadinessDelaySeconds: wholeTo(SECONDS_MAX).default(
      CONTROLLER_DEFAULTS.initialReadinessDelaySeconds,
    ),
  }).prefault({}) satisfies z.ZodType<ControllerSettings>,
  /** For KEDA: windows of cron triggers, minutes from the beginning of the burst. */
  cron: z
    .array(strict({ fromMinutes: z.number(), untilMinutes: z.number(), replicas: wholeTo(COUNT_MAX, 1) }))
    .default([]),
});
export type Settings = DeepReadonly<z.output<typeof settingsSchema>>;
export type GivenSettings = z.input<typeof settingsSchema>;

export const settingsWith = (given: GivenSettings = {}): Settings => settingsSchema.parse(given);
