/**
 * The refused share of one step must lie in a range. Stopped bots are left out: nobody told them whether anything is left.
 *
 * The share is a full count, not a sample: stock and quota decide it, not chance. So the observed share itself is judged, over
 * the whole run and in the phases and regions that the plan requires. The others are for information only: a stock that lasts an
 * hour refuses nobody in the first half hour.
 *
 * With n requests, shares come in steps of 1/n, and a scaled-down crowd and its stock are rounded to whole numbers. So the
 * range is widened to whole requests: floor(minShare × n) ≤ refused ≤ ceil(maxShare × n). A maximum of 0 stays 0.
 */
import type { z } from 'zod';
import { type Cell, FULL_COUNT } from '../evidence/cell.ts';
import { countsAt, type Evidence, wasCutShort } from '../evidence/evidence.ts';
import type { Place } from '../evidence/place.ts';
import { wholeAtLeast, wholeAtMost } from '../evidence/whole.ts';
import { type DeepReadonly, share, text } from '../mistakes/fields.ts';
import { inFull, inPercent } from '../text/numbers.ts';
import { checkOneStep, type ObjectiveKind, objectiveFields } from './kind.ts';
import { placesOfStep, withRequired } from './places.ts';
import { sourceAtScale } from './populations.ts';

const schema = objectiveFields('refused', { step: text, minShare: share, maxShare: share });
type Refused = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    refused: Refused;
  }
}

export const refused = {
  schema,
  isA: 'census',
  check(objective, at) {
    checkOneStep(objective, at);
    const { minShare, maxShare } = objective;
    if (minShare !== undefined && maxShare !== undefined && minShare > maxShare)
      at.report([...at.path, 'minShare'], `is above maxShare (${maxShare})`, 'swap the two');
  },
  isAbout: ({ step }, crowd) => crowd.visits(step),
  /**
   * As many bots guess before they are stopped, but there are fewer requests: refused ≤ max × weight. And how many shoppers a region
   * has is drawn. Beside a few pieces, chance decides how many of them are refused there: regions are then only shown.
   */
  atScale({ requires, ...rest }, { weight, botsVisit, scale }) {
    const wide = requires?.filter(({ region }) => region === undefined);
    const objective = wide === undefined ? rest : { ...rest, requires: wide };
    if (objective.minShare > 0 || !botsVisit(objective.step)) return objective;
    const maxShare = Math.min(1, objective.maxShare * weight);
    return { ...objective, maxShare, source: sourceAtScale(objective.source, scale) };
  },
  judge(objective, evidence) {
    const { step, minShare, maxShare } = objective;
    const cells = withRequired(placesOfStep(evidence, step), objective, step).map(({ place, required }) =>
      cellOf(objective, evidence, place, required),
    );
    return { unit: 'share', targetMin: minShare, targetMax: maxShare, cells };
  },
} satisfies ObjectiveKind<Refused>;

function cellOf({ minShare, maxShare }: Refused, evidence: Evidence, place: Place, required: boolean): Cell {
  const { refused: count, n, share: figure } = refusedAt(evidence, place);
  const census = { ...place, ...FULL_COUNT, required, figure, n };
  if (figure === null) return { ...census, state: 'not-proven', reason: 'no samples' };
  if ((place.phase !== null || place.region !== null) && !required)
    return {
      ...census,
      state: 'not-judged',
      reason: 'for information only: the range applies to the whole run',
    };
  if (minShare === 0 && maxShare === 1)
    return {
      ...census,
      state: 'not-judged',
      reason: 'any share may be refused: it only lets the step refuse',
    };
  if (wasCutShort(evidence))
    return { ...census, state: 'not-proven', reason: 'only a complete run can prove this share' };
  const [least, most] = [wholeAtMost(minShare, n), wholeAtLeast(maxShare, n)];
  const range = `${inPercent(minShare)} to ${inPercent(maxShare)} (${inFull(least)} to ${inFull(most)} of ${inFull(n)} requests)`;
  return count >= least && count <= most
    ? { ...census, state: 'pass', reason: `${inPercent(figure)} refused, within ${range}` }
    : { ...census, state: 'fail', reason: `${inPercent(figure)} refused, outside ${range}` };
}

/** Refusals at a place, as a share of all answers except those to stopped bots. The share is null without answers. */
export function refusedAt(
  { observations }: Evidence,
  place: Place,
): { readonly refused: number; readonly n: number; readonly share: number | null } {
  const { ok, refused: count, failed, degraded, ownFailed } = countsAt(observations, place);
  const n = ok + count + failed + degraded - ownFailed;
  return { refused: count, n, share: n === 0 ? null : count / n };
}
