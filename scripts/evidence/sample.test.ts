import { describe, expect, it } from 'vitest';
import { judge } from '../verdict/judge.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import type { Dispersion, Observations } from './observations.ts';
import { WHOLE_RUN } from './place.ts';
import { sampleAt } from './sample.ts';

const TARGET = 0.99;
const { observations } = rehearsal({ steps: { 'burst · order.create': { late: 20, unsent: 3 } } });
const isWhole = (each: Dispersion): boolean =>
  each.indicator === 'late' && each.phase === null && each.step === null && each.region === null;
const read = (change: (sums: Dispersion) => Partial<Dispersion>): Observations => ({
  ...observations,
  dispersion: observations.dispersion.map((each) => (isWhole(each) ? { ...each, ...change(each) } : each)),
});
const sample = (seen: Observations) => sampleAt(seen, WHOLE_RUN, 'late', TARGET);

describe('the seconds of a sample', () => {
  it('are believed when they add up to what was counted; what was never sent is in neither', () => {
    expect(observations.dispersion.filter(isWhole)).toHaveLength(1);
    expect(sample(observations)).toMatchObject({ bad: 20, spread: { deff: expect.any(Number) } });
  });

  it.each([
    { what: 'an answer is missing', change: ({ answers }: Dispersion) => ({ answers: answers - 1 }) },
    { what: 'a bad answer is missing', change: ({ bad }: Dispersion) => ({ bad: bad - 1 }) },
    { what: 'all bad answers are missing', change: () => ({ bad: 0, badSquared: 0, badTimesAnswers: 0 }) },
    { what: 'there is one too many', change: ({ answers }: Dispersion) => ({ answers: answers + 1 }) },
  ])('were not read whole when $what', ({ change }) => {
    expect(sample(read(change)).spread).toBe('unread');
  });

  it('were not read whole either when that is so of those read against another target', () => {
    const partly = read(({ answers }) => ({ answers: answers - 1 }));
    expect(sampleAt(observations, WHOLE_RUN, 'late', 0.9).spread).toMatchObject({ seconds: null });
    expect(sampleAt(partly, WHOLE_RUN, 'late', 0.9).spread).toBe('unread');
  });

  it('make the run inconclusive when they were not read whole, and it would pass by its counts', () => {
    const verdict = judge(rehearsal({ observations: read(({ answers }) => ({ answers: answers - 1 })) }));
    expect(judge(rehearsal({ observations })).outcome).toBe('pass');
    expect(verdict.outcome).toBe('inconclusive');
    const [whole] = verdict.objectives.find(({ kind }) => kind === 'response-time')!.cells;
    expect(whole).toMatchObject({ state: 'not-proven', reason: 'its seconds were not read whole' });
  });
});
