/** One objective at one place of the run: its figure, its bounds, and what they decide. */
import { z } from 'zod';

export const cellStateSchema = z
  .enum(['pass', 'fail', 'not-proven', 'not-judged'])
  .describe(
    '`not-proven`: too few samples to say either. `not-judged`: the figure is shown and decides nothing, because the load was not valid or because the plan asks for nothing there; `reason` says which.',
  );
export type CellState = z.output<typeof cellStateSchema>;

export const cellSchema = z
  .object({
    phase: z.string().nullable().describe('`null`: over all phases.'),
    step: z.string().nullable().describe('`null`: over all steps.'),
    state: cellStateSchema,
    required: z.boolean().describe('Whether the run is inconclusive when this cell is not proven.'),
    figure: z
      .number()
      .nullable()
      .describe("In the objective's unit. `null`: nothing was measured, or the target never recovered."),
    lower: z
      .number()
      .nullable()
      .describe('Exact one-sided 95 % bound of a sampled share; `null` for what is counted in full.'),
    upper: z.number().nullable().describe('As `lower`, from above.'),
    n: z.number().gte(0).describe('How many samples the figure is made of.'),
    reason: z.string().describe('For people, one clause.'),
  })
  .readonly()
  .meta({ id: 'Cell', description: 'One objective at one place of the run.' });
export type Cell = z.output<typeof cellSchema>;

/** What judging an objective gives: fields of its result. */
export const judgedFields = {
  unit: z
    .enum(['share', 'count', 'seconds'])
    .describe('Of figures, bounds and targets. A share is a fraction of 1.'),
  targetMin: z
    .number()
    .nullable()
    .describe('The figure must be at least this; `null`: it may be as low as it likes.'),
  targetMax: z
    .number()
    .nullable()
    .describe('The figure must be at most this; `null`: it may be as high as it likes.'),
  cells: z.array(cellSchema).readonly().describe('The first is the widest one.'),
};
export type Judged = Readonly<z.output<z.ZodObject<typeof judgedFields>>>;

/** `flash-sale · coupon.redeem`, `flash-sale`, `coupon.redeem` or `whole run`. */
export const cellName = (cell: Pick<Cell, 'phase' | 'step'>): string =>
  [cell.phase, cell.step].filter((part) => part !== null).join(' · ') || 'whole run';
