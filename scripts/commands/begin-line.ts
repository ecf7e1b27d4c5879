/** The first line of a rehearsal: what is about to be sent, and where. Seconds pass before anything else is said. */
import { withoutCredentials } from '../admission/without-credentials.ts';
import type { PlanSize } from '../forecast/shoppers-at-once.ts';
import { inFull, plural } from '../text/numbers.ts';
import { shown } from '../text/shown.ts';

const EMBEDDED = 'the embedded shop';

/** @param targets as they were typed: they are not checked yet, and may hold what nobody should read */
export function beginLine(plan: string, { shoppers, seconds }: PlanSize, targets: readonly string[]): string {
  const where = targets.length === 0 ? EMBEDDED : targets.map(withoutCredentials).join(', ');
  const size = `about ${plural(shoppers, 'shopper')} at most, ${inFull(seconds)} s`;
  return shown(`Rehearsing ${plan} (${size}) on ${where}`);
}
