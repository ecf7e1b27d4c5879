import { describe, expect, it } from 'vitest';
import type { GraySettings } from '../../scenarios/drills/gray.ts';
import type { VersionSeconds } from '../evidence/versions-seen.ts';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import { PLAN } from '../workshop/testing/small-plan.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { CALM, type ReleaseDrawn, versionsDrawn } from '../workshop/testing/versions-drawn.ts';
import { canary } from './canary.ts';

const STEP = 'coupon.redeem';
const [REGION, OTHER] = ['east', 'south'];
const GRAY: GraySettings = {
  service: 'coupons',
  version: '2.0',
  regions: [REGION],
  share: 0.1,
  steps: [STEP],
};
const OBJECTIVE = {
  kind: 'canary',
  id: 'canary',
  source: 'a test',
  worseShareMax: 0.001,
  slowerMsMax: 5,
} as const;

const judged = (versions: readonly VersionSeconds[] | undefined, change: object = {}, plan: object = {}) => {
  const evidence = rehearsal({
    plan: { gray: GRAY, ...plan },
    ...(versions === undefined ? {} : { observations: { versions } }),
  });
  return canary.judge({ ...OBJECTIVE, ...change }, evidence).cells[0]!;
};

/** One version that answers alike in each of some seconds. */
const even = (
  version: VersionSeconds['version'],
  each: { ok: number; failed?: number; degraded?: number; refused?: number; ms?: number },
  { seconds = 48, step = STEP, region = REGION, from = 0 } = {},
): VersionSeconds => {
  const all = (count: number) => new Array<number>(seconds).fill(count);
  const { ok, failed = 0, degraded = 0, refused = 0, ms = 10 } = each;
  return {
    ...{ step, region, version, sliceSeconds: 1 },
    atSeconds: Array.from({ length: seconds }, (_, i) => from + i),
    ...{ ok: all(ok), failed: all(failed), degraded: all(degraded), refused: all(refused) },
    servedMs: all((ok + degraded + refused) * ms),
  };
};
const STABLE = even('stable', { ok: 1000 });

