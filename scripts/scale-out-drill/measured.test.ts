import { describe, expect, it } from 'vitest';
import type { SecondOfRun } from '../evidence/observations.ts';
import { measure, type ToMeasure } from './measured.ts';

const SECONDS = 60;
const second = (atSeconds: number, responses: number, good: number): SecondOfRun => ({
  ...{ atSeconds, responses, good, intended: 100, ordersOk: 0, shoppers: 0 },
});
/** @param goodAt answers in the objective, of a hundred, by second */
const asked = (goodAt: (second: number) => number, change: Partial<ToMeasure> = {}): ToMeasure => ({
  steps: [
    { atSeconds: -5, asked: 2, ready: 2 },
    { atSeconds: 22.5, asked: 4, ready: 2 },
    { atSeconds: 27.25, asked: 4, ready: 3 },
    { atSeconds: 28.75, asked: 4, ready: 4 },
  ],
  seconds: Array.from({ length: SECONDS }, (_, i) => second(i, 100, goodAt(i))),
  demand: new Float64Array(SECONDS).fill(100),
  ...{ burst: { beginsSeconds: 20, level: 100 }, needed: 4, targetShare: 0.99 },
  ...change,
});

describe('what a run saw of a scale-out', () => {
  it('is the time from the burst until enough replicas were ready', () => {
    expect(measure(asked(() => 100)).toCapacity).toBe(8.75);
    expect(measure(asked(() => 100, { needed: 2 })).toCapacity).toBe(0);
    expect(measure(asked(() => 100, { needed: 5 })).toCapacity).toBe(Number.POSITIVE_INFINITY);
  });

  it('is none if they came after the end', () => {
    const steps = [{ atSeconds: SECONDS + 1, asked: 4, ready: 4 }];
    expect(measure(asked(() => 100, { steps })).toCapacity).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the seconds with too few answers in the objective, and no others', () => {
    expect(measure(asked((i) => (i >= 20 && i < 30 ? 98 : 99))).secondsOut).toBe(10);
  });

  it('counts a second in which nobody was answered, unless nobody was to come', () => {
    const silent = { seconds: [] };
    expect(measure(asked(() => 100, silent)).secondsOut).toBe(SECONDS);
    expect(measure(asked(() => 100, { ...silent, demand: new Float64Array(SECONDS) })).secondsOut).toBe(0);
  });

  it('has the most replicas that were asked for while it lasted', () => {
    const steps = [...asked(() => 100).steps, { atSeconds: SECONDS + 5, asked: 9, ready: 4 }];
    expect(measure(asked(() => 100, { steps })).replicasMost).toBe(4);
  });

  it('has a course by the second', () => {
    const { course } = measure(asked(() => 100));
    expect([course.ready[22], course.ready[28], course.ready[29]]).toEqual([2, 3, 4]);
    expect([course.asked[22], course.asked[23]]).toEqual([2, 4]);
  });
});
