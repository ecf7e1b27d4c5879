import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastPreWarm, lowest, preWarmStrategy } from './pre-warm.ts';
import { Study } from './study.ts';
import { perReplica, rising, worldWith } from './testing/world.ts';

describe('the lowest number that is enough', () => {
  it('is found by halving, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: -10, max: 120 }),
        (least, more, from) => {
          const most = least + more;
          const want = from > most ? null : Math.max(least, from);
          expect(lowest(least, most, (value) => value >= from)).toBe(want);
        },
      ),
    );
  });
});

describe('a pre-warm', () => {
  const burst = { demand: rising(150, 2000, 60, 1500, 900), burstSeconds: 900 };
  const study = new Study(worldWith(burst), [perReplica(95), perReplica(105)], 1);
  const search = { draws: 60, share: 0.95, replicasMax: 60 };
  const found = leastPreWarm(study, search)!;

  it('that is found holds, and one that begins a minute later does not', () => {
    expect(study.holds(60, preWarmStrategy(study, found), 0.95)).toBe(true);
    const later = { ...found, minutesBefore: found.minutesBefore - 1 };
    expect(study.holds(60, preWarmStrategy(study, later), 0.95)).toBe(false);
  });

  it('that is found holds, and one of a replica less does not', () => {
    const fewer = { replicas: found.replicas - 1, minutesBefore: 15 };
    expect(study.holds(60, preWarmStrategy(study, fewer), 0.95)).toBe(false);
    expect(found.replicas).toBeGreaterThan(study.world.replicasFirst);
  });

  it('does not exist where no number of replicas carries the burst', () => {
    expect(leastPreWarm(study, { ...search, replicasMax: 10 })).toBeNull();
  });

  it('may begin later where nodes are quick', () => {
    const settings = { nodeBoot: { median: 10, p99: 20 } };
    const quick = new Study(worldWith({ ...burst, settings }), [perReplica(95), perReplica(105)], 1);
    expect(leastPreWarm(quick, search)!.minutesBefore).toBeLessThan(found.minutesBefore);
  });
});
