/** `drill.json`: a drill of the scale-out. Declared once: types and docs/scale-out-drill.schema.json come from it. */
import { z } from 'zod';
import { text } from '../mistakes/fields.ts';
import type { Spread } from '../scale-out/spread.ts';
import { FIGURES } from './compared.ts';
import type { Drill } from './drill.ts';

/** Rises when a field changes its meaning or is removed. New fields may appear at any time. */
export const DRILL_VERSION = 1;

const amount = z.number();
const orNever = amount.nullable().describe('`null`: not within the run.');
const bySecond = z.array(amount);

export const drillFileSchema = z.object({
  version: z.literal(DRILL_VERSION),
  plan: text,
  runId: text,
  where: z.enum(['embedded', 'cluster']).describe('Whose replicas they are.'),
  verdict: z.enum(['agree', 'differ', 'cannot-tell']),
  reasons: z.array(text).describe('Why nothing can be told; for people.'),
  figures: z.array(
    z.object({
      id: z.enum(FIGURES),
      simulated: z
        .object({ lower: orNever, median: orNever, upper: orNever })
        .describe('Over the draws: 99 of 100 lie between lower and upper.'),
      from: orNever,
      until: orNever,
      measured: orNever,
      agrees: z.boolean(),
    }),
  ),
  objective: z.object({ share: amount, withinMs: amount }),
  autoscaler: z.object({ name: text, minReplicas: amount, maxReplicas: amount, everySeconds: amount }),
  draws: amount,
  seed: amount,
  replicasFirst: amount,
  burst: z.object({
    beginsSeconds: amount.describe("From the run's zero."),
    level: amount.describe('Requests a second that must be carried in the end.'),
    needed: orNever.describe('The fewest replicas that carry it. `null`: no number does.'),
  }),
  settings: z.record(z.string(), z.unknown()).describe('Delays and all else that was taken for granted.'),
  course: z
    .object({
      demand: bySecond,
      offered: bySecond,
      good: bySecond,
      simulated: z.object({ asked: bySecond, ready: bySecond }),
      measured: z.object({ asked: bySecond, ready: bySecond }),
    })
    .describe("By second from the run's zero: requests, and replicas. Simulated: the draw in the middle."),
});
export type DrillFile = z.output<typeof drillFileSchema>;

export function drillFileOf(drill: Drill): DrillFile {
  const { compared, simulated, measured, autoscaler, burst } = drill;
  return {
    ...{ version: DRILL_VERSION, plan: drill.plan, runId: drill.runId, where: drill.where },
    ...{ verdict: compared.verdict, reasons: [...compared.reasons] },
    figures: compared.figures.map(({ id, simulated: spread, from, until, measured: value, agrees }) => ({
      ...{ id, simulated: spreadIn(spread), from: finite(from), until: finite(until) },
      ...{ measured: finite(value), agrees },
    })),
    objective: { share: drill.targetShare, withinMs: drill.withinMs },
    autoscaler: {
      ...{ name: autoscaler.name, minReplicas: autoscaler.minReplicas },
      ...{ maxReplicas: autoscaler.maxReplicas, everySeconds: autoscaler.everySeconds },
    },
    ...{ draws: drill.draws, seed: drill.seed, replicasFirst: drill.replicasFirst },
    burst: { ...burst, needed: finite(drill.needed) },
    settings: { ...drill.settings },
    course: {
      demand: [...drill.demand],
      ...{ offered: [...measured.offered], good: [...measured.good] },
      simulated: { asked: [...simulated.course.asked], ready: [...simulated.course.ready] },
      measured: { asked: [...measured.course.asked], ready: [...measured.course.ready] },
    },
  };
}

/** JSON has no infinity. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const spreadIn = ({ lower, median, upper }: Spread): DrillFile['figures'][number]['simulated'] => ({
  ...{ lower: finite(lower), median: finite(median), upper: finite(upper) },
});
