import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Course, type Outcome, type Strategy } from './course.ts';
import { ALONE } from './strategies.ts';
import { NO_DELAYS, perReplica, rising, worldWith } from './testing/world.ts';

const floor = (replicas: number, fromSeconds = 0): Strategy => ({
  ...ALONE,
  floor: { replicas, fromSeconds, untilSeconds: 10_000 },
});

const anyWorld = fc
  .record({
    low: fc.integer({ min: 0, max: 500 }),
    high: fc.integer({ min: 0, max: 6000 }),
    riseSeconds: fc.integer({ min: 1, max: 600 }),
    timeoutSeconds: fc.integer({ min: 1, max: 30 }),
    retryShare: fc.double({ min: 0, max: 1, noNaN: true }),
    retrySeconds: fc.integer({ min: 0, max: 60 }),
    queueEach: fc.integer({ min: 0, max: 1000 }),
    quotaPods: fc.option(fc.integer({ min: 1, max: 60 })),
    podsEach: fc.integer({ min: 1, max: 5 }),
    warmSeconds: fc.integer({ min: 0, max: 90 }),
    each: fc.integer({ min: 0, max: 200 }),
    first: fc.integer({ min: 1, max: 10 }),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    shedsFirst: fc.boolean(),
    floor: fc.integer({ min: 1, max: 60 }),
  })
  .map((of) => ({
    of,
    world: worldWith({
      demand: rising(of.low, of.high, of.riseSeconds, 900),
      shoppers: { ...of, ordersEach: 0.1 },
      replicasFirst: of.first,
      settings: {
        ...{ shoppers: { queueEach: of.queueEach }, warmUp: { share: 0.5, seconds: of.warmSeconds } },
        nodes: { podsEach: of.podsEach, quotaPods: of.quotaPods },
      },
    }),
    strategy: { ...floor(of.floor, 200), shedsFirst: of.shedsFirst },
    draw: { seed: of.seed, perReplica: perReplica(of.each) },
  }));

