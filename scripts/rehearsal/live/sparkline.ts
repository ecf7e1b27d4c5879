/** A few figures as blocks of different height, in one line: ▁▂▅█. Pure. */
const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * The last figures, as many as there are columns.
 * @param figures from 0 (the lowest block) to 1. Null: nothing is known, and nothing is drawn.
 */
export const sparkline = (figures: readonly (number | null)[], columns: number): string =>
  figures
    .slice(Math.max(0, figures.length - columns))
    .map((figure) => (figure === null ? ' ' : BLOCKS[Math.round(figure * (BLOCKS.length - 1))]!))
    .join('');
