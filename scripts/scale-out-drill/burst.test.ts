import { describe, expect, it } from 'vitest';
import { burstIn, fewestThatCarry } from './burst.ts';

/** `calm` requests a second for twenty seconds, and then `high`. */
const jump = (calm: number, high: number, seconds = 60): Float64Array =>
  Float64Array.from({ length: seconds }, (_, second) => (second < 20 ? calm : high));

describe('the burst of a drill', () => {
  it('begins when the first replicas no longer carry the next seconds, and is as high as it stays', () => {
    // Of the five seconds around the 19th, two are high: 2/5 × 200 + 3/5 × 30 > 80.
    expect(burstIn(jump(30, 200), 80)).toEqual({ beginsSeconds: 19, level: 200 });
  });

  it('is none where the first replicas carry all of it', () => {
    expect(burstIn(jump(30, 200), 200)).toBeNull();
    expect(burstIn(new Float64Array(0), 0)).toBeNull();
  });

  it('is not as high as one busy second', () => {
    const demand = jump(30, 200);
    demand[40] = 260;
    expect(burstIn(demand, 80)!.level).toBe(206);
  });
});

describe('the fewest replicas that carry it', () => {
  it('are looked up in what each of so many carries', () => {
    expect(fewestThatCarry(Float64Array.of(0, 40, 40, 40), 81)).toBe(3);
    expect(fewestThatCarry(Float64Array.of(0, 40, 40, 40), 80)).toBe(2);
  });

  it('are none where each more takes from the others', () => {
    expect(fewestThatCarry(Float64Array.of(0, 40, 20, 10), 81)).toBe(Number.POSITIVE_INFINITY);
  });
});
