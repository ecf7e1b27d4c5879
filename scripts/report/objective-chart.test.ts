import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { reportSource } from '../workshop/testing/report-source.ts';
import { objectiveChart } from './objective-chart.ts';

const section = { ...reportSource(), words: en, say: en.report };
const coupons = section.verdict.objectives.find(({ id }) => id === 'coupons')!;
const { least, most } = en.report.objectives;

it.each([
  { targetMin: 0.7, targetMax: 0.9, want: [least, most] },
  { targetMin: 0, targetMax: 0.2, want: [most] },
  { targetMin: 0.5, targetMax: 1, want: [least] },
  { targetMin: null, targetMax: null, want: [] },
])('a target from $targetMin to $targetMax is drawn where it limits something', ({ want, ...targets }) => {
  const chart = objectiveChart(section, { ...coupons, ...targets });
  expect(chart?.targets?.map(({ label }) => label)).toEqual(want);
});
