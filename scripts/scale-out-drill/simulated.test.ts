import { describe, expect, it } from 'vitest';
import { toSimulate } from '../workshop/testing/drilled-scale-out.ts';
import { simulate } from './simulated.ts';

const right = simulate(toSimulate());

describe('a drill, simulated', () => {
  it('takes two starts of replicas to its capacity, and a few syncs', () => {
    expect(right.toCapacity.median).toBeGreaterThan(8);
    expect(right.toCapacity.median).toBeLessThan(30);
    expect(right.secondsOut.median).toBeGreaterThan(8);
    expect(right.replicasMost.median).toBe(8);
  });

  it('is the same again with the same seed', () => {
    expect(simulate(toSimulate())).toEqual(right);
  });

  it('takes longer where replicas start later, and misses nothing where they carry more', () => {
    const late = simulate(toSimulate({ median: 12, p99: 24 }));
    expect(late.toCapacity.lower).toBeGreaterThan(right.toCapacity.upper);
    const strong = simulate(toSimulate(undefined, 120));
    expect(strong.secondsOut.upper).toBeLessThan(right.secondsOut.lower);
  });

  it('may never reach it', () => {
    expect(simulate(toSimulate({ median: 500, p99: 500 })).toCapacity.lower).toBe(Number.POSITIVE_INFINITY);
  });

  it('has a course with a value for each second', () => {
    expect(right.course.ready).toHaveLength(95);
    expect(Math.max(...right.course.ready)).toBe(8);
  });
});
