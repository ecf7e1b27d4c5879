/**
 * An objective that no plan declares: a step without a `refused` objective may not refuse a single request of an honest shopper.
 * What bots are refused harms no shopper: a scalper whose appeal succeeded may ask for the coupon that it already has.
 */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { type Cell, FULL_COUNT, type Judged } from '../evidence/cell.ts';
import { countsAt, type Evidence, populationsOf, sum } from '../evidence/evidence.ts';
import { isAt, type Place } from '../evidence/place.ts';
import { inFull, inPercent, plural } from '../text/numbers.ts';
import { stepsOfPhases } from './places.ts';

export const noOtherRefusals = {
  kind: 'no-other-refusals',
  isA: 'census',
  source: 'a step without a "refused" objective may refuse no honest shopper',
  judge(evidence: Evidence): Judged {
    const declared = declaredSteps(evidence.plan);
    // One refusal fails a cell, whatever the other regions did: no need to split it.
    const cells = stepsOfPhases(evidence)
      .filter(({ step }) => !declared.includes(step))
      .flatMap((place) => cellsOf(evidence, place));
    return { unit: 'share', targetMin: null, targetMax: 0, cells };
  },
} as const;

/** One cell; none where only bots got an answer. */
function cellsOf(evidence: Evidence, place: Place): readonly Cell[] {
  const { honest, botsRefused, all, ...answers } = answersAt(evidence, place);
  const inDrills = refusedInDrills(evidence, place);
  const refused = Math.max(0, answers.refused - inDrills);
  // Those in drills may all have been bots.
  const refusedMaybe = answers.refused - Math.max(0, inDrills - botsRefused);
  const census = {
    ...place,
    ...FULL_COUNT,
    required: false,
    figure: honest === 0 ? null : refused / honest,
    n: honest,
  };
  if (refused > 0) {
    const share = inPercent(refused / honest);
    const reason = `${share} (${inFull(refused)}) refused, but this step may refuse nothing to honest shoppers`;
    return [{ ...census, state: 'fail', reason }];
  }
  const unknown = countsAt(evidence.observations, place).refused - botsRefused - answers.refused;
  if (unknown > 0) {
    const reason = `${plural(unknown, 'request')} refused, and nobody counted whose`;
    return [{ ...census, required: true, state: 'not-proven', reason }];
  }
  if (refusedMaybe > 0) {
    const reason = `up to ${plural(refusedMaybe, 'request')} of honest shoppers refused outside the drills that allow it: nobody counted whose those in them were`;
    return [{ ...census, required: true, state: 'not-proven', reason }];
  }
  if (honest > 0) return [{ ...census, state: 'pass', reason: 'nothing refused to honest shoppers' }];
  return all > 0 ? [] : [{ ...census, state: 'not-proven', reason: 'no samples' }];
}

/** Answers at a place: to honest shoppers, of these refused, refused to bots, and all. Stopped ones are left out. */
function answersAt(evidence: Evidence, place: Place) {
  const bots = populationsOf(evidence, place.phase!).filter(({ isBot }) => isBot);
  const sums = { honest: 0, refused: 0, botsRefused: 0, all: 0 };
  for (const { population, outcome, count } of evidence.observations.answers.filter(isAt(place))) {
    sums.all += count;
    const isBot = bots.some((each) => each.population === population);
    if (isBot) sums.botsRefused += outcome === 'refused' ? count : 0;
    else if (outcome !== 'stopped') {
      sums.honest += count;
      sums.refused += outcome === 'refused' ? count : 0;
    }
  }
  return sums;
}

/** In the windows of drills that say how much of this step may be refused. Nobody counts whose requests those were. */
function refusedInDrills({ plan, observations }: Evidence, place: Place): number {
  const allowing = (plan.drills ?? []).filter(({ expect }) =>
    declaredSteps({ objectives: expect }).includes(place.step!),
  );
  const isAllowed = (drill: string | undefined): boolean => allowing.some(({ name }) => name === drill);
  return sum(
    observations.responses.filter(
      (each) => each.outcome === 'refused' && isAllowed(each.drill) && isAt(place)(each),
    ),
  );
}

const declaredSteps = ({ objectives }: Pick<Plan, 'objectives'>): readonly string[] =>
  objectives.flatMap((objective) => (objective.kind === 'refused' ? [objective.step] : []));
