/**
 * Promises that the shop's books show broken: every reservation kept, the payment of every cancelled or returned order refunded, …
 * It also checks that every stored order was acknowledged or got no answer.
 *
 * The audit counts kinds of breaks, and one kind may have broken 30,000 times. So a plan can only ask for none.
 */
import { z } from 'zod';
import { type Evidence, everyVuFinished } from '../evidence/evidence.ts';
import { type DeepReadonly, message } from '../mistakes/fields.ts';
import { plural } from '../text/numbers.ts';
import { examples, type Found, gapInAnswers, judgeFact } from './books.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const none = z.number().refine((max) => max === 0, {
  error: message('is not 0', 'write 0: no promise may be broken, because each kind of break is counted once'),
});
const schema = objectiveFields('broken-promises', { max: none });
type BrokenPromises = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'broken-promises': BrokenPromises;
  }
}

const KINDS_MAX = 3;

export const brokenPromises = {
  schema,
  isA: 'fact',
  check: checkOneCell,
  judge: (objective, evidence) => judgeFact(objective, evidence, brokenIn(evidence)),
} satisfies ObjectiveKind<BrokenPromises>;

export function brokenIn(evidence: Evidence): Found {
  const broken = [...notAskedFor(evidence), ...evidence.observations.audit.brokenPromises];
  const says = `${plural(broken.length, 'broken promise')}${examples(broken, KINDS_MAX)}`;
  return { figure: broken.length, says, gap: gapOf(evidence) };
}

/** What an unread answer promised was not looked up. */
function gapOf(evidence: Evidence): string | null {
  const gap = gapInAnswers(evidence) ?? evidence.observations.audit.notLookedUp?.promises ?? null;
  return gap === null ? null : `not every promise was looked up: ${gap}`;
}

/**
 * In a completed run, a stored order without any answer breaks a promise, and so does a change that nobody asked for. But after
 * Ctrl-C, a crash of k6 or of a VU, or with a gap in k6's console, they may have been acknowledged. Then they are notes in the verdict.
 */
function notAskedFor(evidence: Evidence): readonly string[] {
  const { unexplained, unasked } = evidence.observations.audit;
  if (gapInAnswers(evidence) !== null || !everyVuFinished(evidence)) return [];
  if (unexplained === 0) return unasked;
  const orders = plural(unexplained, 'order');
  return [`every stored order was acknowledged or got no answer: broken by ${orders}`, ...unasked];
}
