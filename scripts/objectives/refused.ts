/**
 * The refused share of one step must lie in a range, bots that were stopped left out: they were never told what is left.
 *
 * The share is a census and not a sample: stock and quota decide it, not chance. So the observed share itself is judged, over
 * the whole run and in the phases that the plan requires. In other phases it is only shown: a stock that lasts for an hour
 * refuses nobody in the first half.
 *
 * Of n requests a share can be told only to 1/n, and a scaled-down crowd and its stock are rounded to whole ones. So the range
 * is widened to whole requests: floor(minShare × n) ≤ refused ≤ ceil(maxShare × n). A step that may refuse nothing still may not.
 */
import type { z } from 'zod';
import type { Cell } from '../evidence/cell.ts';
import { countsAt, type Evidence, type Place, wasInterrupted } from '../evidence/evidence.ts';
import { type DeepReadonly, share, text } from '../mistakes/fields.ts';
import { inFull, inPercent } from '../text/numbers.ts';
import { checkOneStep, type ObjectiveKind, objectiveFields } from './kind.ts';
import { placesOfStep, withRequired } from './places.ts';

const schema = objectiveFields('refused', { step: text, minShare: share, maxShare: share });
type Refused = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    refused: Refused;
  }
}

export const refused = {
  schema,
  isFact: false,
  check(objective, at) {
    checkOneStep(objective, at);
    const { minShare, maxShare } = objective;
    if (minShare !== undefined && maxShare !== undefined && minShare > maxShare)
      at.report([...at.path, 'minShare'], `is above maxShare (${maxShare})`, 'swap the two');
  },
  isAbout: ({ step }, crowd) => crowd.visits(step),
  /** As many bots guess before they are stopped, of fewer requests: refused ≤ max × weight. */
  atScale: (objective, { weight, botsVisit, source }) =>
    objective.minShare === 0 && botsVisit(objective.step)
      ? { ...objective, maxShare: Math.min(1, objective.maxShare * weight), source }
      : objective,
  judge(objective, evidence) {
    const { step, requires, minShare, maxShare } = objective;
    const cells = withRequired(placesOfStep(evidence, step), requires, step).map(({ place, required }) =>
      cellOf(objective, evidence, place, required),
    );
    return { unit: 'share', targetMin: minShare, targetMax: maxShare, cells };
  },
} satisfies ObjectiveKind<Refused>;

function cellOf({ minShare, maxShare }: Refused, evidence: Evidence, place: Place, required: boolean): Cell {
  const { refused: count, n, share: figure } = refusedAt(evidence, place);
  const census = { ...place, required, figure, lower: null, upper: null, n };
  if (figure === null) return { ...census, state: 'not-proven', reason: 'no samples' };
  if (place.phase !== null && !required)
    return { ...census, state: 'not-judged', reason: 'for information: the range is over the whole run' };
  if (wasInterrupted(evidence))
    return { ...census, state: 'not-proven', reason: 'a census needs the whole run' };
  const [least, most] = [Math.floor(minShare * n), Math.ceil(maxShare * n)];
  const range = `${inPercent(minShare)} … ${inPercent(maxShare)} (${inFull(least)} to ${inFull(most)} of ${inFull(n)})`;
  return count >= least && count <= most
    ? { ...census, state: 'pass', reason: `${inPercent(figure)} refused lies in ${range}` }
    : { ...census, state: 'fail', reason: `${inPercent(figure)} refused lies outside ${range}` };
}

/** Refusals at a place, among the answers to everybody whom risk control let through. The share is null without any. */
export function refusedAt(
  { observations }: Evidence,
  place: Place,
): { readonly refused: number; readonly n: number; readonly share: number | null } {
  const { ok, refused: count, failed } = countsAt(observations, place);
  const n = ok + count + failed;
  return { refused: count, n, share: n === 0 ? null : count / n };
}
