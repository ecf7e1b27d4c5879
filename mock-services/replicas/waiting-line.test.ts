import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WaitingLine } from './waiting-line.ts';

it('who came first leaves first, whoever else has left before', () => {
  const step = fc.oneof(fc.constant('join' as const), fc.constant('next' as const), fc.nat(20));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const line = new WaitingLine<number>();
      let model: number[] = [];
      for (const [n, each] of steps.entries()) {
        if (each === 'join') {
          line.join(n, n);
          model.push(n);
        } else if (each === 'next') expect(line.next()?.who).toBe(model.shift());
        else {
          expect(line.leave(each)).toBe(model.includes(each));
          model = model.filter((who) => who !== each);
        }
        expect(line.length).toBe(model.length);
      }
      expect(model.map(() => line.next()?.who)).toEqual(model);
      expect(line.next()).toBeNull();
    }),
  );
});
