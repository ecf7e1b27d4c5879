import { describe, expect, it } from 'vitest';
import { drillOf } from '../../scenarios/testing/drill.ts';
import type { DrillSeen } from '../evidence/drills-seen.ts';
import { table } from '../outputs/table.ts';
import { drilled } from '../workshop/testing/drilled.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';
import { provesAShare } from './objectives.ts';
import type { Verdict } from './verdict.ts';

const STEP = 'coupon.redeem';
const FAILED = 600;
const HALF_FAILS = {
  id: 'some-redeemed',
  kind: 'success',
  step: STEP,
  targetShare: 0.4,
  source: 'a test',
} as const;
const drill = (targetShare: number = HALF_FAILS.targetShare) =>
  drillOf({ where: { step: STEP }, expect: [{ ...HALF_FAILS, targetShare }] });

/** 600 redemptions failed and 600 did not, all in the drill's window. Without the drill, the run fails. */
function verdictOf(
  planned = drill(),
  seen: Partial<DrillSeen> = {},
  answers: Readonly<Record<string, number>> = { failed: FAILED, ok: FAILED },
): Verdict {
  const evidence = rehearsal({ steps: { [`burst · ${STEP}`]: { failed: FAILED } } });
  return judge(drilled(evidence, planned, { step: STEP, answers, seen }));
}
const objective = ({ objectives }: Verdict, id: string) => objectives.find((each) => each.id === id)!;

describe('what fails in the window of a drill', () => {
  it('fails the run without a drill', () => {
    expect(judge(rehearsal({ steps: { [`burst · ${STEP}`]: { failed: FAILED } } })).outcome).toBe('fail');
  });

  it('is judged by what the drill expects, and not by the plan', () => {
    const verdict = verdictOf();
    expect(verdict.headline).toMatch(/^nothing failed/);
    expect(verdict.outcome).toBe('pass');
    expect(objective(verdict, 'coupons').cells[0]!.figure).toBe(1);
    const { drill: name, cells } = objective(verdict, 'bank-down/some-redeemed');
    expect(name).toBe('bank-down');
    expect(cells.map(({ n, figure, state }) => ({ n, figure, state }))).toEqual([
      { n: 2 * FAILED, figure: 0.5, state: 'pass' },
    ]);
    expect(verdict.decidedBy).toContain('bank-down/some-redeemed · coupon.redeem');
  });

  it('fails the run if the drill expected more', () => {
    const verdict = verdictOf(drill(0.6));
    expect(verdict.outcome).toBe('fail');
    expect(verdict.headline).toMatch(/^bank-down\/some-redeemed · coupon\.redeem failed: at most 5/);
    expect(verdict.drills[0]).toMatchObject({ drill: 'bank-down', state: 'fail', requests: 2 * FAILED });
  });

  it('excuses nothing outside the window', () => {
    const verdict = verdictOf(drill(), {}, { failed: FAILED - 200, ok: FAILED });
    expect(verdict.outcome).toBe('fail');
    expect(verdict.decidedBy.some((name) => name.startsWith('coupons'))).toBe(true);
  });
});

it('a share that only a drill has proven is none of the run', () => {
  const { objectives } = verdictOf();
  const expected = objectives.filter(({ drill: name }) => name !== null);
  expect(expected.flatMap(({ cells }) => cells.map(({ state }) => state))).toEqual(['pass']);
  expect(provesAShare(expected)).toBe(false);
  expect(provesAShare(objectives)).toBe(true);
});

it('a drill that expects nothing is not judged, but is not proven if it did not happen', () => {
  const silent = { ...drill(), expect: [] };
  expect(verdictOf(silent).drills[0]!.state).toBe('not-judged');
  expect(verdictOf(silent, { set: null, missing: 'nobody set it' }).drills[0]!.state).toBe('not-proven');
});

describe('a drill that did not happen', () => {
  it('proves nothing of what it expects, so the run is inconclusive', () => {
    const verdict = verdictOf(drill(), { set: null, missing: 'PUT /admin/faults: HTTP 500' });
    expect(verdict.outcome).toBe('inconclusive');
    expect(objective(verdict, 'bank-down/some-redeemed').cells[0]).toMatchObject({
      state: 'not-proven',
      reason: 'the drill did not happen: PUT /admin/faults: HTTP 500',
    });
    expect(verdict.drills[0]).toMatchObject({ missing: 'PUT /admin/faults: HTTP 500', state: 'not-proven' });
  });

  it('does not excuse what failed in its window', () => {
    expect(verdictOf(drill(0.6), { set: null, missing: 'nobody set it' }).outcome).toBe('fail');
  });

  it('is not taken for granted when nobody saw it', () => {
    const evidence = drilled(rehearsal(), drill(), { step: STEP, answers: { ok: 2000 } });
    const { drills: _, ...observations } = evidence.observations;
    const verdict = judge({ ...evidence, observations });
    expect(verdict.outcome).toBe('inconclusive');
    expect(verdict.drills[0]!.missing).toBe('nobody saw whether it happened');
  });
});

describe('degraded answers in a window', () => {
  const evidence = rehearsal({ steps: { [`burst · ${STEP}`]: { degraded: FAILED } } });
  const answers = { degraded: FAILED, ok: FAILED };
  const degraded = {
    id: 'some-later',
    kind: 'degraded',
    step: STEP,
    maxShare: 0.6,
    source: 'a test',
  } as const;

  it('have failed if the drill does not expect them', () => {
    expect(judge(drilled(evidence, drill(0.6), { step: STEP, answers })).outcome).toBe('fail');
  });

  it('count neither as ok nor as failed if it does', () => {
    const expects = drillOf({ where: { step: STEP }, expect: [HALF_FAILS, degraded] });
    const verdict = judge(drilled(evidence, expects, { step: STEP, answers }));
    expect(verdict.outcome).toBe('pass');
    expect(objective(verdict, 'bank-down/some-later').cells[0]).toMatchObject({ figure: 0.5, state: 'pass' });
  });
});

it('events of a drill are notes only if it did not happen', () => {
  const event = { atMs: 1, kind: 'drill', reason: 'drill “bank-down”: its fault is set' } as const;
  const notes = (seen: Partial<DrillSeen>) => {
    const evidence = drilled(rehearsal(), drill(), { step: STEP, answers: { ok: 2000 }, seen });
    return judge({ ...evidence, observations: { ...evidence.observations, events: [event] } }).notes;
  };
  expect(notes({})).toEqual([]);
  expect(notes({ missing: 'it could not be lifted' })).toEqual([`drill: ${event.reason}`]);
});

it('the table says how much was judged by drills, and what each expected', () => {
  const text = table.print(verdictOf(), { colour: false, explain: true });
  const block = text.split('\n\n').find((each) => each.startsWith('DRILLS'))!;
  expect(block.replace(/\n\s+/g, ' ')).toMatch(
    /^DRILLS [\d.]+ % of all requests were in the windows of 1 drill; the plan's own objectives judge the other [\d.]+ % ✓ bank-down: coupon\.redeem, error=1; 113–118 s, recovery until 121 s; 1,200 requests ✓ some-redeemed: coupon\.redeem: at least 4\d\.\d+ %$/,
  );
});
