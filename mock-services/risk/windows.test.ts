import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOW_MS } from '../testing/test-shop.ts';
import { ACCOUNTS_KEPT, WINDOW_MS } from './rules.ts';
import { Account, Place, SlidingCount } from './windows.ts';

/** The beginning of a bucket. */
const ZERO_MS = Math.floor(NOW_MS / WINDOW_MS) * WINDOW_MS;

/** Rising instants with what happens at them. */
const timeline = <What>(what: fc.Arbitrary<What>) =>
  fc.array(fc.tuple(fc.integer({ min: 0, max: WINDOW_MS }), what), { maxLength: 60 }).map((steps) => {
    let atMs = ZERO_MS;
    return steps.map(([gapMs, happens]) => {
      atMs += gapMs;
      return { atMs, happens };
    });
  });

describe('a sliding count', () => {
  it('assumes that the events of the earlier bucket are evenly spread', () => {
    const count = new SlidingCount();
    count.add(8, ZERO_MS);
    expect(count.at(ZERO_MS + WINDOW_MS / 2)).toBe(8);
    expect(count.at(ZERO_MS + WINDOW_MS)).toBe(8);
    count.add(1, ZERO_MS + WINDOW_MS);
    expect(count.at(ZERO_MS + 1.25 * WINDOW_MS)).toBeCloseTo(8 * 0.75 + 1, 9);
    expect(count.at(ZERO_MS + 2.5 * WINDOW_MS)).toBeCloseTo(0.5, 9);
    expect(count.at(ZERO_MS + 4 * WINDOW_MS)).toBe(0);
  });

  it('is never below what happened in this bucket, nor above what happened in two windows', () => {
    fc.assert(
      fc.property(timeline(fc.constant(1)), (events) => {
        const count = new SlidingCount();
        for (const { atMs } of events) {
          count.add(1, atMs);
          const since = (ms: number) => events.filter((each) => each.atMs >= ms && each.atMs <= atMs).length;
          const bucketMs = Math.floor(atMs / WINDOW_MS) * WINDOW_MS;
          // Events at one instant that are still to be added are counted above and not here.
          const pending = events.filter((each) => each.atMs === atMs).length;
          expect(count.at(atMs)).toBeGreaterThan(since(bucketMs) - pending);
          expect(count.at(atMs)).toBeLessThanOrEqual(since(bucketMs - WINDOW_MS));
        }
      }),
    );
  });
});

describe('a place', () => {
  it('knows exactly whether its accounts are too many, however many come and go', () => {
    const accounts = fc.constantFrom(...Array.from({ length: ACCOUNTS_KEPT + 4 }, (_, n) => `s${n}`));
    fc.assert(
      fc.property(timeline(accounts), (visits) => {
        const place = new Place();
        const seenAtMs = new Map<string, number>();
        for (const { atMs, happens: account } of visits) {
          place.see(account, atMs);
          seenAtMs.set(account, atMs);
          const exact = [...seenAtMs.values()].filter((ms) => ms > atMs - WINDOW_MS).length;
          expect(place.accountsAt(atMs)).toBe(Math.min(exact, ACCOUNTS_KEPT));
        }
      }),
    );
  });

  it('counts claims that were not redeemed', () => {
    const place = new Place();
    expect(place.unredeemedAt(ZERO_MS)).toBe(0);
    place.claim(1, ZERO_MS);
    place.claim(1, ZERO_MS);
    place.claim(-1, ZERO_MS);
    expect(place.unredeemedAt(ZERO_MS)).toBe(1);
    expect(place.unredeemedAt(ZERO_MS + 2 * WINDOW_MS)).toBe(0);
  });
});

it('an account’s failures are those of exactly ten minutes', () => {
  fc.assert(
    fc.property(timeline(fc.constant('failed')), (failures) => {
      const account = new Account();
      failures.forEach(({ atMs }, index) => {
        const past = failures.slice(0, index + 1).filter((each) => each.atMs > atMs - WINDOW_MS);
        expect(account.fail(atMs)).toBe(past.length);
      });
    }),
  );
});
