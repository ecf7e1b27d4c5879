import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CampaignClock, MINUTE_MS } from '../platform/campaign-clock.ts';
import { NOW_MS, openTestShop } from '../testing/test-shop.ts';
import { isQuietHour, quietHoursMistake } from './quiet-hours.ts';

const EVENING = { startsAt: '2026-06-18T19:30:00+08:00', speed: 60 };

describe('quietHoursMistake', () => {
  it.each([
    { atMinute: 0, clock: '19:30' },
    { atMinute: 10, clock: '19:40' },
    { atMinute: 149.9, clock: '21:59' },
    { atMinute: 750, clock: '08:00 of the next day' },
    { atMinute: 1440, clock: '19:30 of the next day' },
  ])('allows minute $atMinute, $clock', ({ atMinute }) => {
    expect(quietHoursMistake(EVENING, atMinute)).toBeNull();
  });

  it.each([
    { atMinute: 150, clock: '22:00', next: 750 },
    { atMinute: 450, clock: '03:00', next: 750 },
    { atMinute: 749.5, clock: '07:59', next: 750 },
    { atMinute: 450 + 1440, clock: '03:00', next: 750 + 1440 },
  ])(
    'refuses minute $atMinute, and names its time $clock, the quiet hours, and the next allowed minute $next',
    ({ atMinute, clock, next }) => {
      expect(quietHoursMistake(EVENING, atMinute)).toBe(
        `is ${clock} where the campaign runs, in the quiet hours (22:00 to 08:00); the next minute that is allowed is ${next} (08:00)`,
      );
    },
  );

  it('goes by the time where the campaign runs, whatever its offset', () => {
    for (const offset of ['Z', '+08:00', '-03:30']) {
      expect(quietHoursMistake({ startsAt: `2026-06-18T03:00:00${offset}`, speed: 1 }, 0)).toContain('03:00');
      expect(quietHoursMistake({ startsAt: `2026-06-18T12:00:00${offset}`, speed: 1 }, 0)).toBeNull();
    }
  });

  it('goes by the zone, which may have changed to summer time since the start', () => {
    const calendar = { startsAt: '2026-03-28T20:00:00+01:00', speed: 60, timeZone: 'Europe/Berlin' };
    // Eleven and a half hours later clocks show 08:30, not 07:30; ten and a half hours later 07:30, not 06:30.
    expect(quietHoursMistake(calendar, 11.5 * 60)).toBeNull();
    expect(quietHoursMistake(calendar, 10.5 * 60)).toBe(
      'is 07:30 where the campaign runs, in the quiet hours (22:00 to 08:00); the next minute that is allowed is 660 (08:00)',
    );
    // And back: twelve hours after 20:00 clocks show 07:00.
    const autumn = { startsAt: '2026-10-24T20:00:00+02:00', speed: 60, timeZone: 'Europe/Berlin' };
    expect(quietHoursMistake(autumn, 12 * 60)).toContain('is 07:00');
    const { timeZone: _, ...offsetOnly } = autumn;
    expect(quietHoursMistake(offsetOnly, 12 * 60)).toBeNull();
  });

  it.each([1e6, 1e300, Number.POSITIVE_INFINITY])('refuses minute %d, which no clock shows', (atMinute) => {
    expect(quietHoursMistake(EVENING, atMinute)).toContain('more than a year after the start');
  });

  it('says so when the calendar has no time of the day', () => {
    expect(() => quietHoursMistake({ startsAt: '2026-06-18', speed: 1 }, 0)).toThrow('"2026-06-18"');
  });

  it('names a next minute that is allowed, and within ten hours', () => {
    const startsAt = fc
      .tuple(
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 59 }),
      )
      .map((parts) => `2026-06-18T${parts.map((part) => String(part).padStart(2, '0')).join(':')}+08:00`);
    fc.assert(
      fc.property(startsAt, fc.double({ min: 0, max: 10_000, noNaN: true }), (start, atMinute) => {
        const mistake = quietHoursMistake({ startsAt: start, speed: 1 }, atMinute);
        if (mistake === null) return;
        const next = Number(/is (\d+) \(08:00\)$/.exec(mistake)![1]);
        expect(quietHoursMistake({ startsAt: start, speed: 1 }, next)).toBeNull();
        expect(next - atMinute).toBeLessThanOrEqual(601);
      }),
    );
  });
});

it('agrees with the campaign clock about every minute of a day', async () => {
  const shop = await openTestShop();
  const clock = await CampaignClock.open(shop.shop.store, EVENING, () => NOW_MS);
  const startMs = Date.parse(EVENING.startsAt);
  for (let atMinute = 0; atMinute < 1440; atMinute += 1) {
    const isQuiet = isQuietHour(clock.hourAt(startMs + atMinute * MINUTE_MS));
    expect(quietHoursMistake(EVENING, atMinute) !== null).toBe(isQuiet);
  }
  await shop.close();
});
