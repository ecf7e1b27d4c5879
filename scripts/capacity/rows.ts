/** The two tables of a capacity, as texts: on a terminal and on a page they are the same. */
import { inShort } from '../text/numbers.ts';
import type { CapacityWords } from '../words/capacity/words.ts';
import type { Capacity } from './capacity.ts';
import { CURVES, throughputAt, topOf } from './usl.ts';

const PERCENT = 100;

export interface CurveRow {
  readonly cells: readonly string[];
  readonly state: 'chosen' | 'ruled-out' | 'open';
}

export const curveColumns = ({ column }: CapacityWords): readonly string[] => [
  column.curve,
  ...['λ', 'σ', 'κ', column.top, 'AICc', ''],
];

export const curveRows = ({ model }: Capacity, words: CapacityWords): readonly CurveRow[] =>
  CURVES.map((name) => {
    const candidate = model.candidates.find((each) => each.name === name)!;
    const { lambda, sigma, kappa, aicc, isRuledOut } = candidate;
    const top = topOf(candidate);
    const isChosen = model.chosen === candidate;
    return {
      state: isChosen ? 'chosen' : isRuledOut ? 'ruled-out' : 'open',
      cells: [
        words.curve[name],
        ...[lambda, sigma, kappa].map(inShort),
        Number.isFinite(top) ? inShort(top) : words.never,
        aicc === null ? '–' : aicc.toFixed(1),
        isChosen ? words.verdict.chosen : isRuledOut ? words.verdict.ruledOut : '',
      ],
    };
  });

export const levelColumns = ({ column, axis }: CapacityWords, { model }: Capacity): readonly string[] => [
  axis[model.axis],
  ...[column.throughput, column.interval, column.repetitions, column.fit, column.off],
];

export const levelRows = ({ model }: Capacity): readonly (readonly string[])[] =>
  model.groups.map(({ n, throughput, halfWidth, repetitions }) => {
    const fitted = throughputAt(model.curve, n);
    return [
      inShort(n),
      inShort(throughput),
      halfWidth === null ? '–' : `± ${inShort(halfWidth)}`,
      String(repetitions),
      inShort(fitted),
      `${((throughput / fitted - 1) * PERCENT).toFixed(1)} %`.replace('-', '−'),
    ];
  });
