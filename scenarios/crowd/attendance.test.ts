/** Herds and arrivals, the shares of a crowd, and when everybody acts. Crowds held at a curve: `held.test.ts`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Door, doorOf, doorsOf, WAKE_MS_MAX } from '../testing/door.ts';
import { arriving, gazer, held, herd, once, SECOND_MS } from '../testing/world.ts';
import { TICK_MS } from './virtual-world.ts';

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
      expect([rows.shopper[row], door.attendance.wheel.dueMs[row]!]).toEqual([shopper, dueMs]);
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
