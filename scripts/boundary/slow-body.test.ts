/** How fast a slow body may be. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesDue } from './slow-body.ts';

it('at any moment no more has been written than its speed allows, and less than a byte is owed', () => {
  const speed = fc.integer({ min: 1, max: 1_000_000 });
  const ticks = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 30 });
  fc.assert(
    fc.property(speed, ticks, (bytesPerSecond, waitsMs) => {
      let [elapsedMs, written] = [0, 0];
      for (const waitMs of waitsMs) {
        elapsedMs += waitMs;
        written += bytesDue(elapsedMs, bytesPerSecond, written);
        const allowed = (elapsedMs * bytesPerSecond) / 1000;
        expect(written).toBeLessThanOrEqual(allowed);
        expect(written).toBeGreaterThan(allowed - 1);
      }
    }),
  );
});
