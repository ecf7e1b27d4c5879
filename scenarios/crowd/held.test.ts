/** Who is there when a plan holds a crowd at a curve, and how often they ask. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, doorOf, doorsOf, WAKE_MS_MAX } from '../testing/door.ts';
import {
  chiSquareSigmas,
  crowdsOf,
  exponentialDistribution,
  gazer,
  held,
  KOLMOGOROV_MAX,
  kolmogorov,
  mean,
  once,
  planOf,
  SECOND_MS,
  SIGMAS,
  variance,
} from '../testing/world.ts';
import { castOf } from './cast.ts';
import { TICK_MS } from './virtual-world.ts';

const perSecond = (acts: readonly Act[], seconds: number): number[] => {
  const counts = new Array<number>(seconds).fill(0);
  for (const { dueMs } of acts) counts[Math.floor(dueMs / SECOND_MS)]!++;
  return counts;
};

/** Up to 300 shoppers, with level stretches, jumps and nobody, over twelve seconds. */
const anyCurve = fc
  .array(fc.tuple(fc.constantFrom(0, 0.5, 1, 3), fc.nat(300)), { minLength: 1, maxLength: 8 })
  .map((steps) => {
    let atSecond = 0;
    return steps.map(([step, value]): [number, number] => {
      atSecond += step;
      return [atSecond, value];
    });
  });

