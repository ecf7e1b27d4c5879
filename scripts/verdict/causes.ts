/** Why answers failed: what people look for first when a run has not passed. */

import { OWN_CAUSE as OWN } from '../../scenarios/crowd/cause.ts';
import type { Cell } from '../evidence/cell.ts';
import { isOwn } from '../evidence/indicators.ts';
import type { Observations } from '../evidence/observations.ts';
import { isAt, type Place, WHOLE_RUN } from '../evidence/place.ts';
import { failureCauses } from '../evidence/remarks.ts';
import { plural } from '../text/numbers.ts';
import type { ObjectiveResult, StepCause } from './verdict.ts';

const CAUSES_OF_A_STEP_MAX = 3;
/** Failures explain at least this much of what was bad: if less, something else is the story. */
export const EXPLAINED_SHARE_MIN = 0.5;

/** Only where an answer that failed is a bad one can the cause of a failure explain anything. A breaker's clause counts no answers. */
const COUNT_FAILURES: readonly ObjectiveResult['kind'][] = ['success', 'response-time'];

/** A cell that did not pass, and what it is of. */
export interface Unpassed {
  readonly objective: Pick<ObjectiveResult, 'kind' | 'drill'>;
  readonly cell: Cell;
}
type Seen = Pick<Observations, 'remarks' | 'responses'>;
interface Counted {
  readonly step: string;
  readonly cause: string;
  readonly count: number;
}

/** The most frequent causes of each step, the step with the most failures first. */
export function causesIn(seen: Seen, failed: readonly Unpassed[]): readonly StepCause[] {
  const all = failureCauses(seen.remarks, WHOLE_RUN);
  const explaining = failed.flatMap((each) => causesAt(each, seen));
  const steps = [...new Set(all.map(({ step }) => step))];
  return steps.flatMap((step) =>
    all
      .filter((each) => each.step === step)
      .slice(0, CAUSES_OF_A_STEP_MAX)
      .map(({ cause, count }) => ({
        ...{ step, cause, count },
        ...(explaining.some((each) => each.step === step && each.cause === cause) ? { explains: true } : {}),
      })),
  );
}

/**
 * The causes that surely made answers of this cell fail, the most frequent first. Causes are counted by phase and step, without region
 * or drill. So one is certain only if it came more often than answers failed at its step outside the cell; the difference is how often
 * it came here at least.
 */
function causesAt({ objective, cell }: Unpassed, { remarks, responses }: Seen): readonly Counted[] {
  if (!COUNT_FAILURES.includes(objective.kind)) return [];
  const failures = responses.filter((each) => each.outcome === 'failed' && !isOwn(each));
  const isHere = isAt(cell);
  const inCell = failures.filter((each) => isHere(each) && each.drill === (objective.drill ?? undefined));
  if (sumOf(inCell) < EXPLAINED_SHARE_MIN * cell.n * (1 - (cell.figure ?? 1))) return [];
  return failureCauses(remarks, cell)
    .filter(({ cause }) => !cause.startsWith(OWN))
    .map((each) => {
      const { step } = each;
      const inPhase = failures.filter(isAt({ phase: cell.phase, step }));
      const elsewhere = sumOf(inPhase) - sumOf(inCell.filter((other) => other.step === step));
      return { ...each, count: each.count - elsewhere };
    })
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}

const sumOf = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

/** What the headline says that answers of the failed cell failed for; empty if nobody can tell. */
export const causeOfFail = (worst: Unpassed, seen: Seen): string =>
  inWords('Cause', causesAt(worst, seen)[0], worst.cell.step);

/** Of a load that was not valid, the generator's own failures are a cause. Those of the target are only worth a look. */
export function causeOfBrokenLoad({ remarks }: Seen): string {
  const all = failureCauses(remarks, WHOLE_RUN);
  const own = all.find(({ cause }) => cause.startsWith(OWN));
  return own === undefined ? inWords(MOST, all[0], null) : inWords('Cause', own, null);
}

/**
 * Failures may have a part in it that something is not proven, or too few answers alone. A step that was never reached has none of its
 * own. In the window of a drill things fail on purpose.
 */
export function failureBesides(
  { objective, cell }: { readonly objective: Pick<Unpassed['objective'], 'drill'>; readonly cell: Place },
  { remarks }: Seen,
): string {
  if (objective.drill !== null) return '';
  const own = failureCauses(remarks, { ...WHOLE_RUN, step: cell.step })[0];
  return inWords(MOST, own ?? failureCauses(remarks, WHOLE_RUN)[0], cell.step);
}

const MOST = 'Most frequent failure';

function inWords(what: string, first: Counted | undefined, at: string | null): string {
  if (first === undefined) return '';
  const where = first.step === at ? '' : ` at ${first.step}`;
  return `. ${what}${where}: ${first.cause} (${plural(first.count, 'time')})`;
}
