/**
 * Breakers of the embedded shop, right and wrong, through the whole tool. That each way to be wrong is found by its own line is the
 * matter of `npm run study:drills`; this is whether what the breakers did reaches the verdict.
 */
import { expect, it } from 'vitest';
import drills from '../../../scenarios/campaigns/drills.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { rehearsedOnTime } from '../../workshop/testing/trial.ts';

const failedKinds = ({ objectives }: Verdict): readonly string[] =>
  objectives.filter(({ cells }) => cells.some(({ state }) => state === 'fail')).map(({ kind }) => kind);

it('a right shop passes: every clause that a drill requires is proven', async () => {
  const { code, verdict } = await rehearsedOnTime(drills);
  expect(failedKinds(verdict), verdict.headline).toEqual([]);
  expect(verdict.outcome, verdict.headline).toBe('pass');
  expect(code).toBe(0);
  expect(verdict.drills.map(({ drill, state, missing }) => ({ drill, state, missing }))).toEqual(
    ['few-fail', 'under-pressure', 'payments-down'].map((drill) => ({ drill, state: 'pass', missing: null })),
  );
});

it('a shop with two wrong ways fails in these two lines, and in no other', async () => {
  const { code, verdict } = await rehearsedOnTime(drills, [
    ...['--misbehave', 'slow-fallback'],
    ...['--misbehave', 'opens-when-it-must-not'],
  ]);
  expect(failedKinds(verdict).toSorted(), verdict.headline).toEqual([
    'breaker-fallback',
    'breaker-stays-shut',
  ]);
  expect(code).toBe(99);
});
