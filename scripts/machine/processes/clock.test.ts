import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type ClockJump, clockCheck, printJump, watchClock } from './clock.ts';

/** Clocks that tests move. */
const handClocks = () => {
  const at = { wallMs: 1_000_000, monotonicMs: 5 };
  return {
    at,
    pass: (ms: number) => {
      at.wallMs += ms;
      at.monotonicMs += ms;
    },
    clocks: { wall: () => at.wallMs, monotonic: () => at.monotonicMs },
  };
};

describe('the clock check', () => {
  const cases = [
    { given: 'the clock is set ahead', byMs: 101, want: 101 },
    { given: 'the clock is set back', byMs: -3_600_000, want: -3_600_000 },
    { given: 'the clock is moved by as much as is allowed', byMs: 100, want: null },
    { given: 'nobody touches the clock', byMs: 0, want: null },
  ];
  it.each(cases)('reports $want when $given', ({ byMs, want }) => {
    const { at, pass, clocks } = handClocks();
    const check = clockCheck(clocks);
    pass(1000);
    at.wallMs += byMs;
    expect(check()?.byMs ?? null).toBe(want);
  });

  it('reports a jump once, with the time after it', () => {
    const { at, pass, clocks } = handClocks();
    const check = clockCheck(clocks);
    pass(1000);
    at.wallMs += 500;
    expect(check()).toEqual({ atMs: 1_001_500, byMs: 500, inMs: null });
    pass(1000);
    expect(check()).toBeNull();
  });

  it('does not take slewing for a jump, however long it goes on', () => {
    const { at, pass, clocks } = handClocks();
    const check = clockCheck(clocks);
    const jumps = Array.from({ length: 3600 }, () => {
      pass(1000);
      at.wallMs += 0.5;
      return check();
    });
    expect(jumps.filter(Boolean)).toEqual([]);
  });

  it.each([
    { given: 'ahead', stepMs: 83, want: { byMs: 166, inMs: 2000 } },
    { given: 'back', stepMs: -2, want: { byMs: -102, inMs: 51_000 } },
  ])('reports once that small steps $given add up, each of them too small for a jump', ({ stepMs, want }) => {
    const { at, pass, clocks } = handClocks();
    const check = clockCheck(clocks);
    const reported: ClockJump[] = [];
    for (let second = 0; second < 120; second++) {
      pass(1000);
      at.wallMs += stepMs;
      const jump = check();
      if (jump !== null) reported.push(jump);
    }
    expect(reported).toMatchObject([want]);
    at.wallMs += 500;
    expect(check()?.byMs).toBe(500);
  });

  it('does not add a jump, which it has reported, to a drift', () => {
    const { at, pass, clocks } = handClocks();
    const check = clockCheck(clocks);
    pass(1000);
    at.wallMs += 5000;
    expect(check()?.inMs).toBeNull();
    const later = Array.from({ length: 60 }, () => {
      pass(1000);
      at.wallMs += 1;
      return check();
    });
    expect(later.filter(Boolean)).toEqual([]);
  });

  it('tells a jump and a drift apart in words', () => {
    expect(printJump({ atMs: 0, byMs: -250.4, inMs: null })).toBe('the wall clock jumped by -250 ms');
    expect(printJump({ atMs: 0, byMs: 166, inMs: 2000 })).toBe('the wall clock drifts: by 166 ms in 2 s');
  });

  it('sees a jump, and none where there is none, whatever passes between checks', () => {
    const passes = fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 20 });
    const jump = fc.integer({ min: 101, max: 1_000_000 });
    fc.assert(
      fc.property(passes, jump, (gapsMs, byMs) => {
        const { at, pass, clocks } = handClocks();
        const check = clockCheck(clocks);
        for (const gapMs of gapsMs) {
          pass(gapMs);
          expect(check()).toBeNull();
        }
        at.wallMs -= byMs;
        expect(check()?.byMs).toBe(-byMs);
      }),
    );
  });

  it('does not take an interruption between its two readings for a jump, and sees the jump that follows', () => {
    const { at, pass, clocks } = handClocks();
    let interruptedMs = 0;
    const wall = () => {
      const wallMs = clocks.wall();
      pass(interruptedMs);
      return wallMs;
    };
    const check = clockCheck({ wall, monotonic: clocks.monotonic });
    interruptedMs = 400;
    expect(check()).toBeNull();
    interruptedMs = 0;
    expect(check()).toBeNull();
    at.wallMs += 400;
    expect(check()?.byMs).toBe(400);
  });
});

describe('the watch', () => {
  it('tells of a jump at its next interval, until it is stopped', () => {
    vi.useFakeTimers();
    try {
      const { at, clocks } = handClocks();
      const jumps: ClockJump[] = [];
      const stop = watchClock({ onJump: (jump) => jumps.push(jump), intervalMs: 1000, clocks });
      at.wallMs += 250;
      vi.advanceTimersByTime(999);
      expect(jumps).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(jumps.map(({ byMs }) => byMs)).toEqual([250]);
      stop();
      at.wallMs += 250;
      vi.advanceTimersByTime(5000);
      expect(jumps).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
