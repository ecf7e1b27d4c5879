import { describe, expect, it } from 'vitest';
import type { Phase, Plan } from '../campaigns/plan.ts';
import smoke from '../campaigns/smoke.ts';
import summerCarnival from '../campaigns/summer-carnival.ts';
import { held, herd } from '../testing/world.ts';
import { lengthMs, type PhaseTime, realMs, timetable } from './timetable.ts';

const AFTER = { after: 'previous' } as const;
const phase = (name: string, calendarMinutes: number, changes: Partial<Phase> = {}): Phase => ({
  name,
  calendarMinutes,
  begins: AFTER,
  populations: [],
  ...changes,
});
const planOf = (phases: readonly Phase[], changes: Partial<Plan> = {}): Plan => ({
  ...summerCarnival,
  speed: 60,
  scale: 1,
  phases,
  ...changes,
});
const at = (times: readonly PhaseTime[], name: string): PhaseTime =>
  times.find((time) => time.phase === name)!;

describe('the timetable', () => {
  it('sets phases up and lets them run one after the other', () => {
    const times = timetable(planOf([phase('a', 10), phase('b', 20), phase('c', 5)]));
    expect(times.map((time) => time.phase)).toEqual(['a', 'b', 'c']);
    expect(times.map((time) => time.endMs - time.startMs)).toEqual([10_000, 20_000, 5000]);
    times.forEach((time, i) => {
      expect(time.setupMs).toBeGreaterThan(0);
      expect(time.startMs - time.setupMs).toBeGreaterThanOrEqual(i === 0 ? 0 : times[i - 1]!.endMs + 1);
    });
  });

  it('lets a phase begin at a minute of another, and the next one wait for the longer of the two', () => {
    const during = { during: 'a', atMinute: 8 };
    const times = timetable(planOf([phase('a', 10), phase('b', 20, { begins: during }), phase('c', 5)]));
    expect(at(times, 'b').startMs - at(times, 'a').startMs).toBe(8000);
    expect(at(times, 'c').startMs - at(times, 'c').setupMs).toBeGreaterThan(at(times, 'b').endMs);
    const inside = timetable(planOf([phase('a', 10), phase('b', 1, { begins: during }), phase('c', 5)]));
    expect(at(inside, 'c').startMs - at(inside, 'c').setupMs).toBeGreaterThan(at(inside, 'a').endMs);
  });

  it("is squeezed by the plan's speed", () => {
    const phases = [phase('a', 30), phase('b', 3, { begins: { during: 'a', atMinute: 6 } })];
    const fast = timetable(planOf(phases, { speed: 120 }));
    expect(at(fast, 'a').endMs - at(fast, 'a').startMs).toBe(15_000);
    expect(at(fast, 'b').startMs - at(fast, 'a').startMs).toBe(3000);
    expect(realMs({ speed: 1 }, 1.5)).toBe(90_000);
  });

  it('knows when a herd is released, and that a phase has none', () => {
    const [quiet, loud] = timetable(planOf([phase('a', 10), phase('b', 10, { populations: [herd(5, 4)] })]));
    expect([quiet!.herdAtMs, loud!.herdAtMs]).toEqual([null, loud!.startMs + 4000]);
  });

  it('gives the shoppers of a phase longer to be set up the more they are, at the height of their curve', () => {
    const setUp = (shoppers: number, scale = 1): number =>
      timetable(
        planOf(
          [
            phase('a', 10, {
              populations: [
                held([
                  [0, 1],
                  [5, shoppers],
                ]),
              ],
            }),
          ],
          { scale },
        ),
      )[0]!.setupMs;
    expect(setUp(2_000_000)).toBeGreaterThan(setUp(1_000_000));
    expect(setUp(2_000_000, 0.5)).toBe(setUp(1_000_000));
    expect(setUp(0)).toBeGreaterThan(0);
  });

  it('ends with the phase that ends last', () => {
    const times = timetable(
      planOf([phase('a', 10), phase('b', 20, { begins: { during: 'a', atMinute: 5 } })]),
    );
    expect(lengthMs(times)).toBe(at(times, 'a').startMs + 25_000);
    expect(lengthMs([])).toBe(0);
  });

  it.each(['b', 'nowhere', 'c'])(
    'refuses a phase that begins during "%s", which has not begun before it',
    (during) => {
      const phases = [phase('a', 10), phase('b', 5, { begins: { during, atMinute: 1 } }), phase('c', 5)];
      expect(() => timetable(planOf(phases))).toThrow(
        `phase "${during}" is not in the timetable yet: a phase can only begin during an earlier one`,
      );
    },
  );
});

describe('the timetable of the campaigns', () => {
  it('has the flash sale in the middle of the burst and everything within minutes', () => {
    const times = timetable(summerCarnival);
    const [burst, flash] = [at(times, 'burst'), at(times, 'flash-sale')];
    expect(burst.endMs - burst.startMs).toBe(120_000);
    expect(flash.herdAtMs! - burst.startMs).toBe(65_000);
    expect(flash.endMs).toBeLessThanOrEqual(burst.endMs);
  });

  it('has every phase of the smoke test and its drill in under 40 seconds', () => {
    expect(lengthMs(timetable(smoke))).toBeLessThan(40_000);
  });
});
