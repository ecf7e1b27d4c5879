/** A few figures as blocks of different height, in one line: ▁▂▅█. Pure. */
const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

export interface Scale {
  /** The figure of the lowest block, and of the highest. Figures beyond them count as they do. */
  readonly min: number;
  readonly max: number;
}

/** The last figures, as many as there are columns. Null: nothing is known, and nothing is drawn. */
export const sparkline = (
  figures: readonly (number | null)[],
  columns: number,
  { min, max }: Scale,
): string =>
  figures
    .slice(Math.max(0, figures.length - columns))
    .map((figure) => (figure === null ? ' ' : blockOf((figure - min) / Math.max(max - min, Number.EPSILON))))
    .join('');

const blockOf = (share: number): string =>
  BLOCKS[Math.round(Math.min(1, Math.max(0, share)) * (BLOCKS.length - 1))]!;
