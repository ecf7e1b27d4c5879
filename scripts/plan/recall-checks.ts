/** Checks the push to lapsed members against the rest of the plan. */
import { offsetMsIn, offsetMsOf } from '../../mock-services/platform/local-time.ts';
import { quietHoursMistake } from '../../mock-services/recall/quiet-hours.ts';
import { recalledMember } from '../../scenarios/behaviours/recalled-member.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Draft, Report } from '../mistakes/draft.ts';

const HOUR_MS = 3_600_000;

type DraftPopulation = Draft<Plan['phases'][number]['populations'][number]>;

/** The start's offset must be that of the zone at that moment, or the two would tell different times. */
export function checkTimeZone(plan: Draft<Plan>, report: Report): void {
  const { startsAt, timeZone } = plan ?? {};
  if (startsAt === undefined || timeZone === undefined) return;
  const [written, shown] = [offsetMsIn(startsAt), offsetMsOf(timeZone, Date.parse(startsAt))];
  if (written === shown) return;
  const problem = `has another offset than ${timeZone} at that moment (${(shown / HOUR_MS).toFixed(2)} h from UTC)`;
  report(['startsAt'], problem, 'correct the offset, or leave timeZone out');
}

export function checkRecall(plan: Draft<Plan>, report: Report): void {
  const pushMinute = plan?.shop?.recall?.atMinute;
  if (pushMinute === undefined) return;
  if (plan?.startsAt !== undefined) {
    const { startsAt, speed = 1, timeZone } = plan;
    const calendar = { startsAt, speed, ...(timeZone === undefined ? {} : { timeZone }) };
    const mistake = quietHoursMistake(calendar, pushMinute);
    const hint = 'move the push, or the start of the campaign (startsAt)';
    if (mistake !== null) report(['shop', 'recall', 'atMinute'], mistake, hint);
  }
  // Only the first phase is checked: when a later one begins depends on the timetable.
  plan?.phases?.[0]?.populations?.forEach((population, i) => {
    const first = firstMinute(population);
    if (population?.behaviour !== recalledMember.name || first === null || first >= pushMinute) return;
    const problem = `arrives at minute ${first}, before the push goes out (shop.recall.atMinute ${pushMinute})`;
    const hint = 'keep its curve at 0 until the push, or push earlier';
    report(['phases', 0, 'populations', i, 'behaviour'], problem, hint);
  });
}

/** The first minute that may have shoppers; null if that is not known. A curve is flat before its first point. */
function firstMinute(population: DraftPopulation): number | null {
  if (population?.kind === 'herd') return population.atMinute ?? null;
  const held = population?.kind === 'held' ? population.shoppers : undefined;
  const points = population?.kind === 'arriving' ? population.perHour : held;
  const busy = points?.findIndex((point) => (point?.value ?? 0) > 0) ?? -1;
  if (busy < 0) return null;
  return busy === 0 ? 0 : (points?.[busy - 1]?.atMinute ?? null);
}
