import { describe, expect, it } from 'vitest';
import { NEW_HPA_STATE, syncHpa } from './hpa.ts';
import { CONTROLLER_DEFAULTS } from './hpa-spec.ts';
import { cronValuesMilli, KEDA_DEFAULTS, kedaHpa, pollKeda, type ScaledObject } from './keda.ts';
import { observed, pods } from './testing/pods.ts';

const HOUR = 3600;
const scaled = (other: Partial<ScaledObject> = {}): ScaledObject => ({
  ...KEDA_DEFAULTS,
  name: 'shop',
  scales: 'Deployment/shop',
  windows: [{ fromSeconds: HOUR, untilSeconds: 2 * HOUR, replicas: 40 }],
  metrics: [],
  behavior: null,
  ...other,
});

it('makes an autoscaler that has at least one replica', () => {
  expect(kedaHpa(scaled())).toMatchObject({ name: 'keda-hpa-shop', minReplicas: 1, maxReplicas: 100 });
  expect(kedaHpa(scaled({ minReplicas: 5 })).minReplicas).toBe(5);
});

it.each([
  { at: HOUR - 1, have: 10, want: 1 },
  { at: HOUR, have: 10, want: 20 },
  { at: HOUR, have: 38, want: 38 },
  { at: 2 * HOUR - 1, have: 20, want: 40 },
  { at: 2 * HOUR, have: 40, want: 1 },
])('a cron window asks at $at s, of $have, for $want', ({ at, have, want }) => {
  const given = {
    ...observed([pods(have, null)]),
    nowSeconds: at,
    valuesMilli: cronValuesMilli(scaled(), at),
  };
  const recommendations = [{ replicas: 1, atSeconds: at - 1000 }];
  const state = { ...NEW_HPA_STATE, recommendations };
  expect(syncHpa(kedaHpa(scaled()), CONTROLLER_DEFAULTS, state, given).replicas).toBe(want);
});

describe('its own loop', () => {
  it.each([
    { case: 'wakes a target that has nothing', last: null, have: 0, at: HOUR, active: false, want: 1 },
    { case: 'wakes it for another trigger', last: null, have: 0, at: 0, active: true, want: 1 },
    { case: 'leaves what is awake to the autoscaler', last: null, have: 7, at: HOUR, active: false, want: 7 },
    { case: 'waits while it cools down', last: 0, have: 7, at: 300, active: false, want: 7 },
    { case: 'sends it to sleep then', last: 0, have: 7, at: 301, active: false, want: 0 },
    {
      case: 'sends to sleep at once what it never saw active',
      last: null,
      have: 7,
      at: 0,
      active: false,
      want: 0,
    },
  ])('$case', ({ last, have, at, active, want }) => {
    expect(pollKeda(scaled(), last, have, at, active).replicas).toBe(want);
  });

  it('remembers when something was active', () => {
    expect(pollKeda(scaled(), null, 3, HOUR, false).lastActiveSeconds).toBe(HOUR);
    expect(pollKeda(scaled(), 17, 3, 0, false).lastActiveSeconds).toBe(17);
  });

  it('never goes below a minimum above nothing', () => {
    expect(pollKeda(scaled({ minReplicas: 4 }), null, 6, 0, false).replicas).toBe(6);
    expect(pollKeda(scaled({ minReplicas: 4 }), null, 2, 0, false).replicas).toBe(4);
    expect(pollKeda(scaled({ minReplicas: 4 }), null, 0, 0, true).replicas).toBe(4);
  });
});
