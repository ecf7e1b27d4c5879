/**
 * Sees how many answers of each step failed, while counts are on their way to the meter: once a second, and nothing for each request.
 * Only a run that such a share may end has one. What a VU saw leaves k6 by its console, because Prometheus has it a second later.
 */
import type { Plan } from '../campaigns/plan.ts';
import { COUNTER, type CounterName, type GaugeName } from '../metrics.ts';
import type { Labels, Meter } from './counters.ts';

/** By step: answers, and how many of them failed. */
export type SeenAnswers = Readonly<Record<string, readonly [answers: number, failed: number]>>;

export class AnswerWatch implements Meter {
  private readonly meter: Meter;
  private seen: Record<string, [number, number]> = {};
  private any = false;

  /** Null if no clause of the plan looks at answers. */
  static of({ abort = [] }: Pick<Plan, 'abort'>, meter: Meter): AnswerWatch | null {
    return abort.some((clause) => 'failedShare' in clause) ? new AnswerWatch(meter) : null;
  }

  constructor(meter: Meter) {
    this.meter = meter;
  }

  add(name: CounterName, value: number, labels: Labels): void {
    this.meter.add(name, value, labels);
    if (name !== COUNTER.responses || value === 0) return;
    const failed = labels.outcome === 'failed';
    // What failed inside the generator says nothing about the target.
    if (failed && labels.within === 'own') return;
    const step = labels.step ?? '';
    const at = this.seen[step] ?? [0, 0];
    at[0] += value;
    if (failed) at[1] += value;
    this.seen[step] = at;
    this.any = true;
  }

  set(name: GaugeName, value: number, labels: Labels): void {
    this.meter.set(name, value, labels);
  }

  /** What came since the last call, or null. */
  take(): SeenAnswers | null {
    if (!this.any) return null;
    const { seen } = this;
    this.seen = {};
    this.any = false;
    return seen;
  }
}
