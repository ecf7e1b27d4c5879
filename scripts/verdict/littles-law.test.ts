/** A held crowd that thinks and waits as planned sends what Little's law says, and one that does not is found out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PURPOSE } from '../../scenarios/crowd/draws.ts';
import { residualAt } from '../../scenarios/crowd/residual.ts';
import { EXPONENTIAL, type Spread, scattered, varianceOf } from '../../scenarios/crowd/think-time.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { BROWSER_THINK_SECONDS, PHASE_SECONDS } from '../workshop/testing/small-plan.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { checkValidity } from './validity.ts';
import type { ValidityCheck } from './verdict.ts';

const PHASES = ['warm-up', 'burst', 'flash-sale'];

describe('Little’s law', () => {
  const law = (
    shopperSeconds: number,
    intended: number,
    pendingSeconds: number,
    story: Story = {},
    spread: Spread = EXPONENTIAL,
  ): ValidityCheck => {
    const all = (value: number) => PHASES.map((phase) => ({ phase, population: 'browsers', value }));
    const observations = {
      shopperSeconds: all(shopperSeconds),
      intendedByPopulation: all(intended),
      pendingSeconds: all(pendingSeconds),
    };
    const found = checkValidity(thinking(rehearsal({ ...story, observations }), spread)).filter(
      ({ id }) => id === 'littles-law',
    );
    return found.find(({ state }) => state === 'broken') ?? found[0]!;
  };

  it.each([
    {
      what: 'thinking and waiting explain the crowd',
      held: 300_000,
      intended: 9000,
      pending: 30_000,
      want: 'ok',
    },
    { what: '4 % are unexplained', held: 300_000, intended: 8600, pending: 30_000, want: 'ok' },
    { what: '6 % are unexplained', held: 300_000, intended: 8400, pending: 30_000, want: 'broken' },
    { what: '6 % are too many', held: 300_000, intended: 9600, pending: 30_000, want: 'broken' },
    { what: 'a crowd never asked', held: 300_000, intended: 0, pending: 0, want: 'broken' },
    { what: 'a crowd hangs as a whole', held: 300_000, intended: 300, pending: 291_000, want: 'ok' },
    { what: 'a tiny crowd is a little off', held: 3000, intended: 80, pending: 0, want: 'ok' },
    { what: 'a tiny crowd is far off', held: 3000, intended: 40, pending: 0, want: 'broken' },
  ])('is $want when $what', ({ held, intended, pending, want }) => {
    expect(law(held, intended, pending).state).toBe(want);
  });

  it('is not checked where failures or a rising curve change the mix of thinks', () => {
    const failing: Story = { steps: { '* · *': (intended) => ({ failed: intended / 10, refused: 0 }) } };
    expect(law(300_000, 0, 0, failing)).toMatchObject({ state: 'not-checked' });
    const rising = rehearsal().plan.phases.map((phase) => ({
      ...phase,
      populations: phase.populations.map((population) =>
        population.kind === 'held'
          ? { ...population, shoppers: [...population.shoppers, { atMinute: 100, value: 9000 }] }
          : population,
      ),
    }));
    expect(law(600_000, 0, 0, { plan: { phases: rising } })).toMatchObject({ state: 'not-checked' });
  });

  it.each([
    { kind: 'fixed', spread: 0 },
    { kind: 'narrow', spread: 0.2 },
    { kind: 'log-normal', spread: 0.8 },
    { kind: 'wide', spread: 1.5 },
  ])('holds for $kind thinks however slow the answers are, and breaks when a quarter stops', ({ spread }) => {
    const SHOPPERS = 2000;
    const held = SHOPPERS * PHASE_SECONDS;
    for (const responseSeconds of [
      () => 0.01,
      () => 3,
      () => 40,
      (at: number) => Math.max(0.01, 50 - at),
      () => 1000,
    ]) {
      const { intended, pendingSeconds } = simulate(SHOPPERS, 7, responseSeconds, spread);
      expect(law(held, intended, pendingSeconds, {}, spread).state).toBe('ok');
    }
    const alive = simulate(SHOPPERS * 0.75, 7, () => 0.01, spread);
    expect(law(held, alive.intended, alive.pendingSeconds, {}, spread).state).toBe('broken');
  });

  it('would blame a crowd of fixed thinks that hangs if it took them for exponential ones', () => {
    const SHOPPERS = 2000;
    const { intended, pendingSeconds } = simulate(SHOPPERS, 7, () => 1000, 0);
    expect(law(SHOPPERS * PHASE_SECONDS, intended, pendingSeconds).state).toBe('broken');
  });

  it('holds for exponential thinks however slow the answers are, and breaks when a fifth of the shoppers stop', () => {
    const slowness = fc.record({
      seed: fc.integer({ min: 1, max: 2 ** 31 }),
      responseSecondsBefore: fc.double({ min: 0.01, max: 40, noNaN: true }),
      responseSecondsAfter: fc.double({ min: 0.01, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(slowness, ({ seed, responseSecondsBefore, responseSecondsAfter }) => {
        const responseSeconds = (at: number): number =>
          at < PHASE_SECONDS / 2 ? responseSecondsBefore : responseSecondsAfter;
        const SHOPPERS = 2000;
        const { intended, pendingSeconds } = simulate(SHOPPERS, seed, responseSeconds);
        const held = SHOPPERS * PHASE_SECONDS;
        expect(law(held, intended, pendingSeconds).state).toBe('ok');
        const dead = held * 0.2;
        const alive = simulate(SHOPPERS * 0.8, seed, () => 0.01);
        expect(law(held, alive.intended, alive.pendingSeconds).figure! * held).toBeGreaterThan(dead * 0.8);
      }),
      // Four standard deviations are exceeded once in sixteen thousand runs: not by this seed.
      { seed: 1, numRuns: 50 },
    );
  });
});

/** The forecast of a crowd whose think times scatter so. */
function thinking({ forecast, ...evidence }: Evidence, spread: Spread): Evidence {
  if (spread === EXPONENTIAL) return { forecast, ...evidence };
  const varianceMax = varianceOf(spread);
  const otherThinks = {
    varianceMax,
    residualSecondsOff: (BROWSER_THINK_SECONDS * Math.abs(1 - varianceMax)) / 2,
  };
  const phases = forecast.phases.map((phase) => ({
    ...phase,
    populations: phase.populations.map((each) => ({ ...each, otherThinks })),
  }));
  return { ...evidence, forecast: { ...forecast, phases } };
}

/** Shoppers who think and wait in turn for one phase, each at a random point of its think time at first. */
function simulate(
  shoppers: number,
  seed: number,
  responseSeconds: (at: number) => number,
  spread: Spread = EXPONENTIAL,
) {
  const random = xorshift(seed);
  const drawn = (): number => -Math.log(1 - random());
  let intended = 0;
  let pendingSeconds = 0;
  const think = (): number =>
    BROWSER_THINK_SECONDS * (spread < 0 ? drawn() : scattered(spread, seed, intended, 0, PURPOSE.think));
  for (let shopper = 0; shopper < shoppers; shopper++)
    for (let at = BROWSER_THINK_SECONDS * residualAt(spread, drawn(), 0); at < PHASE_SECONDS; at += think()) {
      intended++;
      const wait = Math.min(responseSeconds(at), PHASE_SECONDS - at);
      pendingSeconds += wait;
      at += wait;
    }
  return { intended, pendingSeconds };
}

/** Marsaglia, "Xorshift RNGs", 2003. */
function xorshift(seed: number): () => number {
  let x = seed;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}
