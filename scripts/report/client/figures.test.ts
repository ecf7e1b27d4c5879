import type uPlot from 'uplot';
import { describe, expect, it } from 'vitest';
import type { Chart } from '../chart.ts';
import { inWords, rangeOf, roomForLast, scaledValues, timeInWords } from './figures.ts';

const chart = (change: Partial<Chart>): Chart => ({
  ...{ id: 'x', title: 'x', says: 'x', unit: 'count', lines: [] },
  ...change,
});
const range = (given: Chart, least: number | null, most: number | null) =>
  rangeOf(given)({} as uPlot, least as number, most as number, 'y');

describe('the range of a chart', () => {
  it('of counts begins at zero', () => {
    expect(range(chart({}), 50, 100)[0]).toBe(0);
  });

  it('of a share whose height counts begins at zero', () => {
    expect(range(chart({ unit: 'share', fromZero: true }), 40, 50)[0]).toBe(0);
    expect(range(chart({ unit: 'share' }), 40, 50)[0]).toBeGreaterThan(0);
  });

  it('of shares keeps the target in sight, and does not make much of little', () => {
    const [least, most] = range(chart({ unit: 'share', targets: [{ label: 't', value: 0.99 }] }), 99.98, 100);
    expect(least).toBeLessThan(99);
    // A line at 100 % is drawn whole.
    expect(most).toBeGreaterThan(100);
    expect(most).toBeLessThan(100.1);
    expect(most! - range(chart({ unit: 'share' }), 99.99, 100)[0]!).toBeGreaterThanOrEqual(1 - 0.1);
  });

  it.each([
    [null, null],
    [0.01, 0.02],
    [100, 100],
  ])('of logarithms is at least a decade wide, from %s to %s', (least, most) => {
    const [from, until] = range(chart({ unit: 'ms', isLogarithmic: true }), least, most);
    expect(from).toBeGreaterThan(0);
    expect(until! / from!).toBeGreaterThanOrEqual(10 - 1e-9);
  });
});

it('shares are shown in percent, and gaps stay gaps', () => {
  const line = { label: 'a', values: [0.5, null], hue: 0 } as const;
  expect(scaledValues(chart({ unit: 'share' }), line)).toEqual([50, null]);
});

it.each([
  [99.98, 'share', '99.98 %'],
  [1200, 'ms', '1.2 s'],
  [12.5, 'ms', '12.5 ms'],
  [2_000_000, 'count', '2M'],
] as const)('%s as %s is %s', (value, unit, want) => {
  expect(inWords(value, unit)).toBe(want);
});

it('a label at the end of the time axis has room for its half, in a run of a minute and of a day', () => {
  // Half of `75 s` and of `86400 s`, in the widest of common system fonts at 12 px.
  expect(timeInWords(75)).toBe('75 s');
  expect(roomForLast(75.5)).toBeGreaterThanOrEqual(14);
  expect(roomForLast(86_400)).toBeGreaterThanOrEqual(24);
});
