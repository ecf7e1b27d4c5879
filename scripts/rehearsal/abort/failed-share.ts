/** Whether too many of the last answers failed. Pure: it is given what the crowd's VUs saw, a line a second and VU. */
import type { AbortClause } from '../../../scenarios/campaigns/plan.ts';
import type { SeenAnswers } from '../../../scenarios/crowd/answer-watch.ts';
import { inFull, inPercent } from '../../text/numbers.ts';

export type ShareClause = Extract<AbortClause, { failedShare: number }>;

export interface Seen {
  /** When the VU wrote it, epoch milliseconds. */
  readonly atMs: number;
  readonly answers: SeenAnswers;
}

/** Fewer answers than this decide nothing: one shopper who tries alone is no outage. */
const ANSWERS_MIN = 10;
const MS_PER_SECOND = 1000;
/** A VU writes each second, a few milliseconds early or late. */
const SLACK_MS = 500;

export class FailedShare {
  readonly #clause: ShareClause;
  #firstMs = Number.POSITIVE_INFINITY;
  #newestMs = Number.NEGATIVE_INFINITY;
  #seen: readonly { readonly atMs: number; readonly answers: number; readonly failed: number }[] = [];

  constructor(clause: ShareClause) {
    this.#clause = clause;
  }

  /** @returns why the load is to end, or null */
  take(lines: readonly Seen[]): string | null {
    const { failedShare, overSeconds, step } = this.#clause;
    for (const { atMs } of lines) {
      this.#firstMs = Math.min(this.#firstMs, atMs);
      this.#newestMs = Math.max(this.#newestMs, atMs);
    }
    const counted = lines.map(({ atMs, answers }) => {
      const here = step === undefined ? Object.values(answers) : [answers[step] ?? ([0, 0] as const)];
      return {
        atMs,
        answers: here.reduce((sum, [all]) => sum + all, 0),
        failed: here.reduce((sum, [, failed]) => sum + failed, 0),
      };
    });
    const sinceMs = this.#newestMs - overSeconds * MS_PER_SECOND + SLACK_MS;
    this.#seen = [...this.#seen, ...counted].filter(({ atMs }) => atMs > sinceMs);
    // The first line tells of the second before it.
    const watchedMs = this.#newestMs - (this.#firstMs - MS_PER_SECOND);
    if (watchedMs < overSeconds * MS_PER_SECOND - SLACK_MS) return null;
    const sum = (count: (each: { readonly answers: number; readonly failed: number }) => number): number =>
      this.#seen.reduce((total, each) => total + count(each), 0);
    const [answers, failed] = [sum((each) => each.answers), sum((each) => each.failed)];
    if (answers < ANSWERS_MIN || failed <= failedShare * answers) return null;
    const whose = step === undefined ? '' : ` of ${step}`;
    return `${inFull(failed)} of the ${inFull(answers)} answers${whose} of the last ${overSeconds} s failed (${inPercent(failed / answers)}, limit ${inPercent(failedShare)})`;
  }
}
