/** Figures of the live screen as text. */
import { inFull } from '../../text/numbers.ts';
import type { Rates } from './rates.ts';

const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;
export const NONE = '–';
const TOO_LATE = '> 10 s';

export function rate({ seconds }: Rates, increment: number): string {
  if (seconds <= 0) return NONE;
  const perSecond = increment / seconds;
  return `${perSecond < RATE_WITH_DIGIT ? perSecond.toFixed(1) : inFull(perSecond)}/s`;
}
/** Rates below this show a tenth. */
const RATE_WITH_DIGIT = 10;

/** Cut, not rounded: 99.996 % is not shown as 100. */
export function percent(share: number | null): string {
  if (share === null) return NONE;
  return `${(Math.floor(share * PERCENT * HUNDREDTHS) / HUNDREDTHS).toFixed(2)} %`;
}
const PERCENT = 100;
const HUNDREDTHS = 100;

export function lag(seconds: number | null): string {
  if (seconds === null) return NONE;
  return Number.isFinite(seconds) ? `≤ ${Math.round(seconds * MS_PER_SECOND)} ms` : TOO_LATE;
}

/** `1:02:03`, `2:03`, `-0:05`. */
export function clock(ms: number): string {
  const all = Math.round(Math.abs(ms) / MS_PER_SECOND);
  const seconds = String(all % SECONDS_PER_MINUTE).padStart(2, '0');
  const allMinutes = Math.floor(all / SECONDS_PER_MINUTE);
  const hours = Math.floor(allMinutes / MINUTES_PER_HOUR);
  const minutes = allMinutes % MINUTES_PER_HOUR;
  const text =
    hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
  return ms < 0 && all > 0 ? `-${text}` : text;
}
