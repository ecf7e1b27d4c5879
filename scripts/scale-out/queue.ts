/**
 * What happens to requests, a second at a time. Who is served in the second of the request is in the objective: capacity was measured at
 * it. Who waits for a later second is late, unless it is known how long one may wait; who waits for too long gives up; who finds the queue
 * full is turned away at once. Those two have failed: some ask again, the others leave. In each second: what came = served + failed + waiting.
 */
import type { Shoppers } from './shoppers.ts';

export class Queue {
  waiting = Number.NaN;
  /** Failed, and will ask again. */
  retrying = Number.NaN;
  /** Of this second. */
  arrived = Number.NaN;
  inObjective = Number.NaN;
  late = Number.NaN;
  failed = Number.NaN;
  left = Number.NaN;
  /** By second of arrival, in a ring: who waits, and how many of that second were let in. */
  private readonly cohorts: Float64Array;
  private readonly letIn: Float64Array;
  private readonly waitSecondsMax: number | null;
  /** Of those who waited and were served: in time all the same. */
  private inTime = 0;
  private oldest = 0;
  private readonly retryShare: number;
  private readonly againShare: number;

  constructor({ timeoutSeconds, retryShare, retrySeconds, waitSecondsMax = null }: Shoppers) {
    this.cohorts = new Float64Array(Math.max(1, Math.ceil(timeoutSeconds)));
    this.letIn = new Float64Array(this.cohorts.length);
    this.waitSecondsMax = waitSecondsMax;
    this.retryShare = retryShare;
    // Exponential waits have no memory: the same share of those who wait comes back in each second.
    this.againShare = retrySeconds === 0 ? 1 : 1 - Math.exp(-1 / retrySeconds);
  }

  begin(): void {
    this.waiting = this.retrying = this.oldest = 0;
    this.cohorts.fill(0);
  }

  /**
   * @param fresh requests that nobody sent before
   * @param capacity requests that can be served in this second
   * @param room how many may wait; 0: whoever cannot be served is turned away
   */
  pass(second: number, fresh: number, capacity: number, room: number): void {
    const again = this.retrying * this.againShare;
    this.retrying -= again;
    const arrived = fresh + again;
    this.arrived = arrived;
    this.late = this.failed = this.left = 0;
    if (this.waiting === 0 && arrived <= capacity) {
      this.inObjective = arrived;
      return;
    }
    this.inTime = 0;
    const before = this.waiting > 0 ? this.serveWaiting(second, capacity) : 0;
    const now = Math.min(arrived, capacity - before);
    const rest = arrived - now;
    const waits = Math.min(rest, Math.max(0, room - this.waiting));
    this.cohorts[second % this.cohorts.length] = waits;
    this.letIn[second % this.cohorts.length] = now + waits;
    if (this.waiting === 0) this.oldest = second;
    this.waiting += waits;
    this.late = before - this.inTime;
    this.inObjective = now + this.inTime;
    this.fail(rest - waits);
  }

  /** First those whose patience has ended; then the longest waiting are served. */
  private serveWaiting(second: number, capacity: number): number {
    const { cohorts } = this;
    const length = cohorts.length;
    const ended = cohorts[second % length]!;
    if (ended > 0) {
      cohorts[second % length] = 0;
      this.waiting -= ended;
      this.fail(ended);
    }
    if (this.oldest <= second - length) this.oldest = second - length + 1;
    let spare = capacity;
    while (spare > 0 && this.oldest < second) {
      const of = this.oldest % length;
      const waits = cohorts[of]!;
      if (this.waitSecondsMax !== null)
        this.inTime += this.timely(second, of, Math.min(waits, spare), capacity, capacity - spare);
      if (waits > spare) {
        cohorts[of] = waits - spare;
        spare = 0;
      } else {
        cohorts[of] = 0;
        spare -= waits;
        this.oldest++;
      }
    }
    const served = capacity - spare;
    // Roundings must leave nobody behind, and nobody less than nobody.
    this.waiting = this.oldest >= second ? 0 : Math.max(0, this.waiting - served);
    return served;
  }

  /**
   * Of the next `served` of a cohort: those who have waited for no longer than one may. They came evenly over their second, and are served
   * evenly over this one, so that waits change evenly from the first of them to the last.
   * @param before served in this second already
   */
  private timely(second: number, of: number, served: number, capacity: number, before: number): number {
    if (served === 0) return 0;
    const all = this.letIn[of]!;
    const first = all - this.cohorts[of]!;
    const since = second - this.oldest;
    const waitOfFirst = since + before / capacity - first / all;
    const waitOfLast = since + (before + served) / capacity - (first + served) / all;
    const [least, most] = [Math.min(waitOfFirst, waitOfLast), Math.max(waitOfFirst, waitOfLast)];
    const may = this.waitSecondsMax!;
    if (most <= may) return served;
    return least >= may ? 0 : (served * (may - least)) / (most - least);
  }

  private fail(requests: number): void {
    this.failed += requests;
    this.retrying += requests * this.retryShare;
    this.left += requests * (1 - this.retryShare);
  }
}
