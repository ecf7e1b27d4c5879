/**
 * One global stream of session arrivals over a rate curve. Every VU walks the whole stream (a few hundred draws a second)
 * and takes its share. So the arrivals do not depend on the number of VUs.
 *
 * A process of rate 1 is mapped through the inverse of the curve's area (Çınlar's time change). This is exact for a
 * time-varying Poisson process.
 */
import type { Curve } from './curve.ts';
import { exponential, PURPOSE } from './draws.ts';

const HOUR_MS = 3_600_000;

export class Arrivals {
  private readonly curve: Curve;
  private readonly seed: number;
  private readonly even: boolean;
  /** Area under the curve up to the next arrival, sessions per hour × ms. */
  private area = 0;
  /** The next arrival's number in the whole stream. */
  index = -1;
  /** The next arrival's time, milliseconds from the phase's start. */
  atMs = 0;

  constructor(curve: Curve, process: 'poisson' | 'even', seed: number) {
    this.curve = curve;
    this.seed = seed;
    this.even = process === 'even';
    this.advance();
  }

  /** Moves to the next arrival. */
  advance(): void {
    this.index++;
    const gap = this.even ? 1 : exponential(this.seed, this.index, 0, PURPOSE.arrivalGap);
    this.area += gap * HOUR_MS;
    this.atMs = this.curve.whenArea(this.area);
  }
}
