/**
 * The hours in which no push may go out: in the campaign review some went out at 3 a.m. The hours are an assumption, usual for
 * marketing messages. The check of plans uses this file too, so it imports only types.
 */
import type { Calendar } from '../../scenarios/campaigns/plan.ts';

/** Local hours of the day: quiet from the first until just before the second. */
export const QUIET_FROM_HOUR = 22;
export const QUIET_UNTIL_HOUR = 8;

const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 24 * MINUTES_AN_HOUR;
const SECONDS_A_MINUTE = 60;

/** @param hour of the day where the campaign runs, 0 ≤ hour < 24 */
export const isQuietHour = (hour: number): boolean => hour >= QUIET_FROM_HOUR || hour < QUIET_UNTIL_HOUR;

/**
 * What is wrong with a push at this minute, worded to follow the value in a sentence; null if nothing is.
 *
 * @param atMinute calendar minutes from the start of the campaign
 */
export function quietHoursMistake(calendar: Calendar, atMinute: number): string | null {
  const minuteOfDay = (startMinuteOfDay(calendar.startsAt) + atMinute) % MINUTES_A_DAY;
  if (!isQuietHour(minuteOfDay / MINUTES_AN_HOUR)) return null;
  const quietUntil = QUIET_UNTIL_HOUR * MINUTES_AN_HOUR;
  const waitMinutes = (quietUntil - minuteOfDay + MINUTES_A_DAY) % MINUTES_A_DAY;
  const quiet = `${clockTime(QUIET_FROM_HOUR * MINUTES_AN_HOUR)} to ${clockTime(quietUntil)}`;
  const next = `the next minute that is allowed is ${Math.ceil(atMinute + waitMinutes)} (${clockTime(quietUntil)})`;
  return `is ${clockTime(minuteOfDay)} where the campaign runs, in the quiet hours (${quiet}); ${next}`;
}

/** The calendar is in the campaign's local time, so its hours need no offset. */
function startMinuteOfDay(startsAt: string): number {
  const found = /T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?/.exec(startsAt);
  if (found === null) throw new RangeError(`The calendar's startsAt "${startsAt}" has no time of day.`);
  const [, hours, minutes, seconds] = found;
  return Number(hours) * MINUTES_AN_HOUR + Number(minutes) + Number(seconds ?? 0) / SECONDS_A_MINUTE;
}

function clockTime(minuteOfDay: number): string {
  const twoDigits = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${twoDigits(minuteOfDay / MINUTES_AN_HOUR)}:${twoDigits(minuteOfDay % MINUTES_AN_HOUR)}`;
}
