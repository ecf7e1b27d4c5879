/** What a report is made of, for tests: a small rehearsal with a timeline. */
import type { Timeline } from '../../evidence/timeline.ts';
import type { ReportSource } from '../../report/source.ts';
import { judge } from '../../verdict/judge.ts';
import { rehearsal, type Story } from './small-rehearsal.ts';

export const ASSETS = { script: 'globalThis.drawn = "</script>";', style: 'p { color: red }' };

/** Every list has a figure a slice. */
export function timelineOf(slices: number, change: Partial<Timeline> = {}): Timeline {
  const each = <T>(value: T): T[] => Array.from({ length: slices }, () => value);
  const quantiles = { p50Ms: each(5), p99Ms: each(50) };
  return {
    version: 1,
    runId: 'run-1',
    sliceSeconds: 1,
    slices,
    shoppers: each(1000),
    ...{ offered: each(100), sent: each(100), ended: each(100) },
    steps: [
      { step: 'coupon.redeem', region: 'east', inDrill: false, ok: each(99), failed: each(1), late: each(2) },
      { step: 'coupon.redeem', region: 'east', inDrill: true, failed: each(50), late: each(50) },
    ],
    ...{ responseTime: quantiles, serviceTime: quantiles, sendLag: quantiles },
    breakers: [],
    ...change,
  };
}

export function reportSource(story: Story = {}, timeline: Timeline | null = timelineOf(60)): ReportSource {
  const evidence = rehearsal(story);
  return { ...evidence, verdict: judge(evidence), timeline };
}
