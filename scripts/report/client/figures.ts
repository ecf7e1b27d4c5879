/** How values are drawn and said. */
import type uPlot from 'uplot';
import type { Chart, Line } from '../chart.ts';
import { SIGNS, type Unit } from '../unit.ts';

const PERCENT = 100;
/** Below it a logarithm has nothing to show, ms. */
const LEAST_MS = 0.1;

/** In the unit that is shown; where times are logarithms, none is below the least. */
export function scaledValues({ unit, isLogarithmic = false }: Chart, { values }: Line): (number | null)[] {
  const factor = unit === 'share' ? PERCENT : 1;
  return values.map((value) => {
    if (value === null) return null;
    return isLogarithmic ? Math.max(LEAST_MS, value) : value * factor;
  });
}

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
const COMPACT_FROM = 10_000;
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

const MS_PER_SECOND = 1000;

export function inWords(value: number, unit: Unit): string {
  if (unit === 'ms' && value >= MS_PER_SECOND) return `${number.format(value / MS_PER_SECOND)} s`;
  return `${value >= COMPACT_FROM ? compact.format(value) : number.format(value)}${SIGNS[unit]}`;
}

export const timeInWords = (seconds: number): string => `${seconds} s`;

/** No character of a label is wider, CSS pixels. */
const CHARACTER_PX = 8;

/** Beside the end of the time axis: a label that stands there is in the middle of its moment. */
export const roomForLast = (untilSeconds: number): number =>
  (timeInWords(Math.floor(untilSeconds)).length * CHARACTER_PX) / 2;

const DECADE = 10;
const AIR = 0.08;
/** So that a line at 100 % is drawn whole. */
const ABOVE_ALL = 0.03;
/** A share that hardly moves must not look as if it did. */
const SHARE_SPAN_MIN = 1;

/** Targets are always in sight. Counts begin at zero, so that heights can be compared; shares do not, so that a dip can be seen. */
export function rangeOf({
  unit,
  targets = [],
  isLogarithmic = false,
  fromZero = unit !== 'share',
}: Chart): uPlot.Range.Function {
  const factor = unit === 'share' ? PERCENT : 1;
  const across = targets.map(({ value }) => value * factor);
  return (_, dataLeast, dataMost) => {
    const least = Math.min(dataLeast ?? Number.POSITIVE_INFINITY, ...across);
    const most = Math.max(dataMost ?? Number.NEGATIVE_INFINITY, ...across);
    if (!Number.isFinite(least) || !Number.isFinite(most)) return isLogarithmic ? [1, DECADE] : [0, 1];
    if (isLogarithmic) {
      const [from, until] = [Math.floor(Math.log10(Math.max(LEAST_MS, least))), Math.ceil(Math.log10(most))];
      return [DECADE ** from, DECADE ** Math.max(from + 1, until)];
    }
    if (fromZero) return [0, most === 0 ? 1 : most * (1 + AIR)];
    const span = Math.max(SHARE_SPAN_MIN, most - least);
    const bottom = Math.min(least, most - span);
    return [Math.max(0, bottom - span * AIR), Math.min(PERCENT + span * ABOVE_ALL, most + span * AIR)];
  };
}
