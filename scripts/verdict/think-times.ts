/**
 * Think times of an arriving population end when they should. Where they are exponential, while it thinks for T seconds in all, at least
 * T ÷ (the longest mean think time) of them end, and each end is a visit. This holds however slow the answers are. It is what keeps
 * the count of those who were cut off honest: whoever is called cut off, but was lost, goes on thinking here. Held crowds have
 * Little's law. A herd waits for its release, so how long it thinks is not known.
 *
 * Other think times remember how long they have lasted, so of those that the phase's end cut off, none may have been near its end. But
 * all that were begun would last for T at least (Wald, "Sequential Analysis", 1947): so T ÷ longest ended or were cut off. Whoever was
 * lost thinks for the rest of the phase, which is far too long for one who was cut off.
 */
import { type Evidence, populationsOf, sessionsOf, sum, valueAt } from '../evidence/evidence.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { chanceOf, type Finding } from './finding.ts';

export function thinkTimes(evidence: Evidence): readonly Finding[] {
  const { plan, observations } = evidence;
  return plan.phases.flatMap(({ name: phase, populations }) =>
    populations.flatMap(({ kind, name: population }) => {
      const forecast = populationsOf(evidence, phase).find((each) => each.population === population);
      const longest = forecast?.thinkSecondsMax ?? 0;
      if (kind !== 'arriving' || longest === 0) return [];
      const present = valueAt(observations.shopperSeconds, phase, population);
      const thinking = Math.max(0, present - valueAt(observations.pendingSeconds, phase, population));
      const visits = valueAt(observations.intendedByPopulation, phase, population);
      const ended = Math.max(0, visits - sessionsOf(observations, phase, population));
      const { otherThinks } = forecast!;
      const isOf = (each: { readonly phase: string; readonly population: string }): boolean =>
        each.phase === phase && each.population === population;
      const cutOff = otherThinks === undefined ? 0 : sum(observations.cutOff.filter(isOf));
      const least = thinking / longest;
      const figure = Math.max(0, least - ended - cutOff);
      const limit = chanceOf(least * Math.max(1, otherThinks?.varianceMax ?? 1));
      const other = cutOff === 0 ? '' : `, ${inFull(cutOff)} were cut off`;
      return [
        {
          phase,
          population,
          state: figure <= limit ? ('ok' as const) : ('broken' as const),
          figure,
          limit,
          reason: `${population} thought for ${inFull(thinking)} s, with a mean of at most ${inShort(longest)} s: ${inFull(ended)} thoughts ended${other}, and at least ${inFull(least)} must, less ${inFull(limit)} by chance`,
        },
      ];
    }),
  );
}
