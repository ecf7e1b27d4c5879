/** The sentences of a verdict in the language of its reader, as far as it has them. Figures, names and verdict.json stay. */
import type { Verdict } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';

export function inLanguage(verdict: Verdict, words: Words): Verdict {
  const { reason: say } = words;
  const sayReason = <T extends { readonly reason: string }>(each: T): T => ({
    ...each,
    reason: say(each.reason),
  });
  return {
    ...verdict,
    headline: say(verdict.headline),
    objectives: verdict.objectives.map((each) => ({ ...each, cells: each.cells.map(sayReason) })),
    validity: verdict.validity.map(sayReason),
    drills: drillsInLanguage(verdict.drills, words),
    notes: verdict.notes.map(say),
  };
}

/** Where drills are and what they do, in the language of their reader. */
export const drillsInLanguage = (drills: Verdict['drills'], { drillText }: Words): Verdict['drills'] =>
  drills.map((each) => ({ ...each, where: drillText(each.where), fault: drillText(each.fault) }));
