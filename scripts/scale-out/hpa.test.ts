import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HpaState, NEW_HPA_STATE, syncHpa } from './hpa.ts';
import { CONTROLLER_DEFAULTS, type Hpa, SPEC_DEFAULTS } from './hpa-spec.ts';
import type { Observed } from './replica-calculator.ts';
import { cpu, hpaOf } from './testing/hpa.ts';
import { observed, pods } from './testing/pods.ts';

const SYNC_SECONDS = CONTROLLER_DEFAULTS.syncSeconds;

/** Syncs one after the other. Each is given how many thousandths of a core a pod uses; null: the metrics API says nothing. */
function counts(
  hpa: Hpa,
  from: number,
  uses: readonly (number | null)[],
  other: Partial<Observed> = {},
): number[] {
  let state: HpaState = NEW_HPA_STATE;
  let replicas = from;
  return uses.map((milli, i) => {
    const given = observed(replicas === 0 ? [] : [pods(replicas, milli)], {
      nowSeconds: i * SYNC_SECONDS,
      ...other,
    });
    ({ state, replicas } = syncHpa(hpa, CONTROLLER_DEFAULTS, state, given));
    return replicas;
  });
}

const times = (count: number, milli: number | null): (number | null)[] =>
  Array.from({ length: count }, () => milli);

describe('a burst', () => {
  const tenfold = { metrics: [cpu(10)] };

  it('without a behavior is followed by doubling at each sync', () => {
    expect(counts(hpaOf({ ...tenfold, behavior: null }), 1, times(5, 1000))).toEqual([4, 8, 16, 32, 64]);
  });

  it('with one is followed by doubling at every other sync: the event of the last one is still in the period', () => {
    expect(counts(hpaOf(tenfold), 1, times(6, 1000))).toEqual([5, 5, 10, 10, 20, 20]);
  });

  it('would be followed at each sync by a controller that writes in no time', () => {
    const instant = { writeSeconds: 0 };
    expect(counts(hpaOf(tenfold), 1, times(5, 1000), instant)).toEqual([5, 10, 20, 40, 80]);
  });

  it('ends at the maximum', () => {
    expect(counts(hpaOf({ maxReplicas: 20 }), 10, times(3, 1000))).toEqual([20, 20, 20]);
  });
});

describe('after a burst', () => {
  const uses = [...times(1, 500), ...times(25, 100)];
  // The high recommendation is of the second 0.
  const LAST_IN_WINDOW = 300 / SYNC_SECONDS;

  it.each([
    { behavior: hpaOf().behavior, holdsUntil: LAST_IN_WINDOW - 1, name: 'its first moment left out' },
    { behavior: null, holdsUntil: LAST_IN_WINDOW, name: 'its first moment included, without a behavior' },
  ])('the count stays for five minutes, $name', ({ behavior, holdsUntil }) => {
    const held = counts(hpaOf({ behavior }), 10, uses);
    expect(held.slice(0, holdsUntil + 1).every((count) => count === 10)).toBe(true);
    expect(held[holdsUntil + 1]).toBe(2);
  });

  it('a window of the manifest takes the place of the controller’s', () => {
    const { scaleUp, scaleDown } = SPEC_DEFAULTS;
    const behavior = { scaleUp, scaleDown: { ...scaleDown, stabilizationWindowSeconds: 0 } };
    expect(counts(hpaOf({ behavior }), 10, uses).slice(0, 2)).toEqual([10, 2]);
  });
});

it('holds a way up for as long as its window was lower', () => {
  const { scaleUp, scaleDown } = SPEC_DEFAULTS;
  const behavior = { scaleUp: { ...scaleUp, stabilizationWindowSeconds: 60 }, scaleDown };
  // Once the first 4 has left the window its lowest is 8, and 16 only when all of those have.
  expect(counts(hpaOf({ behavior }), 4, times(9, 1000))).toEqual([4, 4, 4, 4, 8, 8, 8, 8, 16]);
});

describe('bounds', () => {
  const hpa = hpaOf({ minReplicas: 3, maxReplicas: 10 });

  it.each([
    { from: 40, want: 10 },
    { from: 1, want: 3 },
    { from: 0, want: 0 },
  ])('bring $from to $want at once, without a metric', ({ from, want }) => {
    expect(counts(hpa, from, [null])).toEqual([want]);
  });

  it('may let a target start from nothing, if its metric is there without pods', () => {
    const external = { kind: 'External', name: 'queue', target: { type: 'Value', milli: 10 } } as const;
    const zero = hpaOf({ minReplicas: 0, metrics: [external] });
    const given = { ...observed([]), valuesMilli: [25] };
    expect(syncHpa(zero, CONTROLLER_DEFAULTS, NEW_HPA_STATE, given).replicas).toBe(3);
  });
});

