/**
 * Under pressure a shop turns away what matters least, and what matters most keeps its objective. Judged in a drill, at each step that
 * is to be kept: its good share reaches the target, and it is served no worse than any step that is to be shed. If nothing was shed,
 * nothing was proven: the steps to shed must have failed more often than the target of the others allows.
 *
 * A step is surely served worse than another where the 95 % bounds of their shares do not overlap.
 */
import { z } from 'zod';
import { lowerBound, upperBound } from '../evidence/binomial.ts';
import type { Cell } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { type Sample, sampleAt } from '../evidence/sample.ts';
import { shareCell } from '../evidence/share-cell.ts';
import { type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { inFull, inPercent, inPercentUp, plural } from '../text/numbers.ts';
import { checkInDrill } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

const steps = z.array(text).min(1);
/** `keep`: the steps that must reach the target. `shed`: those that may be turned away for it. */
const schema = objectiveFields('sheds-in-order', { keep: steps, shed: steps, targetShare });
type ShedsInOrder = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'sheds-in-order': ShedsInOrder;
  }
}

export const shedsInOrder = {
  schema,
  isA: 'sample',
  check(objective, at) {
    checkInDrill(objective, at);
    const { path, report, checkStepName } = at;
    objective.keep?.forEach((step, i) => {
      checkStepName(step, [...path, 'keep', i]);
    });
    objective.shed?.forEach((step, i) => {
      checkStepName(step, [...path, 'shed', i]);
      if (step !== undefined && objective.keep?.includes(step))
        report([...path, 'shed', i], 'is to be kept as well', 'leave it out of one of the two');
    });
  },
  isAbout: ({ keep, shed }, crowd) => keep.some(crowd.visits) && shed.some(crowd.visits),
  watches: ({ targetShare: target }) => ({ indicator: 'failed', step: null, targetShare: target }),
  judge(objective, evidence) {
    const { keep, shed, targetShare: target, informative = false } = objective;
    const shedSteps = shed.map((step) => ({ step, ...sampleOf(evidence, step, target) }));
    const whyNothing = nothingWasShed(shedSteps, target);
    const cells = keep.map((step): Cell => {
      const sample = sampleOf(evidence, step, target);
      const place = { ...WHOLE_RUN, step };
      const cell = shareCell(place, !informative, goodIn(sample), sample.n, target, sample);
      if (cell.state === 'fail') return cell;
      const served = shedSteps.find((other) => isServedBetter(other, sample));
      if (served !== undefined)
        return {
          ...cell,
          state: 'fail',
          reason: `at most ${inPercentUp(upperBound(goodIn(sample), sample.n))}, and ${served.step}, which is to be shed first, at least ${inPercent(lowerBound(goodIn(served), served.n))}`,
        };
      if (cell.state === 'pass' && whyNothing !== null)
        return { ...cell, state: 'not-proven', reason: whyNothing };
      return cell;
    });
    return { unit: 'share', targetMin: target, targetMax: null, cells };
  },
} satisfies ObjectiveKind<ShedsInOrder>;

type StepSample = Sample & { readonly step: string };

const sampleOf = ({ observations }: Evidence, step: string, target: number): Sample =>
  sampleAt(observations, { ...WHOLE_RUN, step }, 'failed', target);

const goodIn = ({ n, bad }: Sample): number => n - bad;

const isServedBetter = (other: Sample, one: Sample): boolean =>
  one.n > 0 && other.n > 0 && lowerBound(goodIn(other), other.n) > upperBound(goodIn(one), one.n);

/** Why it cannot be said that anything was shed, or null. */
function nothingWasShed(shed: readonly StepSample[], target: number): string | null {
  const names = shed.map(({ step }) => step).join(', ');
  const n = shed.reduce((sum, each) => sum + each.n, 0);
  const bad = shed.reduce((sum, each) => sum + each.bad, 0);
  if (n === 0) return `nothing was shed: nobody asked for ${names}`;
  if (bad > 0 && lowerBound(bad, n) > 1 - target) return null;
  return `nothing was shed: ${inFull(bad)} of ${plural(n, 'answer')} of ${names} failed`;
}
