import { describe, expect, it } from 'vitest';
import { NEW_STEP_STATE, STEP_SCALING_DEFAULTS, type StepScaling, scaleBySteps } from './step-scaling.ts';

const { periodSeconds, periods, magnitudeMin, warmUpSeconds } = STEP_SCALING_DEFAULTS;
const rule = (other: Partial<StepScaling> = {}): StepScaling => ({
  min: 2,
  max: 100,
  alarm: { comparison: 'above', threshold: 60, periodSeconds, periods },
  adjustment: 'QuantityChangeInCapacity',
  steps: [
    { lower: 0, upper: 10, by: 2 },
    { lower: 10, upper: null, by: 8 },
  ],
  magnitudeMin,
  warmUpSeconds,
  ...other,
});

/** The count after each period. */
function counts(given: StepScaling, values: readonly (number | null)[], from = 10): number[] {
  let state = NEW_STEP_STATE;
  let desired = from;
  return values.map((value, period) => {
    const nowSeconds = period * given.alarm.periodSeconds;
    ({ state, desired } = scaleBySteps(given, state, { nowSeconds, desired, value }));
    return desired;
  });
}

describe('step scaling', () => {
  it('waits for three periods in a row', () => {
    expect(counts(rule(), [65, 65, 65])).toEqual([10, 10, 12]);
    expect(counts(rule(), [65, 65, null, 65, 65, 65])).toEqual([10, 10, 10, 10, 10, 12]);
    expect(counts(rule(), [65, 60, 65, 65])).toEqual([10, 10, 10, 10]);
  });

  it('takes the step that fits', () => {
    expect(counts(rule(), [65, 65, 70])).toEqual([10, 10, 18]);
  });

  it('orders only the rest of a higher step while the lower one warms up', () => {
    const quick = rule({ alarm: { comparison: 'above', threshold: 60, periodSeconds: 60, periods: 1 } });
    expect(counts(quick, [65, 65, 75, 75, 75])).toEqual([12, 12, 18, 18, 18]);
  });

  it.each([
    { adjustment: 'PercentChangeInCapacity', by: 25, want: 13 },
    { adjustment: 'PercentChangeInCapacity', by: 1, want: 11 },
    { adjustment: 'TotalCapacity', by: 33, want: 33 },
    { adjustment: 'QuantityChangeInCapacity', by: 500, want: 100 },
  ] as const)('by $adjustment of $by: $want', ({ adjustment, by, want }) => {
    const steps = [{ lower: null, upper: null, by }];
    expect(counts(rule({ adjustment, steps }), [65, 65, 65]).at(-1)).toBe(want);
  });

  it('goes down to the minimum', () => {
    const alarm = { comparison: 'below', threshold: 30, periodSeconds, periods: 1 } as const;
    const steps = [{ lower: null, upper: 0, by: -6 }];
    expect(counts(rule({ alarm, steps }), [20, 20, 30])).toEqual([4, 2, 2]);
  });

  it('does nothing where no step fits', () => {
    expect(counts(rule({ steps: [{ lower: 50, upper: null, by: 4 }] }), [65, 65, 65])).toEqual([10, 10, 10]);
  });
});
