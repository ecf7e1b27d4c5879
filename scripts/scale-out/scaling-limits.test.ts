import { describe, expect, it } from 'vitest';
import { type Behavior, type ScalingPolicy, type ScalingRules, SPEC_DEFAULTS } from './hpa-spec.ts';
import { limitedByBehavior, limitedByDefault, type ScaleEvents, withScaleEvent } from './scaling-limits.ts';

const RANGE = { minReplicas: 2, maxReplicas: 100 };
const NONE: ScaleEvents = { ups: [], downs: [] };
const rules = (policies: readonly ScalingPolicy[], selectPolicy: ScalingRules['selectPolicy'] = 'Max') => ({
  stabilizationWindowSeconds: 0,
  selectPolicy,
  policies,
  tolerance: null,
});
const pods = (value: number, periodSeconds: number): ScalingPolicy => ({
  type: 'Pods',
  value,
  periodSeconds,
});
const percent = (value: number, periodSeconds: number): ScalingPolicy => ({
  type: 'Percent',
  value,
  periodSeconds,
});
const DEFAULTS: Behavior = { scaleUp: SPEC_DEFAULTS.scaleUp, scaleDown: SPEC_DEFAULTS.scaleDown };
const limit = (behavior: Behavior, current: number, wished: number, events = NONE, nowSeconds = 0) =>
  limitedByBehavior(RANGE, behavior, events, current, wished, nowSeconds);

describe('without a behavior', () => {
  it.each([
    { current: 1, wished: 50, want: 4, reason: 'ScaleUpLimit' },
    { current: 2, wished: 50, want: 4, reason: 'ScaleUpLimit' },
    { current: 3, wished: 50, want: 6, reason: 'ScaleUpLimit' },
    { current: 3, wished: 6, want: 6, reason: 'DesiredWithinRange' },
    { current: 60, wished: 110, want: 100, reason: 'TooManyReplicas' },
    { current: 60, wished: 1, want: 2, reason: 'TooFewReplicas' },
    { current: 60, wished: 3, want: 3, reason: 'DesiredWithinRange' },
  ])('$current becomes $want where $wished are wished for', ({ current, wished, want, reason }) => {
    expect(limitedByDefault(RANGE, current, wished)).toEqual({ replicas: want, reason });
  });
});

describe('with the defaults of a behavior', () => {
  it.each([
    { current: 2, wished: 50, want: 6, reason: 'ScaleUpLimit' },
    { current: 4, wished: 50, want: 8, reason: 'ScaleUpLimit' },
    { current: 10, wished: 50, want: 20, reason: 'ScaleUpLimit' },
    { current: 10, wished: 20, want: 20, reason: 'DesiredWithinRange' },
    { current: 90, wished: 150, want: 100, reason: 'TooManyReplicas' },
    { current: 90, wished: 0, want: 2, reason: 'TooFewReplicas' },
    { current: 90, wished: 90, want: 90, reason: 'DesiredWithinRange' },
  ])('$current becomes $want where $wished are wished for', ({ current, wished, want, reason }) => {
    expect(limit(DEFAULTS, current, wished)).toEqual({ replicas: want, reason });
  });

  it('counts what came within the last 15 s, their first moment left out', () => {
    const events = { ups: [{ change: 10, atSeconds: 0 }], downs: [] };
    expect(limit(DEFAULTS, 20, 50, events, 14.9).replicas).toBe(20);
    expect(limit(DEFAULTS, 20, 50, events, 15).replicas).toBe(40);
  });
});

describe('policies', () => {
  const both = [pods(4, 60), percent(10, 60)];

  it.each([
    { select: 'Max', current: 20, want: 24 },
    { select: 'Min', current: 20, want: 22 },
    { select: 'Disabled', current: 20, want: 20 },
    { select: 'Max', current: 60, want: 66 },
    { select: 'Min', current: 60, want: 64 },
  ] as const)('up by $select: $current becomes $want', ({ select, current, want }) => {
    const behavior = { ...DEFAULTS, scaleUp: rules(both, select) };
    expect(limit(behavior, current, 99)).toEqual({ replicas: want, reason: 'ScaleUpLimit' });
  });

  it.each([
    { select: 'Max', current: 20, want: 16 },
    { select: 'Min', current: 20, want: 18 },
    { select: 'Disabled', current: 20, want: 20 },
    { select: 'Max', current: 60, want: 54 },
    { select: 'Min', current: 60, want: 56 },
  ] as const)('down by $select: $current becomes $want', ({ select, current, want }) => {
    const behavior = { ...DEFAULTS, scaleDown: rules(both, select) };
    expect(limit(behavior, current, 3)).toEqual({ replicas: want, reason: 'ScaleDownLimit' });
  });

  it('in per cent let one pod become two, and two become one', () => {
    const behavior = { scaleUp: rules([percent(1, 60)]), scaleDown: rules([percent(1, 60)]) };
    expect(limitedByBehavior({ ...RANGE, minReplicas: 1 }, behavior, NONE, 1, 9, 0).replicas).toBe(2);
    expect(limitedByBehavior({ ...RANGE, minReplicas: 1 }, behavior, NONE, 2, 1, 0).replicas).toBe(1);
  });

  it('give back on the way up what went down within their period', () => {
    const events = { ups: [], downs: [{ change: 5, atSeconds: 50 }] };
    const behavior = { ...DEFAULTS, scaleUp: rules([pods(1, 60)]) };
    expect(limit(behavior, 10, 50, events, 100).replicas).toBe(16);
    expect(limit(behavior, 10, 50, events, 110).replicas).toBe(11);
  });

  it('never turn a way up into a way down', () => {
    const events = { ups: [{ change: 30, atSeconds: 50 }], downs: [] };
    expect(limit({ ...DEFAULTS, scaleUp: rules([pods(1, 60)]) }, 40, 50, events, 60).replicas).toBe(40);
  });
});

describe('events', () => {
  const behavior = { scaleUp: rules([pods(1, 10), pods(1, 60)]), scaleDown: rules([pods(1, 10)]) };

  it('are kept for the longest period of their direction, and one then gives way to the next', () => {
    let events = withScaleEvent(NONE, behavior, 2, 5, 0);
    events = withScaleEvent(events, behavior, 5, 6, 60);
    expect(events.ups).toEqual([
      { change: 3, atSeconds: 0 },
      { change: 1, atSeconds: 60 },
    ]);
    events = withScaleEvent(events, behavior, 6, 8, 60.5);
    expect(events.ups).toEqual([
      { change: 2, atSeconds: 60.5 },
      { change: 1, atSeconds: 60 },
    ]);
  });

  it('of the other direction stay as they are', () => {
    const before = { ups: [{ change: 3, atSeconds: 0 }], downs: [] };
    const after = withScaleEvent(before, behavior, 9, 4, 500);
    expect(after).toEqual({ ...before, downs: [{ change: 5, atSeconds: 500 }] });
  });
});
