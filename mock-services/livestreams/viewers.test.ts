import { expect, it } from 'vitest';
import { STAYS_MS, Viewers } from './viewers.ts';

it('counts a viewer once, however often it enters, and until its stay is over', () => {
  const viewers = new Viewers();
  viewers.enter('s1', 0);
  viewers.enter('s2', 0);
  viewers.enter('s1', 1000);
  expect(viewers.count(1000)).toBe(2);
  expect(viewers.count(STAYS_MS)).toBe(1);
  expect(viewers.count(STAYS_MS + 1000)).toBe(0);
});

it('forgets those who entered first when there are too many', () => {
  const viewers = new Viewers(2);
  for (const shopper of ['s1', 's2', 's1', 's3']) viewers.enter(shopper, 0);
  expect(viewers.count(0)).toBe(2);
  // s1 came again after s2: with s1 and s3 present, s1 entering once more changes nothing.
  viewers.enter('s1', STAYS_MS / 2);
  expect(viewers.count(STAYS_MS)).toBe(1);
});

it('survives a clock that is set back: every stay still ends', () => {
  const viewers = new Viewers();
  viewers.enter('s1', STAYS_MS);
  viewers.enter('s2', 0);
  expect(viewers.count(0)).toBe(2);
  expect(viewers.count(2 * STAYS_MS)).toBe(0);
});
