/** The table of strategies, as texts: on a terminal and on a page it is the same. */
import { inFull, inShort } from '../text/numbers.ts';
import type { ScaleOutWords } from '../words/scale-out/words.ts';
import type { ScaleOut } from './scale-out.ts';
import { shareText, spreadText } from './sentences.ts';
import type { Spread } from './spread.ts';
import type { Result } from './study.ts';

export interface StrategyRow {
  readonly cells: readonly string[];
  readonly holds: boolean;
}

/** Where columns stand. */
export const COLUMN = { hours: 7, cost: 8 } as const;

export const strategyColumns = ({ column }: ScaleOutWords): readonly string[] => [
  ...[column.strategy, column.held, column.minutes, column.late, column.failed],
  ...[column.orders, column.lost, column.hours, column.cost],
];

/** @param kind which burst */
export const strategyRows = (
  scaleOut: ScaleOut,
  kind: 'planned' | 'steep',
  words: ScaleOutWords,
): readonly StrategyRow[] =>
  scaleOut.compared.map((compared) => {
    const result = compared[kind];
    const name = words.strategy[compared.name];
    return result === null
      ? {
          cells: [name, words.none, ...new Array<string>(strategyColumns(words).length - 2).fill('–')],
          holds: false,
        }
      : {
          cells: [name, ...cellsOf(result, scaleOut, words)],
          holds: result.heldShare >= scaleOut.holdShare,
        };
  });

/** `8.46M`: a figure of a simulation has no more digits than that. */
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

const money = ({ median }: Spread, each: number, currency: string): string =>
  `${compact.format(median * each)} ${currency}`;

function cellsOf(result: Result, { asked }: ScaleOut, words: ScaleOutWords): readonly string[] {
  const { price, orderValue } = asked;
  return [
    shareText(result.heldShare),
    spreadText(result.minutesOut, words),
    compact.format(result.requestsLate.median),
    compact.format(result.requestsFailed.median),
    inFull(result.ordersLost.median),
    orderValue === null ? '–' : money(result.ordersLost, orderValue.amount, orderValue.currency),
    inShort(result.replicaHours.median),
    price === null ? '–' : money(result.replicaHours, price.perHour, price.currency),
  ];
}

/** What was simulated, in one line. */
export const aboutText = ({ asked, peak, replicasFirst }: ScaleOut, words: ScaleOutWords): string =>
  words.about({
    ...{ plan: asked.plan, phase: asked.demand.phase, peak: inFull(peak) },
    ...{ draws: inFull(asked.draws), seed: String(asked.seed), autoscaler: asked.autoscaler.name },
    ...{ min: inFull(asked.autoscaler.minReplicas), max: inFull(asked.autoscaler.maxReplicas) },
    first: inFull(replicasFirst),
  });
