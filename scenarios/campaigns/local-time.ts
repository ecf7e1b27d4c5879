/**
 * What clocks show where the campaign runs. By the plan's time zone if it names one, which may change to summer time and back; else by
 * the offset of its start. For the embedded shop, and for the check of plans.
 */
import type { Calendar } from './plan.ts';

type Where = Pick<Calendar, 'startsAt' | 'timeZone'>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Hour of the day with its fraction, 0 ≤ hour < 24.
 * @param atMs epoch milliseconds
 */
export function hourOfDay({ startsAt, timeZone }: Where, atMs: number): number {
  const localMs = atMs + (timeZone === undefined ? offsetMsIn(startsAt) : offsetMsOf(timeZone, atMs));
  return (((localMs % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS;
}

/** How far the zone's clocks are ahead of UTC at that moment. */
export function offsetMsOf(timeZone: string, atMs: number): number {
  const wholeSecondMs = Math.floor(atMs / 1000) * 1000;
  const part = new Map(
    formatOf(timeZone)
      .formatToParts(wholeSecondMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year, month, day] = [part.get('year')!, part.get('month')! - 1, part.get('day')!];
  const shown = Date.UTC(year, month, day, part.get('hour')!, part.get('minute')!, part.get('second')!);
  return shown - wholeSecondMs;
}

/** The UTC offset of "…+08:00" or "…-03:30"; 0 for "Z". */
export function offsetMsIn(startsAt: string): number {
  const found = /T\d\d:\d\d.*?(Z|([+-])(\d\d):(\d\d))$/.exec(startsAt);
  if (found === null)
    throw new RangeError(`The calendar's startsAt "${startsAt}" has no time of day with an offset.`);
  const [, , sign, hours = '0', minutes = '0'] = found;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a zone that is not in the IANA database */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
