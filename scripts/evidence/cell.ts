/** One objective at one place of the run: its figure, its bounds, and what they decide. */
import { z } from 'zod';

export const cellStateSchema = z
  .enum(['pass', 'fail', 'not-proven', 'not-judged'])
  .describe(
    '`not-proven`: too few samples to prove pass or fail. `not-judged`: the figure is for information only, because the load was not valid or because the plan asks for nothing here; `reason` says which.',
  );
export type CellState = z.output<typeof cellStateSchema>;

export const cellSchema = z
  .object({
    phase: z.string().nullable().describe('`null`: over all phases.'),
    step: z.string().nullable().describe('`null`: over all steps.'),
    state: cellStateSchema,
    required: z.boolean().describe('True: the run is inconclusive if this cell is not proven.'),
    figure: z
      .number()
      .nullable()
      .describe("In the objective's unit. `null`: nothing was measured, or the target never recovered."),
    lower: z
      .number()
      .nullable()
      .describe('Exact one-sided 95 % lower bound of a sampled share; `null` for a full count.'),
    upper: z.number().nullable().describe('The upper bound, like `lower`.'),
    n: z.number().gte(0).describe('Number of samples behind the figure.'),
    reason: z.string().describe('For people, one clause.'),
  })
  .readonly()
  .meta({ id: 'Cell', description: 'One objective at one place of the run.' });
export type Cell = z.output<typeof cellSchema>;

/** The fields of an objective's result that its kind fills in. */
export const judgedFields = {
  unit: z
    .enum(['share', 'count', 'seconds'])
    .describe('The unit of figures, bounds and targets. A share is a fraction of 1.'),
  targetMin: z.number().nullable().describe('The figure must be at least this; `null`: there is no minimum.'),
  targetMax: z.number().nullable().describe('The figure must be at most this; `null`: there is no maximum.'),
  cells: z.array(cellSchema).readonly().describe('The widest place first.'),
};
export type Judged = Readonly<z.output<z.ZodObject<typeof judgedFields>>>;

/** `flash-sale · coupon.redeem`, `flash-sale`, `coupon.redeem` or `whole run`. */
export const cellName = (cell: Pick<Cell, 'phase' | 'step'>): string =>
  [cell.phase, cell.step].filter((part) => part !== null).join(' · ') || 'whole run';
