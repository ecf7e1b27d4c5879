/**
 * One global stream of session arrivals over a rate curve. Every VU walks the whole stream (a few hundred draws a second)
 * and takes its share of it, so the arrivals are the same whatever the number of VUs.
 *
 * A unit-rate process is mapped through the inverse of the curve's area (Çınlar's time change), which is exact for a
 * time-varying Poisson process.
 */
import type { Curve } from './curve.ts';
import { exponential, PURPOSE } from './draws.ts';

const HOUR_MS = 3_600_000;

export class Arrivals {
  private readonly curve: Curve;
  private readonly seed: number;
  private readonly even: boolean;
  /** Sessions per hour × ms that have gone by at the next arrival. */
  private area = 0;
  /** Number of the next arrival in the whole stream. */
  index = -1;
  /** Its time, milliseconds from the phase's start. */
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
