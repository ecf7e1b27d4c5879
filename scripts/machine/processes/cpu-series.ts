/** CPU time over a run: how much had been used at some moments, so that it can be told for any stretch. Pure. */
import { thinned } from './thinned.ts';

interface Point {
  readonly atMs: number;
  readonly cpuSeconds: number;
}
export interface CpuUsed {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

const MS_PER_SECOND = 1000;

export class CpuSeries {
  #points: Point[] = [];

  /** @param cpuSeconds used since any fixed time; times and amounts only rise */
  add(atMs: number, cpuSeconds: number): void {
    this.#points.push({ atMs, cpuSeconds });
    this.#points = thinned(this.#points);
  }

  get size(): number {
    return this.#points.length;
  }

  /** What was used between two times, as far as the series reaches. Null if it does not reach there. */
  between(fromMs: number, toMs: number): CpuUsed | null {
    const first = this.#points[0];
    const last = this.#points.at(-1);
    if (first === undefined || last === undefined) return null;
    const beginMs = Math.max(fromMs, first.atMs);
    const endMs = Math.min(toMs, last.atMs);
    if (endMs <= beginMs) return null;
    return {
      cpuSeconds: this.#at(endMs) - this.#at(beginMs),
      wallSeconds: (endMs - beginMs) / MS_PER_SECOND,
    };
  }

  /** Between two points it is taken to be used evenly. */
  #at(ms: number): number {
    const i = this.#points.findIndex(({ atMs }) => atMs >= ms);
    const after = this.#points[i]!;
    const before = this.#points[i - 1];
    if (before === undefined) return after.cpuSeconds;
    const share = (ms - before.atMs) / (after.atMs - before.atMs);
    return before.cpuSeconds + share * (after.cpuSeconds - before.cpuSeconds);
  }
}
