/** A piecewise-linear curve over a phase: its value, its area, and the inverse of its area. Times are real milliseconds. */
import type { CurvePoint } from '../campaigns/plan.ts';

const MINUTE_MS = 60_000;

export class Curve {
  private readonly atMs: readonly number[];
  private readonly values: readonly number[];
  /** Area under the curve up to each point, value × ms. */
  private readonly areas: readonly number[];

  /**
   * @param points sorted by minute; the curve is flat before the first and after the last
   * @param speed calendar seconds per real second
   * @param factor multiplies every value
   */
  constructor(points: readonly CurvePoint[], speed: number, factor: number) {
    const first = points[0];
    if (first === undefined) throw new Error('a curve needs at least one point');
    const starts = first.atMinute > 0 ? [{ atMinute: 0, value: first.value }, ...points] : [...points];
    this.atMs = starts.map((point) => (point.atMinute * MINUTE_MS) / speed);
    this.values = starts.map((point) => point.value * factor);
    const areas = [0];
    for (let i = 1; i < starts.length; i++) {
      const width = this.atMs[i]! - this.atMs[i - 1]!;
      areas.push(areas[i - 1]! + (width * (this.values[i]! + this.values[i - 1]!)) / 2);
    }
    this.areas = areas;
  }

  /** Whether it has the same value everywhere. */
  get flat(): boolean {
    return this.values.every((value) => value === this.values[0]);
  }

  get max(): number {
    return this.values.reduce((most, value) => Math.max(most, value), 0);
  }

  at(ms: number): number {
    const i = this.segment(ms);
    const left = this.values[i]!;
    const right = this.values[i + 1];
    if (right === undefined || ms <= this.atMs[i]!) return left;
    return left + ((right - left) * (ms - this.atMs[i]!)) / (this.atMs[i + 1]! - this.atMs[i]!);
  }

  /** The area under the curve from 0 to `ms`, value × ms. */
  areaUntil(ms: number): number {
    const i = this.segment(ms);
    const width = Math.max(0, ms - this.atMs[i]!);
    return this.areas[i]! + (width * (this.values[i]! + this.at(ms))) / 2;
  }

  /** The time at which the area reaches `area` (value × ms, more than 0), or Infinity. */
  whenArea(area: number): number {
    const i = lastBelow(this.areas, area);
    const left = this.values[i]!;
    const rest = area - this.areas[i]!;
    if (i + 1 >= this.values.length) return left > 0 ? this.atMs[i]! + rest / left : Number.POSITIVE_INFINITY;
    const width = this.atMs[i + 1]! - this.atMs[i]!;
    const slope = (this.values[i + 1]! - left) / width;
    // Solves left·t + slope·t²/2 = rest, in the form that loses no digits for small slopes.
    const root = Math.sqrt(Math.max(0, left * left + 2 * slope * rest));
    const denominator = left + root;
    return denominator > 0 ? this.atMs[i]! + (2 * rest) / denominator : this.atMs[i + 1]!;
  }

  /** The last point at or before `ms`. */
  private segment(ms: number): number {
    const { atMs } = this;
    let i = lastBelow(atMs, ms);
    while (i + 1 < atMs.length && atMs[i + 1]! <= ms) i++;
    return i;
  }
}

/** The index of the last value below `limit`, or 0. The values rise. */
function lastBelow(values: readonly number[], limit: number): number {
  let below = 0;
  let atLeast = values.length;
  while (atLeast - below > 1) {
    const middle = (below + atLeast) >>> 1;
    if (values[middle]! < limit) below = middle;
    else atLeast = middle;
  }
  return below;
}
