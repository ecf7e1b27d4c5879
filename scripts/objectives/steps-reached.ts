/**
 * An objective that no plan declares: a step that the forecast visits must be reached. A step that never ran has no samples, so no
 * other objective would say a word about it. If most answers before it failed, the target is to blame, and it fails. Otherwise it
 * is named and not proven: what was refused has objectives of its own, and what the generator left undone makes the load invalid.
 */
import { type Cell, type CellState, FULL_COUNT, type Judged } from '../evidence/cell.ts';
import {
  countsAt,
  type Evidence,
  forecastOf,
  populationsOf,
  sum,
  wasCutShort,
} from '../evidence/evidence.ts';
import { isAt } from '../evidence/place.ts';
import type { Following } from '../forecast/forecast.ts';
import { inFull, plural } from '../text/numbers.ts';

/** So few visits may be none by chance: 16 is four standard deviations of itself. */
const VISITS_BY_CHANCE_MAX = 16;
/** Of the answers before a step: if more failed, that is why nobody reached it. */
const FAILED_SHARE_MAX = 0.5;

export const stepsReached = {
  kind: 'steps-reached',
  isA: 'census',
  source: 'a step that the forecast visits must be reached',
  judge(evidence: Evidence): Judged {
    const cells = wasCutShort(evidence)
      ? []
      : evidence.plan.phases.flatMap(({ name }) => cellsOf(evidence, name));
    return { unit: 'count', targetMin: 1, targetMax: null, cells };
  },
} as const;

/** One cell for each step that never ran, in the whole phase or in one of its regions. */
function cellsOf(evidence: Evidence, phase: string): readonly Cell[] {
  const { observations, plan } = evidence;
  const expected = forecastOf(evidence, phase)?.intendedByStep ?? {};
  return Object.entries(expected).flatMap(([step, visits]) => {
    const ranIn = (region: string): boolean => countsAt(observations, { phase, step, region }).intended > 0;
    const never = plan.regions.filter(
      ({ name, share }) => visits * share > VISITS_BY_CHANCE_MAX && !ranIn(name),
    );
    const everywhere =
      countsAt(observations, { phase, step }).intended === 0 && visits > VISITS_BY_CHANCE_MAX;
    const regions = everywhere ? [null] : never.map(({ name }) => name);
    return regions.map((region): Cell => {
      const { state, reason } = whyNever(evidence, phase, step, region);
      return {
        phase,
        step,
        region,
        ...FULL_COUNT,
        required: false,
        state,
        figure: 0,
        n: 0,
        reason: `never ran: ${reason}`,
      };
    });
  });
}

function whyNever(
  evidence: Evidence,
  phase: string,
  step: string,
  region: string | null,
): { readonly state: CellState; readonly reason: string } {
  const following = populationsOf(evidence, phase).flatMap((each) => each.following);
  const isHere = isAt({ phase, step: null, region });
  const answersTo = (steps: readonly string[]) =>
    evidence.observations.answers.filter(
      (each) => isHere(each) && steps.includes(each.step) && each.count > 0,
    );
  let before = stepsBefore(following, [step]);
  let answers = answersTo(before);
  // Nobody may have come that far either: look further back.
  for (let earlier = before; answers.length === 0 && earlier.length > 0; ) {
    earlier = stepsBefore(following, before).filter((each) => !before.includes(each) && each !== step);
    before = [...before, ...earlier];
    answers = answersTo(before);
  }
  const all = sum(answers);
  if (all === 0) return { state: 'not-proven', reason: 'nobody came to it' };
  const failed = sum(answers.filter(({ outcome }) => outcome === 'failed'));
  const names = [...new Set(answers.map((each) => each.step))].join(', ');
  if (failed <= all * FAILED_SHARE_MAX)
    return {
      state: 'not-proven',
      reason: `none of the ${plural(all, 'answer')} to ${names} before it led to it`,
    };
  const how =
    failed === all ? `all ${plural(all, 'answer')}` : `${inFull(failed)} of the ${plural(all, 'answer')}`;
  return { state: 'fail', reason: `${how} to ${names} before it failed` };
}

/** The steps from which an answer leads to one of these. */
const stepsBefore = (following: readonly Following[], steps: readonly string[]): readonly string[] => [
  ...new Set(
    following.flatMap(({ step, next }) => (steps.includes(next) && !steps.includes(step) ? [step] : [])),
  ),
];
