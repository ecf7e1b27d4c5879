/** The options of `carnival capacity`, as typed → a question. Every mistake is collected. */

import type { Tier } from '../capacity/answer.ts';
import { type Demand, demandFrom } from '../capacity/demand.ts';
import { ERRORS, type Errors } from '../capacity/fit.ts';
import { LIMIT } from '../mistakes/fields.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { numberFrom } from '../text/numbers.ts';
import { folderMistakes } from './option-mistakes.ts';
import { priceMistakes } from './price-options.ts';
import type { TargetArguments } from './target-option.ts';

export interface CapacityOptions extends TargetArguments {
  /** Left out: the plan is measured. */
  readonly from?: string;
  readonly demand?: string;
  readonly plan?: string;
  readonly shop?: string;
  readonly utilisation?: string;
  readonly zones?: string;
  readonly lostZones?: string;
  readonly ceiling: readonly string[];
  readonly prices?: string;
  readonly machine?: string;
  readonly extrapolate?: string;
  readonly errors?: string;
  readonly seed?: string;
  readonly out?: string;
  /** Where a stepped run is kept. */
  readonly runs: string;
  readonly shopPort?: number;
}

/** Undefined: not typed. */
export interface Asked {
  readonly demand: Demand | undefined;
  readonly utilisation: number | undefined;
  readonly zones: number | undefined;
  readonly lostZones: number | undefined;
  readonly tiers: readonly Tier[];
  readonly extrapolate: number | undefined;
  readonly errors: Errors | undefined;
  readonly seed: number | undefined;
}

export function askedBy(options: CapacityOptions): {
  readonly asked: Asked;
  readonly mistakes: readonly Mistake[];
} {
  const { from, plan, demand, prices, out } = options;
  const mistakes: Mistake[] = folderMistakes({ '--from': from, '--prices': prices, '--out': out });
  const missed = (path: string, value: unknown, problem: string, hint: string): undefined => {
    mistakes.push({ path, value, problem, hint });
  };
  const number = (
    path: string,
    typed: string | undefined,
    isRight: (value: number) => boolean,
    problem: string,
    hint: string,
  ): number | undefined => {
    if (typed === undefined) return undefined;
    const value = numberFrom(typed);
    return Number.isFinite(value) && isRight(value) ? value : missed(path, typed, problem, hint);
  };
  const isWhole = (least: number, most: number) => (value: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (from === undefined && plan === undefined)
    missed(
      ...(['--from', undefined, 'is missing'] as const),
      'name measurements: a CSV, or a capacity.json; or a plan to be measured, with --plan',
    );
  if (from !== undefined) for (const mistake of ofMeasuring(options)) mistakes.push(mistake);
  if (from !== undefined && demand !== undefined && plan !== undefined)
    missed('--demand', demand, 'and --plan are two demands', 'leave one of them out');
  mistakes.push(...priceMistakes(options));
  const read = demand === undefined ? undefined : demandFrom(demand);
  if (read !== undefined && 'problem' in read) mistakes.push(read);
  const share = 'is not a number above 0 and at most 1';
  const whole = (least: number, most: number): string => `is not a whole number from ${least} to ${most}`;
  const errors = ERRORS.find((each) => each === options.errors);
  if (options.errors !== undefined && errors === undefined)
    missed('--errors', options.errors, 'is no way to scatter', `there are: ${ERRORS.join(', ')}`);
  return {
    mistakes,
    asked: {
      demand: read !== undefined && 'low' in read ? read : undefined,
      utilisation: number(
        ...([
          '--utilisation',
          options.utilisation,
          (value: number) => value > 0 && value <= 1,
          share,
        ] as const),
        '0.7 leaves three tenths for what nobody foresees',
      ),
      zones: number(
        '--zones',
        options.zones,
        isWhole(1, LIMIT.zonesMax),
        whole(1, LIMIT.zonesMax),
        '3 is usual in a region',
      ),
      lostZones: number(
        ...([
          '--lost-zones',
          options.lostZones,
          isWhole(0, LIMIT.zonesMax),
          whole(0, LIMIT.zonesMax),
        ] as const),
        'fewer than there are: say --zones too',
      ),
      tiers: options.ceiling.flatMap((typed) => tierFrom(typed) ?? missed(...ceilingMistake(typed)) ?? []),
      extrapolate: number(
        ...([
          '--extrapolate',
          options.extrapolate,
          (value: number) => value >= 1,
          'is not a number of at least 1',
        ] as const),
        '3 answers up to three times the largest count measured',
      ),
      errors,
      seed: number(
        ...(['--seed', options.seed, isWhole(0, LIMIT.seedMax), whole(0, LIMIT.seedMax)] as const),
        'the same seed gives the same intervals',
      ),
    },
  };
}

/** Nothing is loaded where measurements are there already. */
const ofMeasuring = ({ target, ca, shopPort }: CapacityOptions): readonly Mistake[] =>
  Object.entries({ '--target': target[0], '--ca': ca, '--shop-port': shopPort }).flatMap(([path, value]) =>
    value === undefined
      ? []
      : [
          {
            ...{ path, value, problem: 'is for measuring, and --from has measurements' },
            hint: `leave ${path} out, or --from`,
          },
        ],
  );

const TIER = /^([^=]+)=([^=]+)$/;

function tierFrom(typed: string): Tier | null {
  const [, tier = '', ceiling = ''] = TIER.exec(typed) ?? [];
  const value = numberFrom(ceiling);
  return tier.trim() !== '' && Number.isFinite(value) && value > 0
    ? { tier: tier.trim(), ceiling: value }
    : null;
}

const ceilingMistake = (typed: string) =>
  [
    ...['--ceiling', typed, 'is not a tier and the requests a second that it carries'],
    'write it so: database=50000',
  ] as unknown as [string, string, string, string];
