/** What the reader should know of the books and decides nothing: orders without an answer, and rows without one to compare with. */
import { type Evidence, everyVuFinished } from '../evidence/evidence.ts';
import type { LedgerAudit } from '../evidence/observations.ts';
import { inFull, plural } from '../text/numbers.ts';

export const notesOnBooks = (evidence: Evidence): readonly string[] => {
  const { audit } = evidence.observations;
  return [...unanswered(audit), ...unmatched(audit, everyVuFinished(evidence))];
};

function unanswered({ indeterminate, indeterminateStored: stored }: LedgerAudit): readonly string[] {
  if (indeterminate === 0) return [];
  const known = stored === undefined ? '' : ` (${inFull(stored)} of them in the shop's books)`;
  return [
    `${plural(indeterminate, 'order')} never got an answer, not even to a repeated request${known}: nobody was told of them, so they are not lost`,
  ];
}

/** In a run that did not come to its end, k6 could not write down its last answers: then these accuse nobody. */
function unmatched({ unexplained, unasked }: LedgerAudit, isWhole: boolean): readonly string[] {
  if (unexplained === 0 && unasked.length === 0) return [];
  if (!isWhole) return [WITHOUT_LAST_ANSWERS];
  return [
    ...(unexplained === 0
      ? []
      : [
          `${plural(unexplained, 'order')} in the shop's books without a matching answer or failure in k6's console`,
        ]),
    ...unasked.map((found) => `nobody asked for this: ${found}`),
  ];
}

export const WITHOUT_LAST_ANSWERS =
  "the load was cut short before k6 wrote down its last answers, so a part of the shop's books cannot be compared with them: that says nothing against the shop";
