/** One objective at one place of the run: its figure, its bounds, and what they decide. */
import { z } from 'zod';
import { grayDecisionSchema } from './gray-decision.ts';
import type { Place } from './place.ts';

export const cellStateSchema = z
  .enum(['pass', 'fail', 'not-proven', 'not-judged'])
  .describe(
    '`not-proven`: too few samples to prove pass or fail. `not-judged`: the figure is for information only, because the load was not valid or because the plan asks for nothing here; `reason` says which.',
  );
export type CellState = z.output<typeof cellStateSchema>;

const sampleSchema = z
  .object({
    chance: z
      .number()
      .describe(
        'The chance of a figure this bad, or worse, if the true share were exactly the target (binomial, one-sided).',
      ),
    deff: z
      .number()
      .gte(1)
      .nullable()
      .describe(
        'Design effect: the samples tell as much as n ÷ deff independent ones. `null`: not measured, because the share is not one of requests by the second, or because of `unread`.',
      ),
    unread: z
      .literal(true)
      .exactOptional()
      .describe(
        'The seconds of its answers were not read whole, so nobody knows how the bad ones came together.',
      ),
    own: z
      .number()
      .gte(0)
      .describe('Answers left out, because they were late or failed only because of the generator.'),
    secondsJudged: z
      .number()
      .gte(0)
      .nullable()
      .describe('Seconds with enough answers to judge; `null`: not measured.'),
    secondsBad: z
      .number()
      .gte(0)
      .nullable()
      .describe('Seconds that were themselves beyond the target, or silent; `null`: not measured.'),
  })
  .readonly()
  .meta({ id: 'Sample', description: 'What else is known of a sampled share.' });

export const cellSchema = z
  .object({
    phase: z.string().nullable().describe('`null`: over all phases.'),
    step: z.string().nullable().describe('`null`: over all steps.'),
    region: z.string().nullable().describe('`null`: over all regions.'),
    state: cellStateSchema,
    required: z.boolean().describe('True: the run is inconclusive if this cell is not proven.'),
    figure: z
      .number()
      .nullable()
      .describe("In the objective's unit. `null`: nothing was measured, or the target never recovered."),
    lower: z
      .number()
      .nullable()
      .describe(
        'Exact one-sided 95 % lower bound of a sampled share; `null` for a full count. The bound that proves (this one for a minimum, `upper` for a maximum) counts the samples as n ÷ deff.',
      ),
    upper: z.number().nullable().describe('The upper bound, like `lower`.'),
    n: z.number().gte(0).describe('Number of samples behind the figure.'),
    sample: sampleSchema.nullable().describe('`null` for a full count, which chance does not decide.'),
    gray: grayDecisionSchema.exactOptional(),
    reason: z.string().describe('For people, one clause.'),
  })
  .readonly()
  .meta({ id: 'Cell', description: 'One objective at one place of the run.' });
export type Cell = z.output<typeof cellSchema>;

/** The fields of an objective's result that its kind fills in. */
export const judgedFields = {
  unit: z
    .enum(['share', 'count', 'seconds', 'number'])
    .describe(
      'The unit of figures, bounds and targets. A share is a fraction of 1; a `number` has a unit that only the user knows.',
    ),
  targetMin: z.number().nullable().describe('The figure must be at least this; `null`: there is no minimum.'),
  targetMax: z.number().nullable().describe('The figure must be at most this; `null`: there is no maximum.'),
  cells: z.array(cellSchema).readonly().describe('The widest place first.'),
};
export type Judged = Readonly<z.output<z.ZodObject<typeof judgedFields>>>;

/** For the cells of a full count. */
export const FULL_COUNT = { lower: null, upper: null, sample: null } as const;

/** `flash-sale · coupon.redeem · north`, `flash-sale`, `coupon.redeem` or `whole run`. */
export const cellName = (cell: Place): string =>
  [cell.phase, cell.step, cell.region].filter((part) => part !== null).join(' · ') || 'whole run';
