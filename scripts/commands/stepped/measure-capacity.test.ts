import { describe, expect, it } from 'vitest';
import { capacityOf, HEADROOM } from '../../capacity/capacity.ts';
import { givenCapacitySchema } from '../../capacity/capacity-file.ts';
import { answeredCapacity, QUESTION } from '../../workshop/testing/answered-capacity.ts';
import { claimOf, levelsText } from './measure-capacity.ts';

const COUNTS = { counts: [1, 2, 3, 4, 6, 8] };

describe('the last run', () => {
  it('is of the answer’s own machines under the highest demand, where so many were measured', () => {
    const capacity = answeredCapacity();
    const { answer } = capacity;
    expect(claimOf(capacity, COUNTS)).toEqual({
      replicas: answer?.kind === 'enough' ? answer.n : null,
      perSecond: QUESTION.demand.high,
    });
  });

  it.each([
    ['more machines than were measured', answeredCapacity(), { counts: [1, 2] }],
    ['no number', answeredCapacity({ demand: { low: 9000, likely: 9000, high: 9000 } }), COUNTS],
    ['nothing, for nothing was asked', answeredCapacity(null), COUNTS],
  ])('is of what the largest count surely carries where the answer is %s', (_, capacity, counts) => {
    const { replicas, perSecond } = claimOf(capacity, counts);
    const largest = capacity.model.groups.at(-1)!;
    expect(replicas).toBe(largest.n);
    expect(perSecond).toBeGreaterThan(0);
    expect(perSecond).toBeLessThan(largest.throughput);
  });
});

describe('the file of the levels', () => {
  it('answers as the run itself would have', () => {
    const { source, question, answer } = answeredCapacity({
      ...{ utilisation: 0.5, zones: 5, lostZones: 2 },
      tiers: [{ tier: 'database', ceiling: 5500 }],
    });
    const { levels, errors, ...rest } = source;
    const read = givenCapacitySchema.parse(JSON.parse(levelsText(rest, levels, question!)));
    const asked = { ...HEADROOM, ...read.question, tiers: read.tiers, demand: question!.demand };
    const again = capacityOf({ ...source, levels: read.levels }, asked);
    expect(again.answer).toEqual(answer);
    expect(again.answer?.tier?.tier).toBe('database');
  });
});
