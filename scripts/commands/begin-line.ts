/** The first line of a rehearsal: what is about to be sent, and where. Seconds pass before anything else is said. */
import { withoutCredentials } from '../admission/without-credentials.ts';
import type { PlanSize } from '../forecast/shoppers-at-once.ts';
import { inFull } from '../text/numbers.ts';
import { shown } from '../text/shown.ts';
import type { SaidWords } from '../words/said/words.ts';

/** @param targets as they were typed: they are not checked yet, and may hold what nobody should read */
export function beginLine(
  plan: string,
  { shoppers, seconds }: PlanSize,
  targets: readonly string[],
  words: SaidWords,
): string {
  const where = targets.length === 0 ? words.embeddedShop : targets.map(withoutCredentials).join(', ');
  return shown(words.rehearsing({ plan, shoppers: inFull(shoppers), seconds: inFull(seconds), where }));
}
