import { describe, expect, it } from 'vitest';
import { COUNTER } from '../metrics.ts';
import { arriving, crowdsOf, held, once, planOf, sharesOf, shopWith } from '../testing/world.ts';
import { runVirtually, TICK_MS, Totals } from './virtual-world.ts';

describe('the virtual world', () => {
  it.each([
    { latencyMs: 0, want: TICK_MS },
    { latencyMs: 1, want: TICK_MS },
    { latencyMs: 1200, want: 1200 },
    { latencyMs: 1201, want: 1205 },
  ])('answers after $latencyMs ms at the next tick, $want ms from the request', ({ latencyMs, want }) => {
    const responsesMs: number[] = [];
    runVirtually(crowdsOf(planOf(3, [arriving(3600, 'once', 'even')]), { behaviours: [once('home.view')] }), {
      target: { answer: () => ({ status: 200, latencyMs }) },
      sample: (responseMs) => responsesMs.push(responseMs),
    });
    expect(responsesMs).toEqual([want, want]);
  });

  it('runs all shares on one clock and gives the target each request’s shopper, step and time', () => {
    const asked: { step: string; region: string; path: string; nowMs: number }[] = [];
    const { steps } = shopWith();
    const { totals } = runVirtually(
      crowdsOf(planOf(2, [held(100)], { pace: 0.1 }), { shares: sharesOf(3) }),
      {
        target: {
          answer: (step, region, nowMs, visit) => {
            const { path } = steps.find(({ name }) => name === step)!.request(visit);
            asked.push({ step, region, path, nowMs });
            return { status: 200, latencyMs: 10 };
          },
        },
      },
    );
    expect(asked.map(({ nowMs }) => nowMs)).toEqual(asked.map(({ nowMs }) => nowMs).sort((a, b) => a - b));
    expect(new Set(asked.map(({ region }) => region))).toEqual(new Set(['east', 'south', 'north']));
    expect(asked.filter(({ step }) => step === 'home.view').every(({ path }) => path === '/home')).toBe(true);
    expect(totals.sum(COUNTER.responses)).toBe(asked.length);
    expect(totals.by(COUNTER.vuFinished, 'vu')).toEqual({ 0: 1, 1: 1, 2: 1 });
  });
});

describe('the totals', () => {
  it('sums what was added, over all series or those with given labels', () => {
    const totals = new Totals();
    const east = { step: 'home', region: 'east' };
    totals.add(COUNTER.intended, 2, east);
    totals.add(COUNTER.intended, 3, east);
    totals.add(COUNTER.intended, 4, { step: 'home', region: 'north' });
    totals.add(COUNTER.unsent, 100, east);
    expect(totals.sum(COUNTER.intended)).toBe(9);
    expect(totals.sum(COUNTER.intended, { region: 'east' })).toBe(5);
    expect(totals.sum(COUNTER.intended, { region: 'south' })).toBe(0);
    expect(totals.sum(COUNTER.sessions)).toBe(0);
    expect(totals.by(COUNTER.intended, 'region')).toEqual({ east: 5, north: 4 });
  });
});
