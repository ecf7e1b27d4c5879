import { describe, expect, it } from 'vitest';
import { CpuSeries } from './cpu-series.ts';

const seriesOf = (points: readonly (readonly [atMs: number, cpuSeconds: number])[]): CpuSeries => {
  const series = new CpuSeries();
  for (const [atMs, cpuSeconds] of points) series.add(atMs, cpuSeconds);
  return series;
};

describe('CPU time over a run', () => {
  const idleThenBusy = seriesOf([
    [0, 10],
    [2000, 10],
    [4000, 14],
    [6000, 18],
  ]);

  it.each([
    { given: 'between two samples', fromMs: 2000, toMs: 6000, want: { cpuSeconds: 8, wallSeconds: 4 } },
    { given: 'in the middle of samples', fromMs: 1000, toMs: 3000, want: { cpuSeconds: 2, wallSeconds: 2 } },
    { given: 'past the last sample', fromMs: 4000, toMs: 90_000, want: { cpuSeconds: 4, wallSeconds: 2 } },
    { given: 'before the first', fromMs: -5000, toMs: 3000, want: { cpuSeconds: 2, wallSeconds: 3 } },
    { given: 'wholly past the last', fromMs: 7000, toMs: 8000, want: null },
  ])('is told for a stretch $given', ({ fromMs, toMs, want }) => {
    expect(idleThenBusy.between(fromMs, toMs)).toEqual(want);
  });

  it('is unknown where nothing was seen', () => {
    expect(seriesOf([]).between(0, 1000)).toBeNull();
    expect(seriesOf([[0, 1]]).between(0, 1000)).toBeNull();
  });

  it('stays small over a day, and right', () => {
    const DAY_SECONDS = 86_400;
    const series = seriesOf(Array.from({ length: DAY_SECONDS / 2 }, (_, i) => [i * 2000, i * 2] as const));
    expect(series.size).toBeLessThanOrEqual(1024);
    expect(series.between(3_600_000, 7_200_000)).toEqual({ cpuSeconds: 3600, wallSeconds: 3600 });
  });
});
