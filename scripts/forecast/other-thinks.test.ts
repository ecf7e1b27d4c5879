import { describe, expect, it } from 'vitest';
import { compileBehaviour } from '../../scenarios/crowd/behaviour.ts';
import type { Behaviour, ThinkTime } from '../../scenarios/shop/behaviour.ts';
import { otherThinksOf } from './other-thinks.ts';

const told = (steps: Readonly<Record<string, ThinkTime>>, retrySeconds?: ThinkTime, pace = 1) => {
  const names = Object.keys(steps);
  const behaviour: Behaviour = {
    name: 'tested',
    description: 'one step after the other, round and round',
    entry: { [names[0]!]: 1 },
    steps: Object.fromEntries(
      names.map((name, i) => [
        name,
        {
          thinkSeconds: steps[name]!,
          ...(retrySeconds === undefined ? {} : { retrySeconds }),
          ok: { [names[(i + 1) % names.length]!]: 1 },
        },
      ]),
    ),
  };
  return otherThinksOf(compileBehaviour(behaviour, {}, pace)).otherThinks;
};

describe('what a verdict must know of think times', () => {
  it('is nothing where all are exponential', () => {
    expect(told({ a: 3, b: 0 })).toBeUndefined();
  });

  it('is that half of a fixed one remains, at the pace of the plan', () => {
    expect(told({ a: { fixed: 4 } }, undefined, 3)).toEqual({ varianceMax: 0, residualSecondsOff: 6 });
  });

  it('is weighed by who thinks where', () => {
    // Nine of ten think exponentially at any moment.
    const seen = told({ a: 9, b: { fixed: 1 } })!;
    expect(seen.residualSecondsOff).toBeCloseTo(0.1 * 0.5, 9);
    expect(seen.varianceMax).toBe(1);
  });

  it('is that more than its mean remains of one that scatters widely', () => {
    const seen = told({ a: { median: 1, p99: 60 } })!;
    const variance = Math.expm1((Math.log(60) / 2.3263478740408408) ** 2);
    expect(seen.varianceMax).toBeCloseTo(variance, 9);
    expect(seen.residualSecondsOff).toBeCloseTo((Math.sqrt(1 + variance) * (variance - 1)) / 2, 9);
  });

  it('is told for one after a failure too', () => {
    expect(told({ a: 2 }, { fixed: 1 })).toEqual({ varianceMax: 1, residualSecondsOff: 0 });
  });

  it('holds for nobody who never thinks', () => {
    expect(told({ a: { fixed: 0 } })).toEqual({ varianceMax: 0, residualSecondsOff: 0 });
  });
});
