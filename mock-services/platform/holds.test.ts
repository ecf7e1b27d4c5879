/** Held things run out on two clocks: after thirty minutes of the campaign, and never before people had real time to act. */
import { describe, expect, it } from 'vitest';
import { HELD_MS_MAX, HELD_REAL_MS_MIN, heldRealMs, holdsNowMs } from './agenda.ts';
import type { CampaignClock } from './campaign-clock.ts';

/** A campaign's clock, so many real milliseconds after its start. */
const clockAt = (realMs: number, speed: number) =>
  ({ nowMs: () => realMs * speed, realMs: (ms: number) => ms / speed }) as CampaignClock;

describe.each([1, 10, 30, 60, 120, 240, 1000])('at speed %d, what was held at the start', (speed) => {
  const isOver = (realMs: number): boolean => holdsNowMs(clockAt(realMs, speed)) >= HELD_MS_MAX;

  it('is held for thirty campaign minutes and for a real minute, whichever is longer, and not a moment more', () => {
    const longer = Math.max(HELD_MS_MAX / speed, HELD_REAL_MS_MIN);
    expect(heldRealMs(speed)).toBe(longer);
    expect([isOver(longer - 1), isOver(longer + 1)]).toEqual([false, true]);
  });
});
