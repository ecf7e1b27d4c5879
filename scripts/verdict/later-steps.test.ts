import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhaseForecast } from '../forecast/forecast.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { chanceOf } from './finding.ts';
import { judge } from './judge.ts';
import { checkValidity } from './validity.ts';

const healthy = rehearsal().observations;

const broken = (story: Story) =>
  checkValidity(rehearsal(story)).filter(({ id, state }) => id === 'later-steps' && state === 'broken');

/** Every count of orders in the burst is gone, wherever it was kept. */
const without = (step: string): NonNullable<Story['observations']> => {
  const left = <T extends { readonly step: string }>(counts: readonly T[]): readonly T[] =>
    counts.filter((each) => each.step !== step);
  return {
    intended: left(healthy.intended),
    responses: left(healthy.responses),
    unsent: left(healthy.unsent),
    answers: left(healthy.answers),
    sessions: left(healthy.sessions),
    cutOff: left(healthy.cutOff),
  };
};

describe('a step that comes after others', () => {
  it('is visited as often as the answers before it say', () => {
    expect(broken({})).toEqual([]);
  });

  it('breaks the load, by name, when it never ran although shoppers were sent on to it', () => {
    const observations = without('order.create');
    expect(broken({ observations })).toMatchObject([
      { phase: 'warm-up', population: 'buyers' },
      {
        phase: 'burst',
        population: 'buyers',
        reason: 'order.create never ran in east, although 6,000 of buyers were sent on to it',
      },
    ]);
    expect(judge(rehearsal({ observations })).outcome).toBe('inconclusive');
  });

  it.each([-1, 1])('breaks the load when %d visits are too many, where every answer leads to it', (more) => {
    const cutOff = healthy.cutOff.map((each) =>
      each.phase === 'burst' && each.step === 'order.create' ? { ...each, count: each.count - more } : each,
    );
    expect(broken({ observations: { cutOff } })).toMatchObject([{ figure: 1, limit: 0, phase: 'burst' }]);
  });

  it('may be visited less when what came before failed: that is the fault of the target', () => {
    const leaving: Partial<PhaseForecast> = {
      populations: rehearsal().forecast.phases[1]!.populations.map((each) => ({
        ...each,
        following: each.following.filter(({ outcome, step }) => step === 'home.view' || outcome === 'ok'),
      })),
    };
    const steps: Story['steps'] = {
      'burst · coupon.redeem': { failed: 12_000 },
      'burst · order.create': { intended: 0 },
    };
    const cutOff = healthy.cutOff.map((each) =>
      each.step === 'order.create' ? { ...each, count: 0 } : each,
    );
    const found = broken({ steps, forecast: leaving, observations: { cutOff } });
    expect(found.filter(({ phase }) => phase === 'burst')).toEqual([]);
  });

  it('counts requests that were never sent as visits, whoever made them', () => {
    expect(broken({ steps: { 'burst · order.create': { unsent: 100 } } })).toEqual([]);
  });

  it('may miss its share by chance, and not by more', () => {
    const half: Partial<PhaseForecast> = {
      populations: rehearsal().forecast.phases[1]!.populations.map((each) => ({
        ...each,
        following: each.following.map((edge) =>
          edge.next === 'order.create' ? { ...edge, share: 0.5 } : edge,
        ),
      })),
    };
    const [mean, sigma] = [3000, Math.sqrt(6000 / 4)];
    const visited = (visits: number): Story => ({
      forecast: half,
      steps: { 'burst · order.create': { intended: 2 * visits } },
      observations: { cutOff: healthy.cutOff.filter(({ step }) => step !== 'order.create') },
    });
    const inBurst = (visits: number) => broken(visited(visits)).filter(({ phase }) => phase === 'burst');
    expect(inBurst(mean)).toEqual([]);
    expect(inBurst(Math.round(mean - 4 * sigma))).toEqual([]);
    expect(inBurst(Math.round(mean - 7 * sigma))).toMatchObject([{ population: 'buyers' }]);
    expect(inBurst(0)).toMatchObject([{ reason: /order.create never ran in east/ }]);
  });
});

describe('what chance explains', () => {
  it('is nothing where nothing was drawn', () => {
    expect(chanceOf(0)).toBe(0);
  });

  it('is more than five and a half standard deviations, and not much more for a large sum', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (variance) => {
        expect(chanceOf(variance) / Math.sqrt(variance)).toBeGreaterThanOrEqual(5.5);
      }),
    );
    expect(chanceOf(1e6)).toBeLessThan(5.6 * 1000);
  });
});
