import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextLevel } from './level.ts';
import type { Level } from './rules.ts';

it.each<{ level: Level; stopped: number; requests: number; want: Level; why: string }>([
  { level: 'normal', stopped: 0, requests: 0, want: 'normal', why: 'nobody came' },
  { level: 'normal', stopped: 99, requests: 99, want: 'normal', why: 'too few to say' },
  { level: 'normal', stopped: 9, requests: 100, want: 'normal', why: 'less than one in ten' },
  { level: 'normal', stopped: 10, requests: 100, want: 'tight', why: 'one in ten' },
  { level: 'tight', stopped: 10, requests: 200, want: 'tight', why: 'still one in twenty' },
  { level: 'tight', stopped: 9, requests: 200, want: 'normal', why: 'less than one in twenty' },
  { level: 'tight', stopped: 1, requests: 1, want: 'tight', why: 'of few, all' },
  { level: 'tight', stopped: 0, requests: 0, want: 'normal', why: 'nobody came any more' },
])(
  '$level, with $stopped of $requests stopped, becomes $want: $why',
  ({ level, stopped, requests, want }) => {
    expect(nextLevel(level, stopped, requests)).toBe(want);
  },
);

it('stays as it is while its inputs stay the same', () => {
  const counts = fc.integer({ min: 0, max: 10_000 }).chain((requests) =>
    fc.record({
      requests: fc.constant(requests),
      stopped: fc.integer({ min: 0, max: requests }),
      level: fc.constantFrom<Level>('normal', 'tight'),
    }),
  );
  fc.assert(
    fc.property(counts, ({ level, stopped, requests }) => {
      const next = nextLevel(level, stopped, requests);
      expect(nextLevel(next, stopped, requests)).toBe(next);
    }),
  );
});

it('changes from no share at which the other level would change back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (requests, share) => {
        const becomes = (level: Level) => nextLevel(level, share * requests, requests);
        expect([becomes('normal'), becomes('tight')]).not.toEqual(['tight', 'normal']);
      },
    ),
  );
});
