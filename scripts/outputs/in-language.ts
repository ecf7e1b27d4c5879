/** The sentences of a verdict in the language of its reader, as far as it has them. Figures, names and verdict.json stay. */
import type { Verdict } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';

export function inLanguage(verdict: Verdict, { reason: say, drillText }: Words): Verdict {
  const sayReason = <T extends { readonly reason: string }>(each: T): T => ({
    ...each,
    reason: say(each.reason),
  });
  return {
    ...verdict,
    headline: say(verdict.headline),
    objectives: verdict.objectives.map((each) => ({ ...each, cells: each.cells.map(sayReason) })),
    validity: verdict.validity.map(sayReason),
    drills: verdict.drills.map((each) => ({
      ...each,
      where: drillText(each.where),
      fault: drillText(each.fault),
    })),
    notes: verdict.notes.map(say),
  };
}
