import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { type Bound, paceThatFills, ratesOf, requestsPerSecondWithin } from './pace-that-fills.ts';
import { runForecast } from './run-forecast.ts';

const MACHINE: Bound = { what: 'the machine', cores: 1.2, cpuSecondsPerRequest: 0.00025 };
const burst = { phase: 'burst', pacedPerSecond: 58_000, othersPerSecond: 1400 };
const warmUp = { phase: 'warm-up', pacedPerSecond: 5800, othersPerSecond: 700 };

describe('the pace that fills a machine', () => {
  it('lets the busiest phase use what it may', () => {
    // 1.2 / 0.00025 = 4,800 requests a second, 1,400 of which are there at any pace.
    expect(requestsPerSecondWithin([MACHINE])).toBeCloseTo(4800);
    expect(paceThatFills([warmUp, burst], [MACHINE])).toEqual({ pace: 17.1 });
  });

  it.each([
    { given: 'half the CPU a request', change: { cpuSecondsPerRequest: 0.000125 }, want: { pace: 7.08 } },
    { given: 'more cores', change: { cores: 2.5 }, want: { pace: 6.75 } },
    { given: 'a machine that carries real shoppers', change: { cores: 64 }, want: { pace: 1 } },
    { given: 'too little left for the buyers', change: { cores: 0.3 }, want: { tooMuch: burst } },
    { given: 'nothing left at all', change: { cores: -1 }, want: { tooMuch: warmUp } },
  ])('is right with $given', ({ change, want }) => {
    expect(paceThatFills([warmUp, burst], [{ ...MACHINE, ...change }])).toEqual(want);
  });

  it('keeps within the narrowest bound', () => {
    const vus = { what: 'its VUs', cores: 0.26, cpuSecondsPerRequest: 0.0001 };
    expect(paceThatFills([burst], [MACHINE, vus])).toEqual({ pace: 48.4 });
  });

  it('never exceeds its bounds, and is within a hundredth of them', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e3, max: 1e6, noNaN: true }), (pacedPerSecond) => {
        const found = paceThatFills([{ ...burst, pacedPerSecond }], [MACHINE]);
        const pace = 'pace' in found ? found.pace : Number.NaN;
        const atMost = requestsPerSecondWithin([MACHINE]);
        const sent = pacedPerSecond / pace + burst.othersPerSecond;
        expect(sent).toBeLessThanOrEqual(atMost * (1 + 1e-9));
        if (pace > 1) expect(sent).toBeGreaterThan(atMost * 0.99);
      }),
    );
  });

  it('knows from one forecast what another pace would send', () => {
    const slow = runForecast({ ...smoke, pace: 8 }, EMBEDDED);
    const fast = runForecast({ ...smoke, pace: 2 }, EMBEDDED);
    for (const [i, { pacedPerSecond, othersPerSecond }] of ratesOf(smoke, slow).entries()) {
      const { phase, requestsPerSecondMean, seconds } = fast.phases[i]!;
      const meanwhile = phase === 'burst' ? fast.phases.find((each) => each.phase === 'flash-sale')! : null;
      const sent = requestsPerSecondMean + (meanwhile?.intended ?? 0) / seconds;
      // Chance: each forecast draws its own thousands of requests.
      expect((pacedPerSecond / 2 + othersPerSecond) / sent, phase).toBeCloseTo(1, 1);
    }
  });
});
