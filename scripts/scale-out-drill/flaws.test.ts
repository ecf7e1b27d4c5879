import { describe, expect, it } from 'vitest';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import type { AutoscalerLine } from './autoscaler-settings.ts';
import { type RunSeen, runFlaws } from './flaws.ts';

const sync = (atMs: number, sampled = 2): AutoscalerLine => ({
  ...{ atMs, event: 'sync', asked: 2, set: 2, ready: 2, proposed: 2, sampled, shareMean: 0.4, called: false },
});
const GOOD: RunSeen = {
  verdict: { loadValid: true, validity: [], interrupted: false, aborted: null },
  log: { steps: [], flaw: null },
  burst: { beginsSeconds: 20, level: 100 },
  ...{ zeroAtMs: 1000, runSeconds: 30, syncSeconds: 3 },
  autoscaler: [500, 21_500, 24_500, 27_500, 30_500].map((atMs) => sync(atMs)),
};
const CHECK = {
  ...{ id: 'ticks-on-time', phase: null, population: null, state: 'broken' },
  ...{ figure: 1, limit: 0.1, reason: 'k6 was interrupted' },
} as const;

describe('what speaks against a run', () => {
  it('is nothing where all went well', () => {
    expect(runFlaws(GOOD)).toEqual([]);
    expect(runFlaws({ ...GOOD, autoscaler: null })).toEqual([]);
  });

  it.each([
    [{ verdict: { ...GOOD.verdict, interrupted: true } }, /was interrupted/],
    [{ verdict: { ...GOOD.verdict, aborted: 'failed > 50 %' } }, /ended early/],
    [{ verdict: { ...GOOD.verdict, loadValid: false, validity: [CHECK] } }, /load was not what the plan/],
    [{ log: { steps: [], flaw: 'replica r1 died' } }, /^replica r1 died$/],
    [{ autoscaler: [] }, /never looked/],
    [{ autoscaler: [sync(500)] }, /never looked during the burst/],
    [{ autoscaler: [sync(25_000, 0)] }, /never saw how busy/],
    [
      { autoscaler: [sync(21_500), sync(30_500)] },
      /did not look for 9 s during the burst, and it should each 3 s/,
    ],
    // It died after its first look.
    [{ autoscaler: [sync(21_500)] }, /did not look for 9\.5 s during the burst/],
    [
      { autoscaler: [{ atMs: 30_000, event: 'gone', reason: 'ECONNREFUSED' } as const] },
      /gave up: ECONNREFUSED/,
    ],
  ] as const)('is %o', (change, message) => {
    const flaws = runFlaws({ ...GOOD, ...change } as RunSeen);
    expect(flaws).toHaveLength(1);
    expect(flaws[0]).toMatch(message);
    expect(leftEnglish(flaws[0]!, zh.message(flaws[0]!), [/k6 was interrupted/])).toEqual([]);
  });
});
