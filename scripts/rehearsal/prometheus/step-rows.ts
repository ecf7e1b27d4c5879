/** Gathers answers, series by series, into the rows of a timeline. */

import { NO_DRILL } from '../../../scenarios/metrics.ts';
import type { AnswerSeries } from '../../evidence/gather-dispersion.ts';
import { INDICATORS, isOwn } from '../../evidence/indicators.ts';
import { type CountList, OUTCOME_LISTS, type StepRow } from '../../evidence/timeline.ts';

type Lists = Partial<Record<CountList, number[]>>;

export class StepRows {
  private readonly rows = new Map<string, Pick<StepRow, 'step' | 'region' | 'inDrill'> & { lists: Lists }>();

  /** @param grown how many such answers each slice had */
  add(answer: AnswerSeries, grown: ArrayLike<number>): void {
    const { step, region, drill = NO_DRILL, outcome } = answer;
    const inDrill = drill !== NO_DRILL;
    const list = OUTCOME_LISTS.find((each) => each === outcome);
    // Stopped bots are in no share, and neither is what only the generator did.
    if (list === undefined || isOwn(answer)) return;
    const key = JSON.stringify([step, region, inDrill]);
    const row = this.rows.get(key) ?? { step, region, inDrill, lists: {} };
    this.rows.set(key, row);
    addTo(row.lists, list, grown);
    if (INDICATORS.late.isBad(answer)) addTo(row.lists, 'late', grown);
  }

  /** By step and region, so that the same run gives the same file. */
  all(): readonly StepRow[] {
    return [...this.rows.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { lists, ...row }]) => ({ ...row, ...lists }));
  }
}

function addTo(lists: Lists, name: CountList, grown: ArrayLike<number>): void {
  const sum = lists[name] ?? new Array<number>(grown.length).fill(0);
  for (let i = 0; i < grown.length; i++) sum[i]! += grown[i]!;
  if (sum.some((count) => count > 0)) lists[name] = sum;
}
