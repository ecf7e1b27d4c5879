/** A capacity with something in every part of it. */
import type { Question } from '../../capacity/answer.ts';
import { type Capacity, type CapacitySource, capacityOf, HEADROOM } from '../../capacity/capacity.ts';
import { randomFrom } from '../../capacity/random.ts';
import { levelOf, levelsDrawn, SHOPS } from './levels-drawn.ts';

export const QUESTION: Question = {
  ...{ ...HEADROOM, zones: 3, lostZones: 1, tiers: [{ tier: 'database', ceiling: 400_000 }] },
  demand: { low: 2200, likely: 2500, high: 2600 },
};

export function answeredCapacity(
  question: Partial<Question> | null = {},
  change: Partial<CapacitySource> = {},
  curve: (typeof SHOPS)[keyof typeof SHOPS] = SHOPS.crosstalk,
): Capacity {
  const levels = levelsDrawn(curve, { repetitions: 2, scatter: 0.01 }, randomFrom(7));
  const limited = levelOf(9, 5600, { state: 'generator-limit' });
  return capacityOf(
    {
      ...{ name: 'levels.csv', levels: [...levels, limited], objective: { share: 0.99, withinMs: 1200 } },
      ...{ errors: 'relative', seed: 1 },
      ...change,
    },
    question === null ? null : { ...QUESTION, ...question },
    { machine: 'c8', perHour: 0.34, currency: 'EUR' },
  );
}
