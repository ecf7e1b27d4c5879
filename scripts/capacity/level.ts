/** What was measured: a level is one load, held once. */
import { z } from 'zod';
import type { DeepReadonly } from '../mistakes/fields.ts';

export const levelSchema = z.object({
  replicas: z
    .number()
    .positive()
    .nullable()
    .describe('Machines, or whatever is counted, that carried it; `null`: one system.'),
  load: z
    .number()
    .positive()
    .nullable()
    .describe(
      'How many asked at once: concurrency, never an offered rate. `null`: not known, or chosen by a search.',
    ),
  repetition: z.int().nonnegative().describe('Levels are measured again in another order; from 0.'),
  throughput: z
    .number()
    .nonnegative()
    .describe('Good answers a second within the objective: the mean over the level.'),
  seconds: z
    .array(z.number().nonnegative())
    .nullable()
    .describe('The same, for each second that it was held; `null`: not known.'),
  isInObjective: z
    .boolean()
    .nullable()
    .describe(
      'Whether the objective held; `null`: whoever measured it did not say, and it is taken for yes.',
    ),
  state: z
    .enum(['measured', 'generator-limit', 'unstable', 'edge-not-seen'])
    .describe(
      '`generator-limit`: the load was not valid. `unstable`: it neither settled nor grew. `edge-not-seen`: it was held, but nothing above it was shown to be too much, so there may be more. None of them says what so many carry.',
    ),
  offered: z
    .number()
    .positive()
    .exactOptional()
    .describe('Requests a second that were to be sent. No axis: what was carried is throughput.'),
  saturations: z
    .record(z.string(), z.number())
    .exactOptional()
    .describe('How full tiers were at its end, by name, 0 to 1.'),
  why: z.string().exactOptional().describe('Why it does not count, or was too much, in words.'),
});
export type Level = DeepReadonly<z.output<typeof levelSchema>>;

/** What n counts. */
export const AXES = ['replicas', 'load'] as const;
export type Axis = (typeof AXES)[number];
