import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Population } from '../campaigns/plan.ts';
import { OUTCOMES } from '../metrics.ts';
import {
  arriving,
  chiSquareSigmas,
  crowdsOf,
  exponentialDistribution,
  gazer,
  held,
  herd,
  KOLMOGOROV_MAX,
  kolmogorov,
  mean,
  once,
  planOf,
  SECOND_MS,
  SIGMAS,
  sharesOf,
  variance,
} from '../testing/world.ts';
import { Attendance } from './attendance.ts';
import type { Behaviour } from './behaviour.ts';
import { castOf } from './cast.ts';
import type { CrowdSettings } from './crowd.ts';
import { SESSION } from './rows.ts';
import { TICK_MS } from './virtual-world.ts';

const OK = OUTCOMES.indexOf('ok');
/** A slot of the wheel and a tick. */
const WAKE_MS_MAX = 10;

interface Act {
  readonly atMs: number;
  readonly dueMs: number;
  readonly shopper: number;
  readonly generation: number;
  readonly fresh: boolean;
  readonly row: number;
  readonly population: number;
}

/** The shop's door for one share; every step is answered at once, unless `answered` is false. */
class Door {
  readonly acts: Act[] = [];
  readonly attendance: Attendance;
  nowMs = 0;

  constructor({ plan, phase, behaviours, storefront, share }: CrowdSettings, endMs: number, answered = true) {
    this.attendance = new Attendance(castOf(plan, phase, behaviours, storefront), share, endMs, (row) => {
      const { rows } = this.attendance;
      this.acts.push({
        atMs: this.nowMs,
        dueMs: this.attendance.due(row),
        shopper: rows.shopper[row]!,
        generation: rows.generation[row]!,
        fresh: rows.session[row] === SESSION.fresh,
        row,
        population: rows.population[row]!,
      });
      rows.n[row]!++;
      rows.session[row] = SESSION.begun;
      if (answered) this.attendance.goOn(row, OK, this.nowMs);
    });
  }

  tickTo(nowMs: number): this {
    while (this.nowMs < nowMs) {
      this.nowMs += TICK_MS;
      this.attendance.advance(this.nowMs);
    }
    return this;
  }

  get present(): number {
    return this.attendance.present.reduce((sum, count) => sum + count, 0);
  }
}

function doorsOf(
  seconds: number,
  populations: readonly Population[],
  {
    behaviours = [],
    of = 1,
    answered = true,
  }: { behaviours?: Behaviour[]; of?: number; answered?: boolean } = {},
): readonly Door[] {
  return crowdsOf(planOf(seconds, populations), { behaviours, shares: sharesOf(of) }).map(
    (settings) => new Door(settings, seconds * SECOND_MS, answered),
  );
}
const doorOf = (...given: Parameters<typeof doorsOf>): Door => doorsOf(...given)[0]!;

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
        const { plan, phase, behaviours, storefront } = settings!;
        const { curve } = castOf(plan, phase, behaviours, storefront)[0]!;
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

describe('a herd', () => {
  it('is released at one instant, all of it, and not a tick earlier', () => {
    const door = doorOf(10, [herd(5000, 3)]);
    door.tickTo(3 * SECOND_MS - TICK_MS);
    expect([door.acts.length, door.present]).toEqual([0, 5000]);
    door.tickTo(4 * SECOND_MS);
    const first = door.acts.filter(({ fresh }) => fresh);
    expect(new Set(first.map(({ shopper }) => shopper)).size).toBe(5000);
    expect(new Set(first.map(({ atMs }) => atMs)).size).toBe(1);
    expect(first[0]!.atMs - 3 * SECOND_MS).toBeLessThan(WAKE_MS_MAX);
    expect(first.every(({ dueMs }) => dueMs === 3 * SECOND_MS)).toBe(true);
  });

  it('goes home when it is done', () => {
    const refused = { ...once('flash.take'), name: 'flash-sale-buyer' };
    const door = doorOf(10, [herd(500, 3)], { behaviours: [refused] });
    expect(door.tickTo(4 * SECOND_MS).present).toBe(0);
  });
});

describe('shoppers who arrive', () => {
  it('use again the rows of those who left', () => {
    const door = doorOf(60, [arriving(360_000, 'once')], { behaviours: [once('home.view')] });
    const { capacity } = door.attendance.rows;
    door.tickTo(60 * SECOND_MS);
    expect(door.acts.length).toBeGreaterThan(5000);
    expect(new Set(door.acts.map(({ shopper }) => shopper)).size).toBe(door.acts.length);
    expect([door.attendance.rows.capacity, door.present]).toEqual([capacity, 0]);
  });

  it('find room however many they are, and keep what they are while it is made', () => {
    const door = doorOf(60, [arriving(360_000, 'once')], {
      behaviours: [once('home.view')],
      answered: false,
    });
    door.tickTo(60 * SECOND_MS);
    const { rows } = door.attendance;
    expect(door.present).toBe(door.acts.length);
    expect(door.acts.length).toBeGreaterThan(5000);
    for (const { row, shopper, dueMs } of door.acts)
      expect([rows.shopper[row], door.attendance.due(row)]).toEqual([shopper, dueMs]);
  });
});

describe('the shares of a crowd', () => {
  it('let every shopper of every population act in exactly one of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.nat(200),
        fc.nat(100),
        fc.nat(7200),
        (of, shoppers, released, perHour) => {
          const SECONDS = 20;
          const populations = [held(shoppers, 'gazer'), herd(released, 2), arriving(perHour, 'once')];
          const behaviours = [gazer(0.5), once('home.view')];
          const who = (doors: readonly Door[]): string[] =>
            doors
              .flatMap((door) => door.tickTo(SECONDS * SECOND_MS).acts)
              .filter(({ fresh, generation }) => fresh && generation === 0)
              .map(({ population, shopper }) => `${population} ${shopper}`);
          const split = who(doorsOf(SECONDS, populations, { behaviours, of }));
          const alone = who(doorsOf(SECONDS, populations, { behaviours }));
          expect(split.sort()).toEqual(alone.sort());
          expect(new Set(split).size).toBe(split.length);
          const planned = split.filter((each) => !each.startsWith('2'));
          expect(planned.length).toBe(shoppers + released);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('everybody', () => {
  it('acts within a slot and a tick of the time meant, and never after the end', () => {
    const points = [
      [0, 500],
      [5, 2000],
      [10, 300],
    ] as const;
    const door = doorOf(12, [held(points), herd(100, 11.999), arriving(36_000)]);
    for (const { atMs, dueMs } of door.tickTo(13 * SECOND_MS).acts) {
      expect(atMs - dueMs).toBeGreaterThanOrEqual(0);
      expect(atMs - dueMs).toBeLessThan(WAKE_MS_MAX);
      expect(dueMs).toBeLessThan(12 * SECOND_MS);
    }
    expect(door.acts.filter(({ dueMs }) => dueMs === 11_999)).not.toHaveLength(0);
  });

  it('who was missed by a late tick acts at the next one, with the time meant', () => {
    const [late, punctual] = [1, 2].map(() =>
      doorOf(10, [arriving(36_000, 'once')], { behaviours: [once('home.view')] }),
    );
    punctual!.tickTo(3000);
    late!.nowMs = 3000;
    late!.attendance.advance(3000);
    expect(late!.acts.map(({ dueMs }) => dueMs)).toEqual(punctual!.acts.map(({ dueMs }) => dueMs));
    expect(late!.acts.length).toBeGreaterThan(10);
  });
});
