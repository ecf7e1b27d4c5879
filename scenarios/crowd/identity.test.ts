import { describe, expect, it } from 'vitest';
import type { Phase, Plan, Population, PopulationName } from '../campaigns/plan.ts';
import { arriving, planOf } from '../testing/world.ts';
import { DISTRICTS_MAX } from './address.ts';
import { identityOf, populationSeed, withoutStrangers } from './identity.ts';

const named = (name: string, of?: PopulationName): Population => ({
  ...arriving(3600),
  name,
  ...(of === undefined ? {} : { of }),
});
const phase = (name: string, populations: readonly Population[]): Phase => ({
  name,
  calendarMinutes: 1,
  begins: { after: 'previous' },
  populations,
});

const RESERVERS = { phase: 'warm-up', population: 'reservers' };
const BUYERS = { phase: 'burst', population: 'buyers' };
const plan: Plan = planOf(1, [], {
  phases: [
    phase('warm-up', [named('members'), named('reservers')]),
    phase('burst', [named('buyers', RESERVERS), named('others')]),
    phase('continuation', [named('trackers', BUYERS)]),
  ],
});
function who(name: string) {
  const of = plan.phases.find(({ populations }) => populations.some((each) => each.name === name))!;
  return identityOf(plan, of, of.populations.find((each) => each.name === name)!);
}
const seed = ({ phase: name, population }: PopulationName) => populationSeed(plan, name, population);

describe('an identity', () => {
  it('is new for a population without `of`, in a district of its own', () => {
    expect(['members', 'reservers', 'others'].map((name) => who(name).district)).toEqual([0, 1, 3]);
    expect(who('others')).toMatchObject({ first: { name: 'others' }, returns: false });
  });

  it('moves to other districts with the run, round and round, and those who return move with it', () => {
    const moved = {
      ...plan,
      run: { id: 'r', targets: {}, hosts: {}, zeroAtMs: 0, districtsFrom: DISTRICTS_MAX - 1 },
    };
    const [members, burst] = [plan.phases[0]!, plan.phases[1]!];
    expect(members.populations.map((each) => identityOf(moved, members, each).district)).toEqual([
      DISTRICTS_MAX - 1,
      0,
    ]);
    expect(burst.populations.map((each) => identityOf(moved, burst, each).district)).toEqual([0, 2]);
  });

  it('is that of the population that came first, however often its shoppers came back', () => {
    for (const name of ['buyers', 'trackers'])
      expect(who(name)).toMatchObject({
        first: { name: 'reservers' },
        firstSeed: seed(RESERVERS),
        district: 1,
        returns: true,
      });
  });

  it('has ordered as the population that the plan names, and not as the first', () => {
    expect(who('trackers').earlierSeed).toBe(seed(BUYERS));
    expect(who('buyers').earlierSeed).toBe(seed(RESERVERS));
  });

  it.each([
    { given: 'a phase that is not there', of: { phase: 'recall', population: 'reservers' } },
    { given: 'a population that is not there', of: { phase: 'warm-up', population: 'nobody' } },
    { given: 'itself', of: { phase: 'warm-up', population: 'late' } },
    { given: 'one that comes later', of: BUYERS },
  ])('is an error for $given', ({ of }) => {
    const late = named('late', of);
    const [first, ...rest] = plan.phases;
    const warmUp = { ...first!, populations: [...first!.populations, late] };
    expect(() => identityOf({ ...plan, phases: [warmUp, ...rest] }, warmUp, late)).toThrow(
      `phase warm-up, population late: its shoppers return from population "${of.population}" of phase "${of.phase}", which does not come before it`,
    );
  });
});

describe('when only some phases run', () => {
  const left = (...names: string[]) =>
    withoutStrangers(plan.phases.filter(({ name }) => names.includes(name))).map(({ populations }) =>
      populations.map(({ name }) => name),
    );

  it('populations that return from a missing phase are left out, and those that return from these too', () => {
    expect(left('burst', 'continuation')).toEqual([['others'], []]);
    expect(left('warm-up', 'continuation')).toEqual([['members', 'reservers'], []]);
  });

  it('no population is left out if its first phase runs', () => {
    expect(left('warm-up', 'burst', 'continuation')).toEqual([
      ['members', 'reservers'],
      ['buyers', 'others'],
      ['trackers'],
    ]);
  });
});
