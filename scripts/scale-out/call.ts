/**
 * The emergency plan calls for the scale-out: once too many answers are bad, whoever is on call is told, and some time later they have
 * raised the minimum to the maximum. As the run's alert `FailedShareHigh` looks at answers, but who waits too long counts too.
 */

export interface Call {
  /** Of the answers of the window. */
  readonly badShare: number;
  readonly windowSeconds: number;
  /** From the alert until somebody has done it. */
  readonly actSeconds: number;
}

/** Fewer bad answers in the window are chance. The same as for the alert. */
const BAD_MIN = 5;

export class CallWatch {
  private readonly call: Call;
  private readonly answers: Float64Array;
  private readonly bad: Float64Array;
  private allAnswers = 0;
  private allBad = 0;
  private actsAt = Number.POSITIVE_INFINITY;

  constructor(call: Call) {
    this.call = call;
    this.answers = new Float64Array(call.windowSeconds);
    this.bad = new Float64Array(call.windowSeconds);
  }

  /** What was answered in this second, and how much of it late or failed. */
  pass(second: number, answers: number, bad: number): void {
    const { badShare, windowSeconds, actSeconds } = this.call;
    const at = second % windowSeconds;
    this.allAnswers += answers - this.answers[at]!;
    this.allBad += bad - this.bad[at]!;
    this.answers[at] = answers;
    this.bad[at] = bad;
    if (this.actsAt !== Number.POSITIVE_INFINITY) return;
    if (this.allBad >= BAD_MIN && this.allBad > badShare * this.allAnswers) this.actsAt = second + actSeconds;
  }

  /** Whether the call has been answered by then. */
  isAnswered(second: number): boolean {
    return second >= this.actsAt;
  }
}
