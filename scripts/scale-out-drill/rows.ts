/** A drill as texts: on a terminal and on a page it is the same. */
import { shareText } from '../scale-out/sentences.ts';
import { inFull, inShort } from '../text/numbers.ts';
import type { ScaleOutDrillWords } from '../words/scale-out-drill/words.ts';
import { COUNTED_SECONDS, type Figure } from './compared.ts';
import type { Drill } from './drill.ts';
import { INTERVAL_SHARE } from './simulated.ts';

export interface FigureRow {
  readonly cells: readonly string[];
  readonly agrees: boolean;
}

export const figureColumns = ({ column }: ScaleOutDrillWords): readonly string[] => [
  ...[column.figure, column.simulated, column.agrees, column.measured, column.verdict],
];

export const figureRows = ({ compared }: Drill, words: ScaleOutDrillWords): readonly FigureRow[] =>
  // Of a run that was no trial nothing was measured that could agree or differ.
  compared.figures.map((figure) => ({
    cells: cellsOf(figure, words, compared.verdict !== 'cannot-tell' || figure.agrees),
    agrees: figure.agrees,
  }));

const SECONDS_DIGITS = 10;
/** Tenths: no clock of a drill says more. */
const tenths = (seconds: number): number => Math.round(seconds * SECONDS_DIGITS) / SECONDS_DIGITS;

function cellsOf(
  { id, simulated, from, until, measured, agrees }: Figure,
  words: ScaleOutDrillWords,
  isTold: boolean,
) {
  const isCount = id === 'replicas-most';
  const plain = (value: number): string => (Number.isFinite(value) ? inShort(tenths(value)) : words.never);
  const whole = (value: number): string =>
    isCount || !Number.isFinite(value) ? plain(value) : words.seconds(plain(value));
  return [
    words.figure[id],
    words.spread(whole(simulated.median), plain(simulated.lower), plain(simulated.upper)),
    words.range(plain(from), plain(until)),
    isTold ? whole(measured) : '–',
    !isTold ? '–' : agrees ? words.cell.agrees : words.cell.differs,
  ];
}

export const aboutText = (drill: Drill, words: ScaleOutDrillWords): string =>
  words.about({
    ...{ plan: drill.plan, autoscaler: drill.autoscaler.name },
    ...{ min: inFull(drill.autoscaler.minReplicas), max: inFull(drill.autoscaler.maxReplicas) },
    ...{ sync: inShort(drill.autoscaler.everySeconds), level: inFull(drill.burst.level) },
    first: inFull(drill.replicasFirst),
    needed: Number.isFinite(drill.needed) ? inFull(drill.needed) : words.never,
    ...{ draws: inFull(drill.draws), seed: String(drill.seed) },
  });

/** The first says which it is; the others why. */
export function verdictTexts(
  { compared }: Drill,
  words: ScaleOutDrillWords,
  message: (english: string) => string,
): readonly string[] {
  const { verdict, figures, reasons } = compared;
  if (verdict !== 'differ') return [words.verdict[verdict], ...reasons.map((reason) => message(reason))];
  const wrong = figures.filter(({ agrees }) => !agrees).map(({ id }) => words.figure[id]);
  return [words.verdict.differ, words.differs(wrong.join('; '))];
}

const MS_PER_SECOND = 1000;

export const noteTexts = (drill: Drill, words: ScaleOutDrillWords): readonly string[] => [
  words.note.interval({
    share: shareText(INTERVAL_SHARE),
    ...{ sync: inShort(drill.autoscaler.everySeconds), counted: inShort(COUNTED_SECONDS) },
  }),
  words.note.objective(shareText(drill.targetShare), inShort(drill.withinMs / MS_PER_SECOND)),
  ...(drill.where === 'cluster' ? [words.note.cluster] : []),
  words.note.run(drill.folder),
];
