/**
 * A line that no plan declares: what the audit found wrong in the shop's books, and no objective of the plan is about. A lost order
 * fails the run whether the plan asked for it or not. Without such a finding there is no line.
 */
import { FULL_COUNT, type Judged } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import type { Found } from './books.ts';
import { brokenIn, brokenPromises } from './broken-promises.ts';
import { lostIn, lostOrders } from './lost-orders.ts';
import { oversold, oversoldIn } from './oversold.ts';

const FINDINGS: readonly { readonly kind: string; readonly foundIn: (evidence: Evidence) => Found }[] = [
  { kind: lostOrders.schema.shape.kind.value, foundIn: lostIn },
  { kind: oversold.schema.shape.kind.value, foundIn: oversoldIn },
  { kind: brokenPromises.schema.shape.kind.value, foundIn: brokenIn },
];

export const noOtherFindings = {
  kind: 'no-other-findings',
  isA: 'fact',
  source: "what the shop's books show broken fails a run, even if no objective of the plan is about it",
  judge(evidence: Evidence): Judged {
    const { plan, observations } = evidence;
    const found = FINDINGS.filter(({ kind }) => plan.objectives.every((each) => each.kind !== kind))
      .map(({ foundIn }) => foundIn(evidence))
      .filter(({ figure }) => figure > 0);
    const cell = {
      ...WHOLE_RUN,
      ...FULL_COUNT,
      required: true,
      state: 'fail' as const,
      figure: found.reduce((sum, { figure }) => sum + figure, 0),
      n: observations.audit.acknowledged,
      reason: found.map(({ says }) => says).join('; '),
    };
    return { unit: 'count', targetMin: null, targetMax: 0, cells: found.length === 0 ? [] : [cell] };
  },
} as const;
