/** `scale-out.json`: what was simulated, and what came of it. Declared once: types and docs/scale-out.schema.json come from it. */
import { z } from 'zod';
import { text } from '../mistakes/fields.ts';
import type { ScaleOut } from './scale-out.ts';
import { STRATEGIES } from './strategies.ts';
import type { Result } from './study.ts';

/** Rises when a field changes its meaning or is removed. New fields may appear at any time. */
export const SCALE_OUT_VERSION = 1;

const amount = z.number();
const spread = z
  .object({ lower: amount, median: amount, upper: amount })
  .describe('Over the draws: nine of ten lie between lower and upper.');
const result = z
  .object({
    heldShare: amount.describe('Of the draws that hold the objective in every minute.'),
    minutesOut: spread.describe('Minutes in which too few requests were in the objective.'),
    requestsLate: spread,
    requestsFailed: spread,
    ordersLost: spread,
    replicaHours: spread,
    replicasMost: spread,
  })
  .nullable()
  .describe('`null`: there is no pre-warm that is enough.');
const preWarm = z
  .object({
    replicas: amount,
    minutesBefore: amount.describe(
      'The latest whole minute to ask for them, before the burst; below 0: after it.',
    ),
  })
  .nullable()
  .describe('`null`: no number of replicas is enough.');
const bySlice = z.array(amount);

export const scaleOutFileSchema = z.object({
  version: z.literal(SCALE_OUT_VERSION),
  plan: text,
  phase: text,
  objective: z.object({ share: amount, withinMs: amount }),
  autoscaler: z.object({ name: text, minReplicas: amount, maxReplicas: amount, everySeconds: amount }),
  draws: amount,
  seed: amount,
  peakPerSecond: amount,
  burstSeconds: amount.describe('When the burst begins in the window.'),
  windowSeconds: amount,
  measuredTo: amount,
  farthest: amount.describe('More replicas were never measured, and carry nothing more here.'),
  replicasFirst: amount,
  replicasAtPeak: amount.describe('That carry the peak with headroom.'),
  shoppers: z.object({
    timeoutSeconds: amount,
    retryShare: amount,
    retrySeconds: amount,
    ordersEach: amount.describe('Orders that one who leaves would have placed.'),
  }),
  settings: z.record(z.string(), z.unknown()).describe('Delays and all else that was taken for granted.'),
  steeper: amount,
  holdShare: amount.describe('Of the draws must hold the objective.'),
  preWarm,
  preWarmSteep: preWarm,
  search: z.object({
    draws: amount,
    error: amount.describe('By how much chance may move the share of draws: half of a 95 % interval.'),
  }),
  strategies: z.array(z.object({ name: z.enum(STRATEGIES), planned: result, steep: result })),
  orderValue: z.object({ amount, currency: text }).nullable(),
  price: z.object({ machine: text, perHour: amount, currency: text }).nullable(),
  course: z
    .object({
      sliceSeconds: amount,
      demand: bySlice,
      asked: bySlice,
      ready: bySlice,
      missing: bySlice,
      replicasAsked: bySlice,
      replicasReady: bySlice,
    })
    .describe('The draw in the middle, with the autoscaler alone: requests a second by slice.'),
});
export type ScaleOutFile = z.output<typeof scaleOutFileSchema>;

export function scaleOutFileOf(scaleOut: ScaleOut): ScaleOutFile {
  const { asked, course } = scaleOut;
  const { name, minReplicas, maxReplicas, everySeconds } = asked.autoscaler;
  const { demand, shoppers, model } = asked;
  return {
    ...{ version: SCALE_OUT_VERSION, plan: asked.plan, phase: demand.phase },
    objective: { share: asked.targetShare, withinMs: asked.withinMs },
    autoscaler: { name, minReplicas, maxReplicas, everySeconds },
    ...{ draws: asked.draws, seed: asked.seed, peakPerSecond: scaleOut.peak },
    ...{ burstSeconds: demand.burstSeconds, windowSeconds: demand.perSecond.length },
    ...{ measuredTo: model.measuredTo, farthest: scaleOut.farthest },
    ...{ replicasFirst: scaleOut.replicasFirst, replicasAtPeak: scaleOut.replicasAtPeak },
    shoppers: { ...shoppers },
    settings: { ...asked.settings },
    ...{ steeper: asked.steeper, holdShare: scaleOut.holdShare },
    ...{ preWarm: scaleOut.preWarm, preWarmSteep: scaleOut.preWarmSteep },
    search: { draws: scaleOut.searchDraws, error: scaleOut.searchError },
    strategies: scaleOut.compared.map((each) => ({
      name: each.name,
      planned: resultIn(each.planned),
      steep: resultIn(each.steep),
    })),
    ...{ orderValue: asked.orderValue, price: asked.price },
    course: {
      sliceSeconds: course.sliceSeconds,
      ...{ demand: [...course.demand], asked: [...course.asked], ready: [...course.ready] },
      ...{ missing: [...course.missing], replicasAsked: [...course.replicasAsked] },
      replicasReady: [...course.replicasReady],
    },
  };
}

const resultIn = (result: Result | null): ScaleOutFile['strategies'][number]['planned'] =>
  result === null ? null : { ...result };
