import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NEW_TRACKING_STATE,
  TARGET_TRACKING_DEFAULTS,
  type TargetTracking,
  trackTarget,
} from './target-tracking.ts';

const policy: TargetTracking = { ...TARGET_TRACKING_DEFAULTS, min: 2, max: 40, target: 50 };

/** The count after each minute. */
function counts(values: readonly (number | null)[], from = 10, rules = policy): number[] {
  let state = NEW_TRACKING_STATE;
  let desired = from;
  return values.map((value, minute) => {
    ({ state, desired } = trackTarget(rules, state, { nowSeconds: minute * 60, desired, value }));
    return desired;
  });
}
const times = (count: number, value: number | null): (number | null)[] =>
  Array.from({ length: count }, () => value);

describe('target tracking', () => {
  it('goes out after three minutes, by as much as brings the metric to its target', () => {
    expect(counts(times(4, 100))).toEqual([10, 10, 20, 20]);
  });

  it('counts what is on its way: only a higher metric orders more, until it is warm', () => {
    expect(counts([...times(3, 100), 120, 120])).toEqual([10, 10, 20, 24, 24]);
    expect(counts([...times(8, 100)])).toEqual([10, 10, 20, 20, 20, 20, 20, 40]);
  });

  it('goes in after fifteen minutes more than 10 % below', () => {
    expect(counts(times(16, 25))).toEqual([...times(14, 10), 5, 3]);
    expect(counts(times(20, 45))).toEqual(times(20, 10));
    expect(counts(times(20, 25), 10, { ...policy, scalesIn: false })).toEqual(times(20, 10));
  });

  it('does not go in while something warms up', () => {
    const slow = { ...policy, inPeriods: 1 };
    expect(counts([...times(3, 100), ...times(4, 10), 10, 10], 10, slow)).toEqual([
      10, 10, 20, 20, 20, 20, 20, 4, 2,
    ]);
  });

  it('begins to count again after a minute without data', () => {
    expect(counts([100, 100, null, 100, 100, 100])).toEqual([10, 10, 10, 10, 10, 20]);
  });

  it('never leaves its bounds', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 1000 })), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 40 }), (given, from) => {
        for (const count of counts(given, from)) {
          expect(count).toBeGreaterThanOrEqual(policy.min);
          expect(count).toBeLessThanOrEqual(policy.max);
        }
      }),
    );
  });
});