describe('a canary', () => {
  it('is promoted when it is proven to be no worse than it may', () => {
    const cell = judged([even('canary', { ok: 130 }), STABLE]);
    expect(cell).toMatchObject({ state: 'pass', figure: 0, n: 48 * 130, required: true });
    expect(cell.reason).toMatch(/^promote: failed 0 points \(/);
    expect(cell.gray).toMatchObject({ decision: 'promote', version: '2.0', pairedSeconds: 48, blocks: 8 });
    expect(cell.upper).toBeLessThan(0.001);
  });

  it('is rolled back when it fails more than it may, with the least difference that the run could have shown', () => {
    const cell = judged([even('canary', { ok: 129, failed: 1 }), STABLE]);
    expect(cell.state).toBe('fail');
    expect(cell.figure).toBeCloseTo(1 / 130, 9);
    expect(cell.lower).toBeGreaterThan(0.001);
    expect(cell.reason).toMatch(/^roll back: failed \+0\.769 points .* least that could show 0\.\d+ points/);
  });

  it('is rolled back when it is slower than it may be, however well it answers', () => {
    const cell = judged([even('canary', { ok: 130, ms: 16 }), STABLE]);
    expect(cell.state).toBe('fail');
    expect(cell.reason).toMatch(/^roll back: mean service time \+6 ms/);
    expect(judged([even('canary', { ok: 130, ms: 14 }), STABLE]).state).toBe('pass');
    const { slowerMsMax: _, ...asSlowAsItLikes } = OBJECTIVE;
    const evidence = rehearsal({
      plan: { gray: GRAY },
      observations: { versions: [even('canary', { ok: 130, ms: 90 }), STABLE] },
    });
    expect(canary.judge(asSlowAsItLikes, evidence).cells[0]!.state).toBe('pass');
  });

  it('is held while its answers are too few, and the verdict says how many it takes', () => {
    const cell = judged([even('canary', { ok: 30 }), STABLE]);
    expect(cell.state).toBe('not-proven');
    expect(cell.reason).toBe(
      'hold: 1,440 answers of the canary, but at most 0.1 points more failures take 2,995',
    );
  });

  it('is held while neither is proven, and the verdict says how many more answers would decide', () => {
    const canaryRow = even('canary', { ok: 130 });
    const cell = judged([
      { ...canaryRow, failed: canaryRow.failed.map((_, i) => (i % 12 === 0 ? 1 : 0)) },
      STABLE,
    ]);
    expect(cell.state).toBe('not-proven');
    expect(cell.reason).toMatch(
      /^hold: failed \+0\.0\d+ points .*; about [\d,]+ more answers of the canary would decide$/,
    );
  });

  it('is held if both versions answered in too few of the same seconds', () => {
    const canaryRow = even('canary', { ok: 9000 }, { seconds: 15 });
    expect(judged([canaryRow, STABLE]).reason).toBe(
      'hold: both versions answered in 15 seconds, and it takes 16',
    );
    const after = even('canary', { ok: 9000 }, { from: 48 });
    expect(judged([after, STABLE]).reason).toContain('hold: both versions answered in 0 seconds');
  });

  it('is not promoted while requests without an answer may have been its own', () => {
    const versions = [even('canary', { ok: 130 }), STABLE, even('unknown', { ok: 0, failed: 1 })];
    const cell = judged(versions);
    expect(cell.state).toBe('not-proven');
    expect(cell.reason).toContain("48 without an answer may be the canary's");
    expect(cell.gray?.unknownAnswers).toBe(48);
  });

  it('that never says its version is not proven', () => {
    expect(judged([STABLE])).toMatchObject({ state: 'not-proven', figure: null });
    expect(judged([STABLE]).reason).toContain('no answer said that it was from version 2.0');
    expect(judged(undefined).reason).toBe('hold: versions were not counted');
  });

  it('that answers where it takes no traffic fails the run, however well it answers', () => {
    const leaked = even('canary', { ok: 1 }, { region: OTHER, seconds: 3 });
    const cell = judged([even('canary', { ok: 130 }), STABLE, leaked]);
    expect(cell.state).toBe('fail');
    expect(cell.reason).toBe(
      'roll back: version 2.0 answered 3 requests in south, where it takes no traffic',
    );
  });

  it('is not blamed for a refusal, which is a correct answer', () => {
    expect(judged([even('canary', { ok: 130, refused: 60 }), STABLE]).state).toBe('pass');
  });

  it('is blamed for degraded answers where the plan allows none', () => {
    const versions = [even('canary', { ok: 129, degraded: 1 }), STABLE];
    expect(judged(versions).state).toBe('fail');
    const degraded = { kind: 'degraded', id: 'degraded', source: 'a test', maxShare: 0.1 } as const;
    expect(judged(versions, {}, { objectives: [...PLAN.objectives, degraded] }).state).toBe('pass');
  });

  it('is not blamed for what a drill breaks on purpose', () => {
    const row = even('canary', { ok: 130 });
    const broken = { ...row, failed: row.failed.map((_, i) => (i >= 20 && i < 30 ? 60 : 0)) };
    expect(judged([broken, STABLE]).state).not.toBe('pass');
    const drills = [
      {
        name: 'down',
        at: { phase: PLAN.phases[0]!.name, minute: (15 * PLAN.speed) / 60 },
        for: { seconds: 18, recoverySeconds: 2 },
        where: { step: STEP },
        fault: { kind: 'expect-only' },
        expect: [],
      },
    ] as const;
    expect(judged([broken, STABLE], {}, { drills }).state).toBe('pass');
  });

  it('is compared in the seconds that it shares with the stable version, so that a roll-back hides nothing and blames nobody', () => {
    const early = even('canary', { ok: 260 }, { seconds: 24 });
    const worseLater = { ...STABLE, failed: STABLE.failed.map((_, i) => (i >= 24 ? 500 : 0)) };
    const cell = judged([early, worseLater]);
    expect(cell).toMatchObject({ state: 'pass', figure: 0 });
  });

  it('may be judged at one of its steps alone', () => {
    const gray = { ...GRAY, steps: [STEP, 'order.create'] };
    const versions = [
      ...[even('canary', { ok: 130 }), STABLE],
      even('canary', { ok: 100, failed: 30 }, { step: 'order.create' }),
      even('stable', { ok: 1000 }, { step: 'order.create' }),
    ];
    expect(judged(versions, { step: STEP }, { gray }).state).toBe('pass');
    expect(judged(versions, {}, { gray }).state).toBe('fail');
  });
});

describe('by simulation', () => {
  /** 6,000 answers of the canary beside ten times as many. */
  const RELEASE: ReleaseDrawn = {
    seconds: 48,
    canary: { answersPerSecond: 125, failedShare: 0.0015, serviceMs: 10 },
    stable: { answersPerSecond: 1125, failedShare: 0.0015, serviceMs: 10 },
    weather: CALM,
    step: STEP,
    region: REGION,
  };
  const blank = rehearsal({ plan: { gray: GRAY } });
  const shareOf = (release: ReleaseDrawn, decision: string, runs: number): number => {
    const draws = drawsOf(11);
    let count = 0;
    for (let run = 0; run < runs; run++) {
      const observations = { ...blank.observations, versions: versionsDrawn(release, draws) };
      const [cell] = canary.judge(OBJECTIVE, { ...blank, observations }).cells;
      if (cell!.gray?.decision === decision) count++;
    }
    return count / runs;
  };

  it.each([0.001, 0.0015, 0.002])(
    'a canary that fails 0.5 points more over 6,000 answers is rolled back in nine of ten runs and more, beside %d',
    (failedShare) => {
      const worse = { ...RELEASE.canary, failedShare: failedShare + 0.005 };
      const release = { ...RELEASE, canary: worse, stable: { ...RELEASE.stable, failedShare } };
      expect(shareOf(release, 'roll-back', 300)).toBeGreaterThan(0.9);
    },
  );

  const PLACES: readonly { readonly what: string; readonly release: Partial<ReleaseDrawn> }[] = [
    { what: 'failures come one by one', release: {} },
    {
      what: 'seconds are bad for both',
      release: { weather: { correlation: 0.8, sigma: 0, sigmaOfBoth: 1 } },
    },
    {
      what: 'seconds of each hang together',
      release: { weather: { correlation: 0.5, sigma: 0.5, sigmaOfBoth: 0 } },
    },
  ];
  it.each(PLACES)('a canary that is no worse is almost never rolled back, where $what', ({ release }) => {
    expect(shareOf({ ...RELEASE, ...release }, 'roll-back', 2000)).toBeLessThan(0.05);
  });

  it.each(PLACES)(
    'a canary that is just as bad as it must not be is promoted in at most one of twenty runs, where $what',
    ({ release }) => {
      const canaryAtLimit = { ...RELEASE.canary, failedShare: RELEASE.stable.failedShare + 0.001 };
      // Three standard deviations of 2,000 draws are 1.5 %.
      expect(shareOf({ ...RELEASE, ...release, canary: canaryAtLimit }, 'promote', 2000)).toBeLessThan(0.065);
    },
  );
});
