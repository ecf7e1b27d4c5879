import { describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { lengthMs, timetable } from '../../scenarios/crowd/timetable.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { offeredBySecond } from './offered-by-second.ts';
import { runForecast } from './run-forecast.ts';

describe('what a crowd offers by the second of its run', () => {
  const offered = offeredBySecond(smoke, EMBEDDED);

  it('adds up to the forecast, phase by phase', () => {
    const { phases } = runForecast(smoke, EMBEDDED);
    const all = offered.reduce((sum, each) => sum + each, 0);
    expect(all).toBe(phases.reduce((sum, { intended }) => sum + intended, 0));
    const [first] = timetable(smoke);
    const warmUp = offered.subarray(0, Math.ceil(first!.endMs / 1000)).reduce((sum, each) => sum + each, 0);
    expect(Math.abs(warmUp - phases[0]!.intended) / warmUp).toBeLessThan(0.05);
  });

  it('has a second for each of the run, and none while phases change', () => {
    expect(offered).toHaveLength(Math.ceil(lengthMs(timetable(smoke)) / 1000));
    expect(offered[0]).toBe(0);
  });
});
