import { describe, expect, it } from 'vitest';
import type { ObjectiveKinds } from '../../scenarios/campaigns/plan.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { SecondOfRun } from '../evidence/observations.ts';
import { OBJECTIVES, PHASE_SECONDS } from '../workshop/testing/small-plan.ts';
import { HERD_AFTER_SECONDS, rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { recovery } from './recovery.ts';

const objective = OBJECTIVES.find((each): each is ObjectiveKinds['recovery'] => each.kind === 'recovery')!;
const healthy = rehearsal();
const herd = healthy.timetable.find(({ phase }) => phase === 'flash-sale')!;
const releaseSeconds = herd.herdAtMs! / 1000;
/** @param change of a second, by how long after the release it ends */
const told = (change: (after: number) => Partial<SecondOfRun>): Evidence =>
  rehearsal({
    observations: {
      seconds: healthy.observations.seconds.map((each) => ({
        ...each,
        ...change(each.atSeconds + 1 - releaseSeconds),
      })),
    },
  });
const cell = (evidence: Evidence) => recovery.judge(objective, evidence).cells[0]!;
const between = (after: number, from: number, to: number): boolean => after > from && after <= to;

describe('time to recover', () => {
  it.each([
    { what: 'nothing was felt', change: () => ({}), state: 'pass', figure: 0 },
    {
      what: 'twelve bad seconds',
      change: (t: number) => (between(t, 0, 12) ? { good: 50 } : {}),
      state: 'pass',
      figure: 12,
    },
    {
      what: 'a relapse that ends in time',
      change: (t: number) => (between(t, 0, 3) || between(t, 24, 25) ? { good: 50 } : {}),
      state: 'pass',
      figure: 25,
    },
    {
      what: 'a late relapse',
      change: (t: number) => (between(t, 34, 35) ? { good: 50 } : {}),
      state: 'fail',
      figure: 35,
    },
    {
      what: 'no answer at all for a while',
      change: (t: number) => (between(t, 0, 9) ? { responses: 0, good: 0 } : {}),
      state: 'pass',
      figure: 9,
    },
    { what: 'no recovery', change: (t: number) => (t > 0 ? { good: 50 } : {}), state: 'fail', figure: null },
    {
      what: 'a hang',
      change: (t: number) => (t > 0 ? { responses: 0, good: 0 } : {}),
      state: 'fail',
      figure: null,
    },
    {
      what: 'trouble before the release',
      change: (t: number) => (t <= 0 ? { good: 0 } : {}),
      state: 'pass',
      figure: 0,
    },
    // 190 of 200 is 95 %: a second just below the target is no evidence that it is missed.
    {
      what: 'a second that chance explains',
      change: (t: number) => (between(t, 40, 41) ? { good: 188 } : {}),
      state: 'pass',
      figure: 0,
    },
    {
      what: 'seconds too quiet to judge',
      change: (t: number) => (t > 40 ? { intended: 29, responses: 29, good: 0 } : {}),
      state: 'pass',
      figure: 0,
    },
  ])('is $figure s and $state after $what', ({ change, state, figure }) => {
    expect(cell(told(change))).toMatchObject({ state, figure, phase: 'flash-sale', required: true });
  });

  it('is not proven when the data ends in trouble but before the limit', () => {
    const evidence = told((t) => (t > 0 ? { good: 50 } : {}));
    const cut = evidence.observations.seconds.filter(({ atSeconds }) => atSeconds < releaseSeconds + 20);
    const given = { ...evidence, observations: { ...evidence.observations, seconds: cut } };
    expect(cell(given)).toMatchObject({
      state: 'not-proven',
      reason: 'not recovered when the data ends, 20 s after the release, limit 30 s',
    });
  });

  it('does not read the drain, in which only slow answers are left', () => {
    const drain = { intended: 0, responses: 200, good: 0 };
    const evidence = told((t) => (t > PHASE_SECONDS - HERD_AFTER_SECONDS ? drain : {}));
    expect(cell(evidence)).toMatchObject({ state: 'pass', figure: 0, n: PHASE_SECONDS - HERD_AFTER_SECONDS });
  });

  it('stops reading at the next herd, which has an objective of its own', () => {
    const evidence = told((t) => (t > 50 ? { good: 0 } : {}));
    const encore = { ...herd, phase: 'encore', herdAtMs: herd.herdAtMs! + 50_000 };
    expect(cell(evidence)).toMatchObject({ state: 'fail', figure: null });
    const given = { ...evidence, timetable: [...evidence.timetable, encore] };
    expect(cell(given)).toMatchObject({ state: 'pass', figure: 0 });
  });

  it('is not proven without a herd, or without a second that could show it', () => {
    expect(recovery.judge({ ...objective, phase: 'burst' }, healthy).cells[0]).toMatchObject({
      state: 'not-proven',
      reason: 'no herd in phase burst',
    });
    const silent = { ...healthy, observations: { ...healthy.observations, seconds: [] } };
    expect(cell(silent)).toMatchObject({ state: 'not-proven', n: 0 });
  });
});
