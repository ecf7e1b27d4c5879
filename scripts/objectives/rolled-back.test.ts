import { describe, expect, it } from 'vitest';
import type { GraySettings } from '../../scenarios/drills/gray.ts';
import type { VersionSeconds } from '../evidence/versions-seen.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { rolledBack } from './rolled-back.ts';

const GRAY: GraySettings = {
  ...{ service: 'coupons', version: '2.0', share: 0.1 },
  ...{ regions: ['east'], steps: ['coupon.redeem'] },
};
const OBJECTIVE = { kind: 'rolled-back', id: 'gone', source: 'a test', withinSeconds: 3 } as const;
const FROM_SECONDS = 20;
const UNTIL_SECONDS = 40;

/** Answers ten requests a second, from one second to another. */
const answering = (version: VersionSeconds['version'], from: number, until: number): VersionSeconds => {
  const each = (count: number) => new Array<number>(until - from).fill(count);
  return {
    ...{ step: 'coupon.redeem', region: 'east', version, sliceSeconds: 1 },
    atSeconds: each(0).map((_, i) => from + i),
    ...{ ok: each(10), refused: each(0), degraded: each(0), failed: each(0), servedMs: each(100) },
  };
};

function judged(versions: readonly VersionSeconds[] | undefined, recoveredSeconds = UNTIL_SECONDS) {
  const evidence = rehearsal({ plan: { gray: GRAY } });
  const whole = { ...evidence.observations, ...(versions === undefined ? {} : { versions }) };
  const drill = {
    planned: {
      name: 'roll-back',
      at: { phase: 'burst', minute: 0 },
      for: { seconds: 5, recoverySeconds: 15 },
      where: { step: 'coupon.redeem' },
      fault: { kind: 'expect-only' },
      expect: [],
    },
    time: {
      ...{ drill: 'roll-back', phase: 'burst' },
      ...{ beginMs: FROM_SECONDS * 1000, endMs: 25_000, recoveredMs: recoveredSeconds * 1000 },
    },
    seen: {
      drill: 'roll-back',
      set: null,
      lifted: null,
      missing: null,
      breakers: [],
      times: [],
      bystanders: [],
    },
    whole,
  } as const;
  return rolledBack.judge(OBJECTIVE, { ...evidence, drill }).cells[0]!;
}
const STABLE = answering('stable', 0, 60);

describe('a release that was rolled back', () => {
  it('passes if nobody meets the canary any more', () => {
    const cell = judged([STABLE, answering('canary', 0, FROM_SECONDS + 1)]);
    expect(cell).toMatchObject({ state: 'pass', figure: 0, required: true });
  });

  it('passes up to the last second in which its answers may be seen late', () => {
    expect(judged([STABLE, answering('canary', 0, FROM_SECONDS + 5)])).toMatchObject({
      state: 'pass',
      figure: 3,
    });
  });

  it('fails if somebody still meets it after that, and says how many', () => {
    const cell = judged([STABLE, answering('canary', 0, FROM_SECONDS + 7)]);
    expect(cell).toMatchObject({ state: 'fail', n: 20 });
    expect(cell.reason).toBe('2.0 answered 20 requests more than 3 s after it was rolled back');
  });

  it.each([
    { given: 'the canary was never there', versions: [STABLE], want: 'there was nothing to roll back' },
    {
      given: 'the canary was gone before',
      versions: [STABLE, answering('canary', 0, FROM_SECONDS - 11)],
      want: 'in the 10 s before: there was nothing to roll back',
    },
    {
      given: 'nobody was answered afterwards',
      versions: [answering('stable', 0, 20), answering('canary', 0, 20)],
      want: 'nobody was answered afterwards',
    },
    { given: 'versions were not counted', versions: undefined, want: 'versions were not counted' },
  ])('is not proven if $given', ({ versions, want }) => {
    const cell = judged(versions);
    expect(cell.state).toBe('not-proven');
    expect(cell.reason).toContain(want);
  });

  it('is not proven if the window of the drill is too short to see it', () => {
    expect(judged([STABLE, answering('canary', 0, 20)], 25).state).toBe('not-proven');
  });
});
