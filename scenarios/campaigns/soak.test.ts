import { describe, expect, it } from 'vitest';
import { EMBEDDED } from '../../scripts/embedded/subject.ts';
import { readCosts } from '../../scripts/forecast/costs.ts';
import { needsOf } from '../../scripts/forecast/needs.ts';
import { runForecast } from '../../scripts/forecast/run-forecast.ts';
import { checkPlan } from '../../scripts/plan/check.ts';
import { drillTimes } from '../crowd/drill-times.ts';
import { lengthMs, timetable } from '../crowd/timetable.ts';
import soak from './soak.ts';

const MS_PER_MINUTE = 60_000;
/** The memory of a process tells its growth after a minute of warming up and three more. */
const LIFE_MS_MIN = 4 * MS_PER_MINUTE;

const kills = drillTimes(soak);
const regionOf = (index: number): string => {
  const { where } = soak.drills![index]!;
  return 'process' in where ? where.process : '';
};

describe('the soak', () => {
  it('is a plan without mistakes that lasts twenty minutes', () => {
    expect(checkPlan(soak, EMBEDDED.known)).toBeDefined();
    const minutes = lengthMs(timetable(soak)) / MS_PER_MINUTE;
    expect(minutes).toBeGreaterThanOrEqual(20);
    expect(minutes).toBeLessThan(22);
  });

  it('has more than a hundred kills with -9, which go round all regions', () => {
    expect(soak.drills!.filter(({ fault }) => fault.kind === 'kill').length).toBeGreaterThan(110);
    for (const { name } of soak.regions)
      expect(kills.filter((_, i) => regionOf(i) === name).length).toBeGreaterThan(30);
  });

  it('leaves each region alone for so long that its memory tells how it grows', () => {
    const endMs = lengthMs(timetable(soak));
    for (const { name } of soak.regions) {
      const deathsMs = [0, ...kills.filter((_, i) => regionOf(i) === name).map(({ endMs: at }) => at), endMs];
      const livesMs = deathsMs.slice(1).map((atMs, i) => atMs - deathsMs[i]!);
      expect(Math.max(...livesMs)).toBeGreaterThan(LIFE_MS_MIN);
    }
  });

  it('ends before the campaign decides about its coupons, which it does every four hours', () => {
    const calendarMinutes = soak.phases.reduce((sum, phase) => sum + phase.calendarMinutes, 0);
    expect(calendarMinutes).toBeLessThan(4 * 60);
  });

  it('has its first kill when orders are placed already', () => {
    expect(Math.min(...kills.map(({ beginMs }) => beginMs))).toBeGreaterThan(5000);
  });

  it('takes at most half of two cores by the forecast', async () => {
    const one = { ...soak, phases: soak.phases.slice(0, 1), drills: [] };
    const costs = await readCosts();
    for (const { allCores } of needsOf(one, runForecast(one, EMBEDDED), costs, 2).phases)
      expect(allCores).toBeLessThan(1);
  });

  it('fails when a single order is lost, a promise is broken or a piece is sold twice', () => {
    const facts = soak.objectives.filter((each) => 'max' in each && each.max === 0).map(({ kind }) => kind);
    expect(facts.sort()).toEqual(['broken-promises', 'lost-orders', 'oversold']);
  });
});
