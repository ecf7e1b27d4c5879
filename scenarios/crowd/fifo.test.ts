import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fifo } from './fifo.ts';

it('a queue gives what came first, however long it is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 6 }), (steps) => {
      const queue = new Fifo<number>();
      const all: number[] = [];
      let pushed = 0;
      steps.forEach((count, i) => {
        for (let k = 0; k < count; k++)
          if (i % 2 === 0) {
            queue.push(pushed);
            all.push(pushed++);
          } else if (all.length > 0) {
            expect(queue.peek()).toBe(all.shift());
            queue.drop();
          }
      });
      expect(queue.peek()).toBe(all[0]);
    }),
  );
});