describe('several metrics', () => {
  const both = hpaOf({ metrics: [cpu(50), { ...cpu(50), resource: 'memory' } as Hpa['metrics'][number]] });
  const sync = (first: number | null, second: number | null) => {
    const pod = pods(10, null, { samplesMilli: [first, second], requestsMilli: [1000, 1000] });
    return syncHpa(both, CONTROLLER_DEFAULTS, NEW_HPA_STATE, observed([pod]));
  };

  it.each([
    { case: 'the higher one counts', first: 600, second: 800, want: 16 },
    { case: 'one that cannot be told does not stop a way up', first: null, second: 800, want: 16 },
    { case: 'one that cannot be told stops a way down', first: null, second: 100, want: null },
    { case: 'none that can be told stops all', first: null, second: null, want: null },
  ])('$case', ({ first, second, want }) => {
    expect(sync(first, second).proposed).toBe(want);
  });

  it('names the first that failed', () => {
    expect(sync(800, null).conditions.ScalingActive).toEqual({ status: true, reason: 'ValidMetricFound' });
    expect(sync(100, null).conditions.ScalingActive).toEqual({
      status: false,
      reason: 'FailedGetResourceMetric',
    });
  });
});

it('remembers nothing of a sync without a metric', () => {
  const { state } = syncHpa(hpaOf(), CONTROLLER_DEFAULTS, NEW_HPA_STATE, observed([pods(4, null)]));
  const later = syncHpa(hpaOf(), CONTROLLER_DEFAULTS, state, {
    ...observed([pods(4, null)]),
    nowSeconds: 15,
  });
  expect(later.state).toEqual({ ...NEW_HPA_STATE, recommendations: [{ replicas: 4, atSeconds: 0 }] });
});

describe('whatever the load', () => {
  const policy = fc.record({
    type: fc.constantFrom('Pods' as const, 'Percent' as const),
    value: fc.integer({ min: 1, max: 200 }),
    periodSeconds: fc.integer({ min: 1, max: 60 }),
  });
  const rules = fc.record({
    stabilizationWindowSeconds: fc.integer({ min: 0, max: 120 }),
    selectPolicy: fc.constantFrom('Max' as const, 'Min' as const, 'Disabled' as const),
    policies: fc.array(policy, { minLength: 1, maxLength: 3 }),
    tolerance: fc.constantFrom(null, 0, 0.3),
  });
  const hpa = fc
    .record({
      minReplicas: fc.integer({ min: 1, max: 10 }),
      more: fc.integer({ min: 0, max: 40 }),
      behavior: fc.option(fc.record({ scaleUp: rules, scaleDown: rules })),
    })
    .map(({ minReplicas, more, behavior }) =>
      hpaOf({ minReplicas, maxReplicas: minReplicas + more, behavior }),
    );
  const uses = fc.array(fc.option(fc.integer({ min: 0, max: 1000 })), { minLength: 1, maxLength: 30 });

  it('the count never leaves its bounds', () => {
    fc.assert(
      fc.property(hpa, fc.integer({ min: 1, max: 60 }), uses, (given, from, load) => {
        for (const count of counts(given, from, load)) {
          expect(count).toBeGreaterThanOrEqual(given.minReplicas);
          expect(count).toBeLessThanOrEqual(given.maxReplicas);
        }
      }),
    );
  });

  it('a load within the tolerance moves nothing', () => {
    fc.assert(
      fc.property(hpa, fc.array(fc.integer({ min: 450, max: 550 })), (given, load) => {
        const { behavior } = given;
        fc.pre(behavior?.scaleUp.tolerance !== 0 && behavior?.scaleDown.tolerance !== 0);
        expect(new Set(counts(given, given.minReplicas, load))).toEqual(
          new Set(load.length === 0 ? [] : [given.minReplicas]),
        );
      }),
    );
  });

  it('nothing is remembered for longer than the windows and periods ask', () => {
    fc.assert(
      fc.property(
        hpa,
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 60, maxLength: 60 }),
        (given, load) => {
          let state: HpaState = NEW_HPA_STATE;
          let replicas = given.minReplicas;
          for (const [i, milli] of load.entries()) {
            const seen = { ...observed([pods(replicas, milli)]), nowSeconds: i * SYNC_SECONDS };
            ({ state, replicas } = syncHpa(given, CONTROLLER_DEFAULTS, state, seen));
          }
          // A window of 300 s has 20 syncs, both of its ends 21, and the first recommendation stands beside the first sync's own.
          expect(state.recommendations.length).toBeLessThanOrEqual(300 / SYNC_SECONDS + 2);
          const eventsMax = 60 / SYNC_SECONDS + 2;
          expect(state.events.ups.length).toBeLessThanOrEqual(eventsMax);
          expect(state.events.downs.length).toBeLessThanOrEqual(eventsMax);
        },
      ),
    );
  });
});
