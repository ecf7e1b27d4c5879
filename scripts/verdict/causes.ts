/** Why answers failed: what people look for first when a run has not passed. */

import { OWN_CAUSE as OWN } from '../../scenarios/crowd/cause.ts';
import { failureCauses, type RemarksSeen } from '../evidence/remarks.ts';
import { plural } from '../text/numbers.ts';
import type { StepCause } from './verdict.ts';

const CAUSES_OF_A_STEP_MAX = 3;

/** The most frequent causes of each step, the step with the most failures first. */
export function causesIn(remarks: RemarksSeen): readonly StepCause[] {
  const all = failureCauses(remarks, null);
  const steps = [...new Set(all.map(({ step }) => step))];
  return steps.flatMap((step) =>
    all
      .filter((each) => each.step === step)
      .slice(0, CAUSES_OF_A_STEP_MAX)
      .map(({ cause, count }) => ({ step, cause, count })),
  );
}

/** What the headline says that answers failed for. */
export interface HeadlineSubject {
  /** That it is about; null: all. */
  readonly step: string | null;
  /** The load was not valid: its own failures are causes too, and come first. */
  readonly isLoadBroken: boolean;
  /** Something is only not proven. Failures may have a part in that, or too few answers alone. */
  readonly isUnproven: boolean;
}

/** What the headline says of it; empty if nothing failed. */
export function causeInHeadline(
  { step, isLoadBroken, isUnproven }: HeadlineSubject,
  remarks: RemarksSeen,
): string {
  const all = failureCauses(remarks, null);
  // Of a load that was not valid, the generator's own failures come first. A step that was never reached has no causes of its own.
  const own = isLoadBroken ? all.filter(({ cause }) => cause.startsWith(OWN)) : [];
  const causes = [own, failureCauses(remarks, step), all].find((each) => each.length > 0);
  const [first] = causes ?? [];
  if (first === undefined) return '';
  const where = first.step === step ? '' : ` at ${first.step}`;
  const what = isUnproven ? 'Most frequent failure' : 'Cause';
  return `. ${what}${where}: ${first.cause} (${plural(first.count, 'time')})`;
}
