/** Checks the push to lapsed members against the rest of the plan. */
import { quietHoursMistake } from '../../mock-services/recall/quiet-hours.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { recalledMember } from '../../scenarios/targets/mock-shop/behaviours/recalled-member.ts';
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import type { Draft, Report } from '../mistakes/draft.ts';

type DraftPopulation = Draft<Plan['phases'][number]['populations'][number]>;

export function checkRecall(plan: Draft<CarnivalPlan>, report: Report): void {
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
