import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowQueue } from './queue.ts';

describe('the queue of rows', () => {
  it('gives -1 when it is empty, and works on after that', () => {
    const queue = new RowQueue();
    expect(queue.shift()).toBe(-1);
    queue.push(0);
    expect([queue.shift(), queue.shift(), queue.length]).toEqual([0, -1, 0]);
  });

  it('keeps its order when it grows while its ring is turned', () => {
    const queue = new RowQueue();
    const rows = Array.from({ length: 5000 }, (_, row) => row);
    for (const row of rows.slice(0, 1000)) queue.push(row);
    const first = Array.from({ length: 600 }, () => queue.shift());
    for (const row of rows.slice(1000)) queue.push(row);
    expect([...first, ...Array.from({ length: 4400 }, () => queue.shift())]).toEqual(rows);
  });

  it('is an array with push and shift, whatever is done to it', () => {
    const pushes = fc.record({ push: fc.integer({ min: 1, max: 900 }) });
    const shifts = fc.record({ shift: fc.integer({ min: 1, max: 900 }) });
    fc.assert(
      fc.property(fc.array(fc.oneof(pushes, shifts), { maxLength: 20 }), (moves) => {
        const queue = new RowQueue();
        const oracle: number[] = [];
        let row = 0;
        for (const move of moves) {
          if ('push' in move)
            for (let i = 0; i < move.push; i++) {
              oracle.push(row);
              queue.push(row++);
            }
          else {
            const taken = Array.from({ length: move.shift }, () => queue.shift());
            expect(taken).toEqual(Array.from({ length: move.shift }, () => oracle.shift() ?? -1));
          }
          expect(queue.length).toBe(oracle.length);
        }
      }),
    );
  });
});
