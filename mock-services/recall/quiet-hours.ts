/**
 * The hours in which no push may go out: in the campaign review some went out at 3 a.m. The hours are an assumption, usual for
 * marketing messages. The check of plans uses this file too, so it imports nothing of the store.
 */

import { hourOfDay } from '../../scenarios/campaigns/local-time.ts';
import type { Calendar } from '../../scenarios/campaigns/plan.ts';

/** Local hours of the day: quiet from the first until just before the second. */
export const QUIET_FROM_HOUR = 22;
export const QUIET_UNTIL_HOUR = 8;

const MINUTES_AN_HOUR = 60;
const MINUTE_MS = 60_000;
/** A leap year: no plan is longer. */
const PUSH_MINUTE_MAX = 366 * 24 * MINUTES_AN_HOUR;
/** Keeps 07:40, whose hour is 7.666…, from being cut to 07:39. */
const ROUNDING = 1e-9;

/** @param hour of the day where the campaign runs, 0 ≤ hour < 24 */
export const isQuietHour = (hour: number): boolean => hour >= QUIET_FROM_HOUR || hour < QUIET_UNTIL_HOUR;

/**
 * The first minute from this one on in which a push may go out.
 *
 * @param atMinute calendar minutes from the start of the campaign, at most a few years
 */
export function allowedMinute(calendar: Calendar, atMinute: number): number {
  if (!isQuietHour(hourAt(calendar, atMinute))) return atMinute;
  // Minute by minute, because clocks may change to summer time or back in between.
  let next = Math.ceil(atMinute);
  while (isQuietHour(hourAt(calendar, next))) next++;
  return next;
}

const hourAt = (calendar: Calendar, minute: number): number =>
  hourOfDay(calendar, Date.parse(calendar.startsAt) + minute * MINUTE_MS);

/**
 * What is wrong with a push at this minute, worded to follow the value in a sentence; null if nothing is.
 *
 * @param atMinute calendar minutes from the start of the campaign
 */
export function quietHoursMistake(calendar: Calendar, atMinute: number): string | null {
  if (!(atMinute <= PUSH_MINUTE_MAX)) return 'is more than a year after the start of the campaign';
  const next = allowedMinute(calendar, atMinute);
  if (next === atMinute) return null;
  const quiet = `${clockTime(QUIET_FROM_HOUR)} to ${clockTime(QUIET_UNTIL_HOUR)}`;
  const allowed = `the next minute that is allowed is ${next} (${clockTime(hourAt(calendar, next))})`;
  return `is ${clockTime(hourAt(calendar, atMinute))} where the campaign runs, in the quiet hours (${quiet}); ${allowed}`;
}

function clockTime(hour: number): string {
  const minutes = Math.floor(hour * MINUTES_AN_HOUR + ROUNDING);
  const twoDigits = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${twoDigits(minutes / MINUTES_AN_HOUR)}:${twoDigits(minutes % MINUTES_AN_HOUR)}`;
}
