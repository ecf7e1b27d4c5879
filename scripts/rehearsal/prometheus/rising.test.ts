import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthOf, rising } from './rising.ts';

describe('a counter of a process that may start again', () => {
  it.each([
    { given: 'no restart', readings: [0, 3, 3, 8], want: [0, 3, 3, 8] },
    { given: 'a restart', readings: [5, 9, 2, 4], want: [5, 9, 11, 13] },
    { given: 'a restart in a gap', readings: [5, 9, null, null, 2], want: [5, 9, null, null, 11] },
    { given: 'two restarts', readings: [9, 0, 1, 0], want: [9, 9, 10, 10] },
    { given: 'nothing at first', readings: [null, 7, null], want: [null, 7, null] },
  ])('with $given', ({ readings, want }) => {
    expect(rising(readings)).toEqual(want);
  });

  it('never falls, and ends with all that was seen of it, whatever happens', () => {
    const life = fc.array(fc.option(fc.nat({ max: 50 }), { nil: null }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(life, { maxLength: 5 }), (lives) => {
        let seen = 0;
        let last = 0;
        const readings = lives.flatMap((grown) => {
          let count = 0;
          return grown.map((more) => {
            if (more === null) return null;
            count += more;
            // A process that passed the old value between two readings looks as if it had never ended.
            seen += count < last ? count : count - last;
            last = count;
            return count;
          });
        });
        const known = rising(readings).filter((value) => value !== null);
        expect(known).toEqual([...known].sort((a, b) => a - b));
        if (known.length > 0) expect(known.at(-1)).toBe(seen);
        expect(rising(readings).map((value) => value === null)).toEqual(
          readings.map((value) => value === null),
        );
      }),
    );
  });

  it('grew by the difference of its first and last reading, if it has two', () => {
    expect(growthOf([null, 4, null, 9, null])).toBe(5);
    expect(growthOf([null, 4, null])).toBeNull();
    expect(growthOf([])).toBeNull();
  });
});
