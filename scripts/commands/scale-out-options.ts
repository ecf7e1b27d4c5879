/** The options of `carnival scale-out`, as typed → numbers. Every mistake is collected. */
import { LIMIT } from '../mistakes/fields.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { PRESETS, type Preset } from '../scale-out/preset-autoscalers.ts';
import type { Money } from '../scale-out/scale-out.ts';
import { numberFrom } from '../text/numbers.ts';
import type { Language } from '../words/language.ts';
import { folderMistakes } from './option-mistakes.ts';
import { priceMistakes } from './price-options.ts';
import { type DrillOptions, drillMistakes } from './scale-out-drill-options.ts';

export interface ScaleOutOptions extends DrillOptions {
  readonly plan?: string;
  readonly shop?: string;
  readonly capacity?: string;
  readonly hpa?: string;
  readonly delays?: string;
  readonly draws?: string;
  readonly seed?: string;
  readonly extrapolate?: string;
  readonly out?: string;
}
export interface ScaleOutArguments extends ScaleOutOptions {
  readonly json?: boolean;
  readonly lang?: Language;
}

export interface ScaleOutNumbers {
  readonly draws: number;
  readonly seed: number;
  readonly steeper: number;
  readonly preset: Preset;
  /** Undefined: as the capacity file has it. */
  readonly extrapolate: number | undefined;
  /** Undefined: as the plan's goal has it. */
  readonly orderValue: Money | undefined;
}

const DEFAULTS = { draws: 2000, seed: 1, steeper: 2 } as const;
/** 95 % of fewer says nothing. */
const DRAWS_MIN = 100;
const DRAWS_MAX = 1_000_000;
const STEEPER_MAX = 1000;
const EXTRAPOLATE_MAX = 100;

export function scaleOutNumbers(options: ScaleOutOptions): {
  readonly numbers: ScaleOutNumbers;
  readonly mistakes: readonly Mistake[];
} {
  const { capacity, hpa, delays, prices, out } = options;
  const mistakes: Mistake[] = folderMistakes({
    ...{ '--capacity': capacity, '--hpa': hpa, '--delays': delays, '--prices': prices, '--out': out },
  });
  const missed = (path: string, value: unknown, problem: string, hint: string): undefined => {
    mistakes.push({ path, value, problem, hint });
  };
  const number = (path: string, typed: string | undefined, least: number, most: number, isWhole: boolean) => {
    if (typed === undefined) return undefined;
    const value = numberFrom(typed);
    if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value;
    const what = isWhole ? 'whole number' : 'number';
    return missed(path, typed, `is not a ${what} from ${least} to ${most}`, 'write it in digits');
  };
  if (capacity === undefined && needsCapacity(options))
    missed('--capacity', undefined, 'is missing', 'name what was measured: a capacity.json, or a CSV');
  if (hpa === undefined && options.drill !== true)
    missed('--hpa', undefined, 'is missing', 'name the manifest of your autoscaler');
  mistakes.push(...priceMistakes(options), ...drillMistakes(options));
  const preset = PRESETS.find((each) => each === options.as);
  if (options.as !== undefined && preset === undefined)
    missed('--as', options.as, 'is no autoscaler that is known', `there are: ${PRESETS.join(', ')}`);
  const orderValue = options.orderValue === undefined ? undefined : moneyFrom(options.orderValue);
  if (orderValue === null)
    missed('--order-value', options.orderValue, 'is no amount with its currency', "write it so: '500 CNY'");
  return {
    mistakes,
    numbers: {
      draws: number('--draws', options.draws, DRAWS_MIN, DRAWS_MAX, true) ?? DEFAULTS.draws,
      seed: number('--seed', options.seed, 0, LIMIT.seedMax, true) ?? DEFAULTS.seed,
      steeper: number('--steeper', options.steeper, 1, STEEPER_MAX, false) ?? DEFAULTS.steeper,
      extrapolate: number('--extrapolate', options.extrapolate, 1, EXTRAPOLATE_MAX, false),
      preset: preset ?? 'hpa',
      orderValue: orderValue ?? undefined,
    },
  };
}

/** What the embedded shop's replicas carry, its plan says. */
const needsCapacity = ({ drill, target = [] }: ScaleOutOptions): boolean =>
  drill !== true || target.length > 0;

const MONEY = /^\s*(\d+(?:\.\d+)?)\s*([A-Z]{3})\s*$/;

function moneyFrom(typed: string): Money | null {
  const [, amount, currency] = MONEY.exec(typed) ?? [];
  return amount === undefined || currency === undefined ? null : { amount: Number(amount), currency };
}
