/**
 * Breakers of the embedded shop, right and wrong, through the whole tool. That each way to be wrong is found by its own line is the
 * matter of `npm run study:drills`; this is whether what the breakers did reaches the verdict.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { DASHBOARDS } from '../../../dashboards/grafana/dashboards.ts';
import drills from '../../../scenarios/campaigns/drills.ts';
import { finishedRun } from '../../dashboards/finished-run.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { allQueries, askPanels } from '../../workshop/panels/ask-panels.ts';
import { everything } from '../../workshop/panels/fill-in.ts';
import { studyLines } from '../../workshop/panels/study-lines.ts';
import { askReopened } from '../../workshop/testing/reopened-prometheus.ts';
import { type Judged, rehearsedOnTime } from '../../workshop/testing/trial.ts';

const failedKinds = ({ objectives }: Verdict): readonly string[] =>
  objectives.filter(({ cells }) => cells.some(({ state }) => state === 'fail')).map(({ kind }) => kind);

/** Boundaries, a flash sale: of what a run with drills has, nothing is empty. */
const EMPTY_MAX = 6;

describe('a right shop', () => {
  let run: Judged;
  beforeAll(async () => {
    run = await rehearsedOnTime(drills);
  });

  it('passes: every clause that a drill requires is proven', () => {
    const { code, verdict } = run;
    expect(failedKinds(verdict), verdict.headline).toEqual([]);
    expect(verdict.outcome, verdict.headline).toBe('pass');
    expect(code).toBe(0);
    expect(verdict.drills.map(({ drill, state, missing }) => ({ drill, state, missing }))).toEqual(
      ['few-fail', 'under-pressure', 'payments-down'].map((drill) => ({
        drill,
        state: 'pass',
        missing: null,
      })),
    );
  });

  it('is shown by every panel: each query has data, or its panel says without what it has none', async () => {
    const { id, ...shown } = await finishedRun(run.folder);
    const queries = await allQueries(DASHBOARDS);
    const answered = await askReopened(run.folder, (prometheus) =>
      askPanels(prometheus, queries, everything(id, 'coupon.redeem'), shown),
    );
    expect(studyLines(answered.filter(({ mistake }) => mistake !== null))).toEqual([
      expect.stringMatching(/^0 queries/),
    ]);
    expect(answered.filter(({ series }) => series === 0).length).toBeLessThan(EMPTY_MAX);
  });
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
