import { describe, expect, it } from 'vitest';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';

const SECONDS = 100;
const { generator } = rehearsal().observations;

/** Of two cores, over the burst. */
const burstWith = (allCpuSeconds: number, machineCpuSeconds: number | null) => {
  const burst = { phase: 'burst', wallSeconds: SECONDS, allCpuSeconds, machineCpuSeconds };
  const cpuByPhase = [{ ...burst, generatorCpuSeconds: 1 }];
  return judge(rehearsal({ observations: { generator: { ...generator, cpuByPhase } } }));
};

describe('a busy machine', () => {
  it.each([
    {
      given: 'all its cores, in one phase only',
      ours: 190,
      all: 195,
      want: /95 % busy in the busiest phase/,
    },
    { given: 'cores for other programs', ours: 100, all: 160, want: /other programs took 30 % .* burst/ },
  ])('that needs $given is named in a note, and changes no verdict', ({ ours, all, want }) => {
    const { notes, outcome } = burstWith(ours, all);
    expect(notes).toEqual([expect.stringMatching(want)]);
    expect(outcome).toBe('pass');
  });

  it.each([
    { given: 'room is left', ours: 130, all: 150 },
    { given: 'other programs cannot be seen', ours: 130, all: null },
  ])('is not named when $given', ({ ours, all }) => {
    expect(burstWith(ours, all).notes).toEqual([]);
  });
});
