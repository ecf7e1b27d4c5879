import { describe, expect, it } from 'vitest';
import { hourOfDay, isTimeZone, offsetMsIn, offsetMsOf } from './local-time.ts';

const HOUR_MS = 3_600_000;

describe('the hour of the day', () => {
  it.each([
    { at: '2026-03-28T22:00:00+01:00', timeZone: 'Europe/Berlin', want: 22 },
    // Clocks went from 2 to 3 in between.
    { at: '2026-03-29T05:30:00Z', timeZone: 'Europe/Berlin', want: 7.5 },
    { at: '2026-03-29T05:30:00Z', timeZone: undefined, want: 6.5 },
    { at: '2026-10-25T05:30:00Z', timeZone: 'Europe/Berlin', want: 6.5 },
    { at: '2026-06-18T11:30:00.500Z', timeZone: 'Asia/Shanghai', want: 19.5 + 0.5 / 3600 },
    { at: '1969-12-31T23:00:00Z', timeZone: undefined, want: 0 },
  ])('is $want at $at in $timeZone', ({ at, timeZone, want }) => {
    const startsAt = '2026-03-28T20:00:00+01:00';
    const where = timeZone === undefined ? { startsAt } : { startsAt, timeZone };
    expect(hourOfDay(where, Date.parse(at))).toBeCloseTo(want, 9);
  });
});

it('an offset is read from the start, or asked of the zone', () => {
  expect(
    ['Z', '+08:00', '-03:30'].map((offset) => offsetMsIn(`2026-06-18T03:00:00${offset}`) / HOUR_MS),
  ).toEqual([0, 8, -3.5]);
  expect(offsetMsOf('Asia/Kathmandu', 0) / HOUR_MS).toBe(5.5);
  expect(() => offsetMsIn('2026-06-18')).toThrow('"2026-06-18"');
});

it.each([
  { name: 'Europe/Berlin', want: true },
  { name: 'Asia/Shanghai', want: true },
  { name: 'Europe/Atlantis', want: false },
  { name: '', want: false },
])('"$name" is a time zone: $want', ({ name, want }) => {
  expect(isTimeZone(name)).toBe(want);
});
