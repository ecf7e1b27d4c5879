/** `--prices` and `--machine`: what a machine costs, for the commands that count machines. */
import { type Price, pricesFromCsv } from '../capacity/prices.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { smallText } from './capacity-source.ts';

interface PriceOptions {
  readonly prices?: string;
  readonly machine?: string;
}

/** What is wrong with the two before the file is read. */
export const priceMistakes = ({ prices, machine }: PriceOptions): readonly Mistake[] =>
  machine !== undefined && prices === undefined
    ? [
        {
          ...{ path: '--machine', value: machine, problem: 'is for --prices, and there are none' },
          hint: 'name them with --prices, or leave it out',
        },
      ]
    : [];

/** @throws PlanError where the file is no list of prices; CarnivalError where it cannot be read */
export const pricesIn = async (file: string | undefined): Promise<readonly Price[]> =>
  file === undefined
    ? []
    : pricesFromCsv(await smallText(file, 'name a CSV with the columns machine, price and currency'), file);

/** What is wrong with the choice of a machine among the prices. */
export function machineMistakes(prices: readonly Price[], machine: string | undefined): readonly Mistake[] {
  const names = prices.map((each) => each.machine);
  if (machine === undefined)
    return names.length < 2
      ? []
      : [
          {
            ...{ path: '--machine', value: undefined, problem: 'is missing, and there are several prices' },
            hint: `there are: ${names.join(', ')}`,
          },
        ];
  if (names.includes(machine)) return [];
  return [{ path: '--machine', value: machine, problem: 'has no price', hint: didYouMean(machine, names) }];
}

/** Null: nobody said what a machine costs. */
export const priceOf = (prices: readonly Price[], wanted: string | undefined): Price | null =>
  prices.find(({ machine }) => machine === wanted) ?? prices[0] ?? null;
