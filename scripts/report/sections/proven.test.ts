import { expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import { reportSource } from '../../workshop/testing/report-source.ts';
import type { Section } from '../source.ts';
import { loadCharts } from './proven.ts';

it('the crowd is drawn while phases last: between them one is taken down, and the next held ready', () => {
  const { timeline, ...source } = reportSource();
  const phase = { setupMs: 1000, herdAtMs: null };
  const section = {
    ...source,
    say: en.report,
    timetable: [
      { phase: 'warm-up', startMs: 0, endMs: 2000, ...phase },
      { phase: 'burst', startMs: 4000, endMs: 6000, ...phase },
    ],
    timeline: { ...timeline!, sliceSeconds: 1, slices: 7, shoppers: [5, 6, 0, 90, 91, 92, 0] },
  } as unknown as Section;
  const crowd = loadCharts(section).find(({ id }) => id === 'crowd')!;
  expect(crowd.lines[0]!.values).toEqual([5, 6, null, null, 91, 92, null]);
});
