import { describe, expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import { recordedReport } from '../../workshop/testing/recorded-report.ts';
import { reportSource } from '../../workshop/testing/report-source.ts';
import type { ReportSource, Section } from '../source.ts';
import { recoveryCharts, recoveryOf } from './recovery.ts';

const run = recordedReport();
const sectionOf = (source: ReportSource): Section => ({ ...source, words: en, say: en.report });
const withRecovery = run.verdict.drills.find((drill) => recoveryOf(run, drill)?.figure != null)!;

describe('the picture of a drill', () => {
  it('of a folder that is older than it shows all shoppers, with the moments of the drill', () => {
    const [load, good, ...others] = recoveryCharts(sectionOf(run), withRecovery, 0);
    expect(others).toEqual([]);
    const { fromSeconds, slices } = load!.axis!;
    expect(fromSeconds).toBe(Math.max(0, Math.floor(withRecovery.beginSeconds) - 15));
    expect(load!.lines.map(({ values }) => values.length)).toEqual([slices, slices]);
    expect(load!.says).toBe(en.report.recovery.loadOfAll);
    expect(good!.lines).toHaveLength(1);
    const recovery = recoveryOf(run, withRecovery)!;
    expect(load!.marks).toEqual([
      { label: 'fault', at: withRecovery.setSeconds },
      { label: 'lifted', at: withRecovery.liftedSeconds },
      { label: 'recovered', at: withRecovery.liftedSeconds! + recovery.figure! },
      {
        label: `limit ${recovery.limitSeconds} s`,
        at: withRecovery.liftedSeconds! + recovery.limitSeconds!,
      },
    ]);
  });

  it('shows where the drill is, if that was kept: second by second, and a gap where nothing was', () => {
    const from = Math.max(0, Math.floor(withRecovery.beginSeconds) - 15);
    const timed = { offered: [10, 20], ended: [10, 15], answers: [10, 0], good: [5, 0] };
    const drills = [{ drill: withRecovery.drill, fromSeconds: from, ...timed }];
    const [load, good] = recoveryCharts(
      sectionOf({ ...run, timeline: { ...run.timeline!, drills } }),
      withRecovery,
      0,
    );
    expect(load!.lines[0]!.values.slice(0, 3)).toEqual([10, 20, null]);
    expect(good!.lines[1]!.values.slice(0, 3)).toEqual([0.5, null, null]);
    expect(good!.says).toContain(withRecovery.where);
  });

  it('of a run that ended in the midst of the drill ends there, and marks no end of the fault', () => {
    const untilSeconds = withRecovery.beginSeconds + 2;
    const seconds = run.observations.seconds.filter(({ atSeconds }) => atSeconds < untilSeconds);
    const cut = { ...run, observations: { ...run.observations, seconds } };
    const drill = { ...withRecovery, liftedSeconds: null };
    const [load] = recoveryCharts(sectionOf(cut), drill, 0);
    expect(load!.axis!.slices).toBeLessThan(20);
    expect(load!.marks!.map(({ label }) => label)).toEqual(['fault']);
  });

  it.each([
    ['whose fault was never set', { missing: 'its command failed', setSeconds: null }],
    ['that the run did not reach', { beginSeconds: 1e6, recoveredSeconds: 1e6 + 10 }],
  ])('is left out for a drill %s', (_, change) => {
    expect(recoveryCharts(sectionOf(run), { ...withRecovery, ...change }, 0)).toEqual([]);
  });

  it('of a drill of hours has no more points than a chart has room for', () => {
    const source = reportSource();
    const seconds = Array.from({ length: 20_000 }, (_, atSeconds) => ({
      ...{ atSeconds, intended: 10, responses: 10, good: 9, ordersOk: 0, shoppers: 1 },
    }));
    const long = { ...source, observations: { ...source.observations, seconds } };
    const drill = { ...withRecovery, beginSeconds: 100, recoveredSeconds: 19_000 };
    const [load, good] = recoveryCharts(sectionOf(long), drill, 0);
    expect(load!.axis!.slices).toBeLessThanOrEqual(600);
    expect(new Set(load!.lines[0]!.values.slice(0, -1))).toEqual(new Set([10]));
    expect(new Set(good!.lines[0]!.values)).toEqual(new Set([0.9]));
  });
});
