/**
 * At most a share of what was granted at one step, or at all steps, may be degraded: kept in part, or promised for later. What was
 * refused, stopped or failed granted nothing. Where the plan declares no such objective for a step, a degraded answer has failed: see `degradedAsFailed`. Where
 * it does, the answer counts neither as ok nor as failed, and its response time counts like any other.
 */
import type { z } from 'zod';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { type Answer, isOwn } from '../evidence/indicators.ts';
import { sampleAt } from '../evidence/sample.ts';
import { atMostCell } from '../evidence/share-cell.ts';
import { type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { checkOneStep, type ObjectiveKind, objectiveFields } from './kind.ts';
import { everyPlace, placesOfStep, withRequired } from './places.ts';

/** Without `step`, it is about all steps. */
const schema = objectiveFields('degraded', { step: text.exactOptional(), maxShare: targetShare });
type Degraded = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    degraded: Degraded;
  }
}

export const degraded = {
  schema,
  isA: 'sample',
  check({ step, ...objective }, at) {
    if (step !== undefined) checkOneStep({ ...objective, step }, at);
  },
  isAbout: ({ step }, crowd) => step === undefined || crowd.visits(step),
  watches: ({ step = null, maxShare }) => ({ indicator: 'degraded', step, targetShare: 1 - maxShare }),
  judge(objective, evidence) {
    const { step, maxShare } = objective;
    const places = step === undefined ? everyPlace(evidence) : placesOfStep(evidence, step);
    const cells = withRequired(places, objective, step ?? null).map(({ place, required }) => {
      const sample = sampleAt(evidence.observations, place, 'degraded', 1 - maxShare);
      return atMostCell(place, required, sample.bad, sample.n, maxShare, sample);
    });
    return { unit: 'share', targetMin: null, targetMax: maxShare, cells };
  },
} satisfies ObjectiveKind<Degraded>;

/** Whether the plan, or one of its drills, says how much of a step may be degraded. */
export const mayDegrade = ({ objectives }: Pick<Plan, 'objectives'>, step: string): boolean =>
  objectives.some((each) => each.kind === 'degraded' && (each.step === undefined || each.step === step));

/**
 * An answer as objectives count it: a degraded one has failed where the plan declares none. One that was late only because of the
 * generator is in no share and stays what it was: failed, it would look like a request that never reached the target.
 */
export const asCounted = <A extends Answer & { readonly step: string }>(
  plan: Pick<Plan, 'objectives'>,
  answer: A,
): A =>
  answer.outcome === 'degraded' && !isOwn(answer) && !mayDegrade(plan, answer.step)
    ? { ...answer, outcome: 'failed' }
    : answer;

/** The evidence with all answers as objectives count them. */
export function degradedAsFailed(evidence: Evidence): Evidence {
  const { plan, observations } = evidence;
  const responses = observations.responses.map((each) => asCounted(plan, each));
  return { ...evidence, observations: { ...observations, responses } };
}
