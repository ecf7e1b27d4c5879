/** Checks the calendar's start against its time zone. */
import { offsetMsIn, offsetMsOf } from '../../scenarios/campaigns/local-time.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Draft, Report } from '../mistakes/draft.ts';

const HOUR_MS = 3_600_000;

/** The start's offset must be that of the zone at that moment, or the two would tell different times. */
export function checkTimeZone(plan: Draft<Plan>, report: Report): void {
  const { startsAt, timeZone } = plan ?? {};
  if (startsAt === undefined || timeZone === undefined) return;
  const [written, shown] = [offsetMsIn(startsAt), offsetMsOf(timeZone, Date.parse(startsAt))];
  if (written === shown) return;
  const problem = `has another offset than ${timeZone} at that moment (${(shown / HOUR_MS).toFixed(2)} h from UTC)`;
  report(['startsAt'], problem, 'correct the offset, or leave timeZone out');
}
