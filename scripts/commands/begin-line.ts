/** The first line of a rehearsal: what is about to be sent, and where. Seconds pass before anything else is said. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { lengthMs, timetable } from '../../scenarios/crowd/timetable.ts';
import type { Shop } from '../../scenarios/shop/shop.ts';
import { withoutCredentials } from '../admission/without-credentials.ts';
import { shoppersAtOnce } from '../own-shop/shoppers-at-once.ts';
import { inFull, plural } from '../text/numbers.ts';
import { shown } from '../text/shown.ts';

const EMBEDDED = 'the embedded shop';

/** @param targets as they were typed: they are not checked yet, and may hold what nobody should read */
export function beginLine(plan: Plan, shop: Shop, targets: readonly string[]): string {
  const where = targets.length === 0 ? EMBEDDED : targets.map(withoutCredentials).join(', ');
  const shoppers = plural(shoppersAtOnce(plan, shop), 'shopper');
  const seconds = inFull(Math.round(lengthMs(timetable(plan)) / 1000));
  return shown(`Rehearsing ${plan.name} (about ${shoppers} at most, ${seconds} s) on ${where}`);
}
