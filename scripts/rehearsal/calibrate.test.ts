import { describe, expect, it } from 'vitest';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { boundsFrom } from './calibrate.ts';

const { plan, observations } = rehearsal();
const COSTS = { generatorCoresIdle: 0.1 };
const REQUESTS = observations.responses.reduce((sum, { count }) => sum + count, 0);
/** Ten seconds of two cores: k6 used five CPU seconds, everything nine, the machine eleven. */
const CPU = {
  ...{ phase: 'burst', wallSeconds: 10, allCpuSeconds: 9, generatorCpuSeconds: 5, machineCpuSeconds: 11 },
};

const seen = (change: Partial<Record<keyof typeof CPU, number | null>> = {}) => ({
  responses: observations.responses,
  generator: { ...observations.generator, cores: 2, cpuByPhase: [{ ...CPU, ...change } as typeof CPU] },
});

describe('what a short rehearsal says of a machine', () => {
  const settings = { plan: { ...plan, generator: { ...plan.generator, vus: 2 } }, costs: COSTS };

  it('is what everything, the VUs and the largest region may use, and what a request takes of each', () => {
    const { bounds, otherCores } = boundsFrom(seen(), { ...settings, hasTarget: false });
    const largest = Math.max(...plan.regions.map(({ share }) => share));
    expect(otherCores).toBeCloseTo(0.2);
    const want = [
      { what: 'the machine', cores: 2 * 0.65 - 0.2 - 0.1, cpuSeconds: 9 - 1 },
      { what: "the generator's VUs", cores: 2 * 0.65 - 0.1, cpuSeconds: 5 - 1 },
      { what: "the shop's largest region", cores: 0.65, cpuSeconds: 4 * largest },
    ];
    expect(bounds.map(({ what }) => what)).toEqual(want.map(({ what }) => what));
    for (const [i, { cores, cpuSeconds }] of want.entries()) {
      expect(bounds[i]!.cores).toBeCloseTo(cores);
      expect(bounds[i]!.cpuSecondsPerRequest * REQUESTS).toBeCloseTo(cpuSeconds);
    }
  });

  it('leaves the shop out when a target takes its place', () => {
    const { bounds } = boundsFrom(seen(), { ...settings, hasTarget: true });
    expect(bounds.map(({ what }) => what)).toEqual(['the machine', "the generator's VUs"]);
    expect(bounds[0]!.cpuSecondsPerRequest * REQUESTS).toBeCloseTo(4);
  });

  it.each([
    { given: 'no CPU was read', observed: { ...seen(), generator: { ...seen().generator, cpuByPhase: [] } } },
    { given: 'other programs cannot be seen', observed: seen({ machineCpuSeconds: null }) },
    { given: 'nothing was answered', observed: { ...seen(), responses: [] } },
  ])('is nothing when $given', ({ observed }) => {
    expect(() => boundsFrom(observed, { ...settings, hasTarget: false })).toThrow(/--pace auto cannot see/);
  });
});