describe('a course', () => {
  it('serves, delays, turns away or keeps waiting all that comes, in each second', () => {
    fc.assert(
      fc.property(anyWorld, ({ world, strategy, draw, of }) => {
        let [fresh, done, left, waitedBefore] = [0, 0, 0, 0];
        new Course(world).run(draw, strategy, {
          second: ({ demand, capacity, ready, queue }) => {
            const { arrived, inObjective, late, failed, waiting, retrying } = queue;
            const scale = 1e-6 * (1 + arrived + waitedBefore);
            expect(waiting).toBeGreaterThanOrEqual(0);
            expect(Math.min(inObjective, late, failed, retrying)).toBeGreaterThanOrEqual(0);
            expect(inObjective + late).toBeLessThanOrEqual(capacity + scale);
            expect(waiting).toBeLessThanOrEqual(Math.max(waitedBefore, of.queueEach * ready) + scale);
            expect(Math.abs(waitedBefore + arrived - inObjective - late - failed - waiting)).toBeLessThan(
              scale,
            );
            fresh += demand;
            done += inObjective + late;
            left += queue.left;
            waitedBefore = waiting;
            expect(Math.abs(fresh - done - left - waiting - retrying)).toBeLessThan(1e-6 * (1 + fresh));
          },
        });
      }),
      { numRuns: 40 },
    );
  });

  it('never has fewer ready replicas than none, nor more than were asked for, nor more than the quota', () => {
    fc.assert(
      fc.property(anyWorld, ({ world, strategy, draw, of }) => {
        const most = Math.max(of.first, of.quotaPods ?? 60);
        new Course(world).run(draw, strategy, {
          second: ({ asked, ready, capacity }) => {
            expect(ready).toBeGreaterThanOrEqual(0);
            expect(ready).toBeLessThanOrEqual(Math.min(asked, most));
            expect(capacity).toBeGreaterThanOrEqual(0);
            expect(capacity).toBeLessThanOrEqual(ready * of.each * (1 + 1e-9));
          },
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is the same again with the same chances, whatever was run before', () => {
    const world = worldWith();
    const course = new Course(world);
    const run = (seed: number): Outcome => course.run({ seed, perReplica: perReplica() }, ALONE);
    const first = run(7);
    run(8);
    expect(run(7)).toEqual(first);
    expect(run(8)).not.toEqual(first);
  });

  it('has no gap beyond one sync where nothing takes time and the maximum is enough', () => {
    const world = worldWith({
      demand: rising(150, 2000, 1),
      settings: NO_DELAYS,
      hpa: {
        metrics: [
          { kind: 'External', name: 'requests_per_second', target: { type: 'AverageValue', milli: 60_000 } },
        ],
        behavior: {
          scaleUp: {
            ...{ stabilizationWindowSeconds: 0, selectPolicy: 'Max', tolerance: null },
            policies: [{ type: 'Pods', value: 100, periodSeconds: 15 }],
          },
          scaleDown: {
            stabilizationWindowSeconds: 300,
            selectPolicy: 'Max',
            tolerance: null,
            policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
          },
        },
      },
    });
    let short = 0;
    const outcome = new Course(world).run({ seed: 3, perReplica: perReplica() }, ALONE, {
      second: ({ demand, capacity }) => (short += demand > capacity ? 1 : 0),
    });
    expect(short).toBeGreaterThan(0);
    expect(short).toBeLessThanOrEqual(world.autoscaler.everySeconds + 1);
    expect(outcome.badSeconds).toBeLessThan(60);
  });

  it('is no worse with more replicas beforehand, of those that carry the whole burst', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 20, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (seed, fewer, more) => {
          const course = new Course(worldWith());
          const bad = (replicas: number): number =>
            course.run({ seed, perReplica: perReplica() }, floor(replicas)).badSeconds;
          expect(bad(fewer + more)).toBeLessThanOrEqual(bad(fewer));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('loses more when replicas take longer to come', () => {
    const bad = (median: number): number =>
      new Course(worldWith({ settings: { nodeBoot: { median, p99: median * 2 } } })).run(
        { seed: 5, perReplica: perReplica() },
        ALONE,
      ).badSeconds;
    expect(bad(120)).toBeGreaterThan(bad(10));
  });

  it('keeps those who are let in within the objective when it sheds first', () => {
    const shed = new Course(worldWith()).run(
      { seed: 5, perReplica: perReplica() },
      { ...ALONE, shedsFirst: true },
    );
    expect(shed.late).toBe(0);
    expect(shed.failed).toBeGreaterThan(0);
  });

  it('switches everything on when it falls behind the goal, and not before', () => {
    const most = (share: number | null, high: number): number =>
      new Course(
        worldWith({ demand: rising(150, high, 30), settings: { nodeBoot: { median: 200, p99: 300 } } }),
      ).run(
        { seed: 5, perReplica: perReplica() },
        { ...ALONE, goal: share === null ? null : { share, everySeconds: 60 } },
      ).replicasMost;
    expect(most(0.6, 2500)).toBe(60);
    expect(most(null, 2500)).toBeLessThan(60);
    expect(most(0.6, 200)).toBeLessThan(60);
  });

  it('switches everything on once the emergency plan calls and somebody has acted, and not before', () => {
    const world = worldWith({
      demand: rising(150, 2500, 30),
      settings: { nodeBoot: { median: 200, p99: 300 } },
    });
    const firstAt = (actSeconds: number): number => {
      let found = Number.POSITIVE_INFINITY;
      const call = { badShare: 0.05, windowSeconds: 60, actSeconds };
      new Course(world).run(
        { seed: 5, perReplica: perReplica() },
        { ...ALONE, call },
        {
          second: ({ second, asked }) => {
            if (asked >= world.autoscaler.maxReplicas) found = Math.min(found, second);
          },
        },
      );
      return found;
    };
    expect(firstAt(60)).toBeGreaterThan(firstAt(0) + 60 - world.autoscaler.everySeconds - 1);
    expect(firstAt(0)).toBeLessThan(firstAt(10_000));
  });
});
