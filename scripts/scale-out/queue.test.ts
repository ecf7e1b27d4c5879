import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Queue } from './queue.ts';
import { SHOPPERS } from './testing/world.ts';

const CAPACITY = 100;
const ROOM = 1000;

/** Requests in the objective and late, by second, of what comes. */
function passed(comes: readonly number[], waitSecondsMax: number | null) {
  const queue = new Queue({ ...SHOPPERS, retryShare: 0, waitSecondsMax });
  queue.begin();
  return comes.map((fresh, second) => {
    queue.pass(second, fresh, CAPACITY, ROOM);
    const { inObjective, late, failed, waiting } = queue;
    return { inObjective, late, failed, waiting };
  });
}

describe('a queue that knows how long one may wait', () => {
  // After one second twice as many have come as can be served; then nobody comes.
  const herd = [2 * CAPACITY, 0, 0];

  it('is late for all who wait for the next second, unless they may', () => {
    expect(passed(herd, null).map(({ late }) => late)).toEqual([0, CAPACITY, 0]);
    expect(passed(herd, 1).map(({ late }) => late)).toEqual([0, 0, 0]);
  });

  it('is in time for those of a second who waited for no longer: waits grow evenly from 0.5 s to 1 s', () => {
    const [, second] = passed(herd, 0.75);
    expect(second!.inObjective).toBeCloseTo(CAPACITY / 2, 9);
    expect(second!.late).toBeCloseTo(CAPACITY / 2, 9);
    expect(passed(herd, 0.5)[1]!.late).toBeCloseTo(CAPACITY, 9);
  });

  it('is late for everybody once the line is longer than they may wait', () => {
    // 400 wait: the last of them for four seconds.
    const seconds = passed([5 * CAPACITY, 0, 0, 0, 0], 1.1);
    expect(seconds.reduce((sum, { inObjective }) => sum + inObjective, 0)).toBeLessThan(1.5 * CAPACITY);
    expect(seconds.at(-1)).toMatchObject({ inObjective: 0, waiting: 0 });
  });

  it('is in time for no fewer the longer they may wait, and loses nobody', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 3, maxLength: 40 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (comes, one, more) => {
          const sums = (may: number) => {
            const seconds = passed(comes, may);
            const sum = (of: 'inObjective' | 'late' | 'failed'): number =>
              seconds.reduce((total, each) => total + each[of], 0);
            expect(
              Math.min(...seconds.flatMap(({ inObjective, late }) => [inObjective, late])),
            ).toBeGreaterThan(-1e-9);
            const all = comes.reduce((total, each) => total + each, 0);
            expect(sum('inObjective') + sum('late') + sum('failed') + seconds.at(-1)!.waiting).toBeCloseTo(
              all,
              6,
            );
            return sum('inObjective');
          };
          expect(sums(one + more)).toBeGreaterThanOrEqual(sums(one) - 1e-6);
        },
      ),
      { numRuns: 200 },
    );
  });
});
