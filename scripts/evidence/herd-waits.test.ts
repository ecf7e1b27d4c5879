import { describe, expect, it } from 'vitest';
import { herdWaits } from './herd-waits.ts';

const WITHIN_MS = 1200;
/** Each second: how many were asked, and how many ended. */
const waits = (...seconds: readonly (readonly [number, number])[]) =>
  herdWaits(
    seconds.map(([intended, ended], atSeconds) => ({
      atSeconds,
      intended,
      responses: ended,
      good: ended,
      ended,
    })),
    WITHIN_MS,
  ).map(({ open, overdue }) => [open, overdue]);

describe('the requests of a herd that wait', () => {
  it('stay open through seconds in which nothing is counted, and are overdue after the limit and a second', () => {
    expect(waits([10, 4], [0, 0], [0, 0], [0, 0], [0, 0])).toEqual([
      [6, 0],
      [6, 0],
      [6, 0],
      [6, 6],
      [6, 6],
    ]);
  });

  it('are not overdue while as many end as were open, whoever came meanwhile', () => {
    const busy = Array.from({ length: 6 }, (_, i): [number, number] => [100, i === 0 ? 80 : 100]);
    expect(waits(...busy)).toEqual(busy.map(() => [20, 0]));
  });

  it('are no longer waiting once they ended, however', () => {
    expect(waits([10, 4], [0, 0], [0, 0], [0, 2], [0, 4]).slice(3)).toEqual([
      [4, 4],
      [0, 0],
    ]);
  });

  it('are never fewer than none, and answers to those from before the release are set against later ones', () => {
    expect(waits([0, 5], [3, 0], [4, 0])).toEqual([
      [0, 0],
      [0, 0],
      [2, 0],
    ]);
  });

  it('are none for good after a second whose requests were written a second late', () => {
    expect(waits([100, 100], [0, 100], [200, 100], [100, 100], [100, 100], [0, 0], [0, 0])).toEqual(
      Array.from({ length: 7 }, () => [0, 0]),
    );
  });
});
