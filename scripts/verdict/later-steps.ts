/**
 * Compares the visits of every step with what the answers before it imply:
 *
 *   visits = sessions begun there + Σ (answers × share that goes on there) − cut off
 *
 * by population and region. The answers are observed, so a target that fails or refuses lowers both sides alike, and a difference
 * is the generator's fault. `cut off` are those who were sent on, but whose think time outlasts the phase, or whose place a falling
 * crowd lost: only the crowd knows, and it counts them. Where each answer leads to one step only, both sides are equal. Elsewhere
 * every shopper draws its next step, so the sum is binomial: see `chanceOf`.
 */

import type { StepCount } from '../evidence/counted.ts';
import { type Evidence, plannedSessions, sum } from '../evidence/evidence.ts';
import { isAt } from '../evidence/place.ts';
import type { Following, PopulationForecast } from '../forecast/forecast.ts';
import { inFull } from '../text/numbers.ts';
import { chanceOf, type Finding } from './finding.ts';

export interface ImpliedVisits {
  readonly population: string;
  readonly step: string;
  readonly region: string;
  /** Visits of the population: its answers, and up to all of the step's requests that were never sent, which nobody counts by population. */
  readonly seenMin: number;
  readonly seenMax: number;
  readonly expected: number;
  /** How far chance may take it from `expected`. */
  readonly chance: number;
}

export function laterSteps(evidence: Evidence): readonly Finding[] {
  return evidence.forecast.phases.flatMap(({ phase, populations }) => {
    const visits = impliedVisits(evidence, phase, populations);
    return populations.map(({ population }) => {
      const own = visits.filter((each) => each.population === population);
      const worst = own.toSorted((one, other) => excessOf(other) - excessOf(one))[0];
      const place = { phase, population };
      if (worst === undefined || excessOf(worst) <= 0)
        return {
          ...place,
          state: 'ok',
          reason: `${population} came to each step as often as they were sent there`,
        };
      const { step, region, seenMax, expected, chance } = worst;
      const slack = chance === 0 ? '' : ` ± ${inFull(chance)}`;
      const reason =
        seenMax === 0
          ? `${step} never ran in ${region}, although ${inFull(expected)} of ${population} were sent on to it`
          : `${step} in ${region}: ${inFull(seenMax)} visits of ${population}, but ${inFull(expected)}${slack} were sent on to it`;
      return { ...place, state: 'broken', figure: offOf(worst), limit: chance, reason };
    });
  });
}

/** How far the visits are from what is implied. */
const offOf = ({ seenMin, seenMax, expected }: ImpliedVisits): number =>
  Math.max(0, seenMin - expected, expected - seenMax);

/** Sums of shares have rounding errors, but a visit is a whole one. */
const ROUNDING = 1e-6;

const excessOf = (visits: ImpliedVisits): number => offOf(visits) - visits.chance - ROUNDING;

function impliedVisits(
  { plan, observations }: Evidence,
  phase: string,
  populations: readonly PopulationForecast[],
): readonly ImpliedVisits[] {
  const unsent = observations.unsent.filter((each) => each.phase === phase);
  return populations.flatMap(({ population, steps, following }) => {
    const own = <T extends { phase: string; population: string }>(counts: readonly T[]): readonly T[] =>
      counts.filter((each) => each.phase === phase && each.population === population);
    const [answers, cutOff] = [own(observations.answers), own(observations.cutOff)];
    const sessions = plannedSessions(observations, phase, population);
    return plan.regions.flatMap(({ name: region }) => {
      const answersHere = answers.filter((each) => each.region === region);
      return steps.map((step) => {
        const isHere = isAt({ phase, step, region });
        const at = (counts: readonly StepCount[]): number => sum(counts.filter(isHere));
        const sent = sentOnTo(step, answersHere, following);
        const seenMin = at(answersHere);
        return {
          population,
          step,
          region,
          seenMin,
          seenMax: seenMin + at(unsent),
          expected: at(sessions) + sent.expected - at(cutOff),
          chance: chanceOf(sent.variance),
        };
      });
    });
  });
}

function sentOnTo(
  step: string,
  answers: Evidence['observations']['answers'],
  following: readonly Following[],
): { readonly expected: number; readonly variance: number } {
  let expected = 0;
  let variance = 0;
  for (const { step: from, outcome, next, share } of following) {
    if (next !== step) continue;
    for (const each of answers) {
      if (each.step !== from || each.outcome !== outcome) continue;
      expected += each.count * share;
      variance += each.count * share * (1 - share);
    }
  }
  return { expected, variance };
}