describe('shoppers held at a curve', () => {
  it('are as many as the curve says at every tick, over any number of shares, and only they act', () => {
    fc.assert(
      fc.property(anyCurve, fc.integer({ min: 1, max: 7 }), (points, of) => {
        const SECONDS = 12;
        const doors = doorsOf(SECONDS, [held(points, 'gazer')], { behaviours: [gazer(0.3)], of });
        const [settings] = crowdsOf(planOf(SECONDS, [held(points, 'gazer')]), { behaviours: [gazer(0.3)] });
        const { plan, phase, shop } = settings!;
        const { curve } = castOf(plan, phase, shop)[0]!;
        for (let nowMs = TICK_MS; nowMs <= SECONDS * SECOND_MS; nowMs += TICK_MS) {
          const before = doors.map((door) => door.acts.length);
          const want = Math.round(curve!.at(nowMs));
          const present = doors.reduce((sum, door) => sum + door.tickTo(nowMs).present, 0);
          const strangers = doors.flatMap((door, i) =>
            door.acts.slice(before[i]).filter(({ shopper }) => shopper >= want),
          );
          if (present !== want || strangers.length > 0)
            throw new Error(`${present} present, ${want} wanted, ${strangers.length} others at ${nowMs} ms`);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('ask at N / Z from the first second on: nobody waits at the door', () => {
    const [SHOPPERS, THINK_SECONDS, SECONDS] = [200_000, 20, 30];
    const door = doorOf(SECONDS, [held(SHOPPERS, 'gazer')], { behaviours: [gazer(THINK_SECONDS)] });
    const counts = perSecond(door.tickTo(SECONDS * SECOND_MS).acts, SECONDS);
    const expected = SHOPPERS / THINK_SECONDS;
    for (const count of counts) expect(Math.abs(count - expected) / Math.sqrt(expected)).toBeLessThan(SIGMAS);
    expect(
      Math.abs(
        chiSquareSigmas(
          counts,
          counts.map(() => expected),
        ),
      ),
    ).toBeLessThan(SIGMAS);
  });

  it('ask as often as a rising, level and falling curve says: newcomers at once, all others by N / Z', () => {
    const [TOP, THINK_SECONDS, RAMP] = [60_000, 10, 20];
    const points = [
      [0, 0],
      [RAMP, TOP],
      [2 * RAMP, TOP],
      [3 * RAMP, 0],
    ] as const;
    const door = doorOf(3 * RAMP, [held(points, 'gazer')], { behaviours: [gazer(THINK_SECONDS)] });
    const counts = perSecond(door.tickTo(3 * RAMP * SECOND_MS).acts, 3 * RAMP);
    counts.forEach((count, second) => {
      const middle = second + 0.5;
      const shoppers = TOP * Math.min(1, middle / RAMP, 3 - middle / RAMP);
      const newcomers = second < RAMP ? TOP / RAMP : 0;
      const again = shoppers / THINK_SECONDS;
      // A newcomer acts up to 10 ms after the curve let it in: a hundredth of a second's.
      expect(Math.abs(count - newcomers - again)).toBeLessThan(
        SIGMAS * Math.sqrt(again) + newcomers / 50 + 1,
      );
    });
  });

  it('think exponentially, with the mean of the step they come from', () => {
    const [SHOPPERS, THINK_SECONDS, SECONDS] = [2000, 4, 120];
    const door = doorOf(SECONDS, [held(SHOPPERS, 'gazer')], { behaviours: [gazer(THINK_SECONDS)] });
    const lastMs = new Map<number, number>();
    const thinksMs: number[] = [];
    // Thinks that begin in the last third could be cut off by the end, the long ones first.
    const beginMsMax = (SECONDS * SECOND_MS * 2) / 3;
    for (const { shopper, atMs, dueMs } of door.tickTo(SECONDS * SECOND_MS).acts) {
      const beganMs = lastMs.get(shopper) ?? Number.POSITIVE_INFINITY;
      if (beganMs < beginMsMax) thinksMs.push(dueMs - beganMs);
      lastMs.set(shopper, atMs);
    }
    const thinkMs = THINK_SECONDS * SECOND_MS;
    expect(thinksMs.length).toBeGreaterThan(30_000);
    expect(kolmogorov(thinksMs, exponentialDistribution(thinkMs))).toBeLessThan(KOLMOGOROV_MAX);
    expect(Math.abs(mean(thinksMs) / thinkMs - 1)).toBeLessThan(SIGMAS / Math.sqrt(thinksMs.length));
    const variation = Math.sqrt(variance(thinksMs)) / mean(thinksMs);
    expect(Math.abs(variation - 1)).toBeLessThan(SIGMAS / Math.sqrt(thinksMs.length));
  });

  it('are followed by somebody new when their session ends', () => {
    const door = doorOf(20, [held(50, 'once')], { behaviours: [once('home.view')] });
    const generations = new Map<number, number>();
    for (const { shopper, generation, fresh } of door.tickTo(20 * SECOND_MS).acts) {
      expect([generation, fresh]).toEqual([(generations.get(shopper) ?? -1) + 1, true]);
      generations.set(shopper, generation);
    }
    expect(generations.size).toBe(50);
    expect(door.present).toBe(50);
  });

  it('leave for good when the curve falls: whoever comes back later is somebody new', () => {
    const points = [
      [0, 100],
      [2, 100],
      [2, 0],
      [15, 0],
      [15, 100],
    ] as const;
    const door = doorOf(20, [held(points, 'gazer')], { behaviours: [gazer(1)] });
    door.tickTo(15 * SECOND_MS - TICK_MS);
    expect(door.acts.every(({ dueMs, generation }) => dueMs < 2 * SECOND_MS && generation === 0)).toBe(true);
    const before = door.acts.length;
    door.tickTo(15 * SECOND_MS + WAKE_MS_MAX);
    const back = door.acts.slice(before);
    expect(new Set(back.map(({ shopper }) => shopper)).size).toBe(100);
    expect(back.every(({ generation, fresh }) => generation === 1 && fresh)).toBe(true);
  });

  it('stay the same when the curve dips and rises while they think', () => {
    const points = [
      [0, 100],
      [4, 100],
      [4, 0],
      [4.1, 0],
      [4.1, 100],
    ] as const;
    const door = doorOf(60, [held(points, 'gazer')], { behaviours: [gazer(20)] });
    const acts = door.tickTo(60 * SECOND_MS).acts.filter(({ dueMs }) => dueMs > 5 * SECOND_MS);
    const stayed = acts.filter(({ generation }) => generation === 0);
    expect(new Set(stayed.map(({ shopper }) => shopper)).size).toBeGreaterThan(80);
  });
});
