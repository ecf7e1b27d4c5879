/** One objective at one place of the run: its figure, its bounds, and what they decide. */

/**
 * `not-proven`: too few samples, or none, to say either. `not-judged`: the figure is shown and decides nothing, because
 * the load was not valid or because the plan asks for nothing there; `reason` says which.
 */
export type CellState = 'pass' | 'fail' | 'not-proven' | 'not-judged';

/** One objective at one place of the run. */
export interface Cell {
  /** `null`: over all phases. */
  readonly phase: string | null;
  /** `null`: over all steps. */
  readonly step: string | null;
  readonly state: CellState;
  /** Whether the plan makes the run inconclusive when this cell is not proven. */
  readonly required: boolean;
  /** In the objective's unit. `null`: nothing was measured, or the target never recovered. */
  readonly figure: number | null;
  /** Exact one-sided 95 % bounds of a sampled share; `null` for what is counted in full. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** How many samples the figure is made of. */
  readonly n: number;
  /** For people, one clause. */
  readonly reason: string;
}

/** `flash-sale · coupon.redeem`, `flash-sale`, `coupon.redeem` or `whole run`. */
export const cellName = (cell: Pick<Cell, 'phase' | 'step'>): string =>
  [cell.phase, cell.step].filter((part) => part !== null).join(' · ') || 'whole run';
