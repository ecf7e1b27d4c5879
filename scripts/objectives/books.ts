/** Shared by the objectives about the shop's books. These are facts: full counts, once the books could be read. */
import { type Cell, FULL_COUNT, type Judged } from '../evidence/cell.ts';
import { countsAt, type Evidence } from '../evidence/evidence.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { inFull, plural } from '../text/numbers.ts';

/** What the books show, and why the data may be incomplete. */
export interface Found {
  readonly figure: number;
  readonly says: string;
  /** Why the data is incomplete; null if it is complete. */
  readonly gap?: string | null;
}

/** A kind that the books are counted for: how much of it there may be, and whether it need not be proven. */
interface CountedObjective {
  readonly max: number;
  readonly informative?: boolean;
}

export const judgeFact = (objective: CountedObjective, evidence: Evidence, found: Found): Judged => ({
  unit: 'count',
  targetMin: null,
  targetMax: objective.max,
  cells: [factCell(objective, evidence, found)],
});

/** One cell for the whole run. What was found counts, even if the audit could not finish. */
function factCell(
  { max, informative = false }: CountedObjective,
  { observations: { audit } }: Evidence,
  { figure, says, gap = null }: Found,
): Cell {
  const cell = {
    ...WHOLE_RUN,
    ...FULL_COUNT,
    required: !informative,
    figure: audit.done || figure > 0 ? figure : null,
    n: audit.acknowledged,
  };
  if (figure > max) return { ...cell, state: 'fail', reason: says };
  if (!audit.done) {
    const reason = `the shop's books were not audited: ${audit.reason ?? 'no reason given'}`;
    return { ...cell, state: 'not-proven', reason };
  }
  if (gap !== null) return { ...cell, state: 'not-proven', reason: gap };
  if (audit.acknowledged === 0)
    return { ...cell, state: 'not-proven', reason: 'no order was acknowledged, so the books prove nothing' };
  return { ...cell, state: 'pass', reason: says };
}

/**
 * Why k6's console has fewer order ids than the counters have answers, or null. The crowd logs an id whenever it counts an ok,
 * degraded or failed answer to an order, so there should never be fewer ids than answers. (There may be more: the console keeps working
 * after Prometheus dies.)
 */
export function gapInAnswers({ observations, forecast }: Evidence): string | null {
  const { tornLines, answersRead } = observations.audit;
  if (tornLines > 0) return `${plural(tornLines, 'line')} of k6's console cannot be read`;
  const counted = forecast.shop.steps.flatMap(({ name: step, promises }) =>
    promises === 'order' ? [countsAt(observations, { phase: null, step })] : [],
  );
  const answers = counted.reduce((sum, { ok, degraded, failed }) => sum + ok + degraded + failed, 0);
  if (answersRead >= answers) return null;
  return `k6's console has only ${inFull(answersRead)} of the ${plural(answers, 'answer')} to orders that were counted`;
}

export const examples = (texts: readonly string[], max: number): string =>
  texts.length === 0 ? '' : `, such as ${texts.slice(0, max).join(', ')}`;
