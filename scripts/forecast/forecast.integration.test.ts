/** A forecast is worth what a real run makes of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import type { StepCount } from '../evidence/counted.ts';
import { sessionsOf, valueAt } from '../evidence/evidence.ts';
import { type Judged, rehearsedOnTime } from '../workshop/testing/trial.ts';
import type { Forecast } from './forecast.ts';

/** Issue: a real run's requests and ratios are within 3 % of the forecast. */
const TOLERANCE = 0.03;
/**
 * Of a small count more than that is chance: the real answers take other times than the forecast's, which puts some shoppers on the
 * other side of a phase's end and lets others of the herd have a piece. The counts are Poisson's, so that is so many standard
 * deviations of 1/√expected; 4 leave one comparison in 16,000 to chance.
 */
const SIGMAS = 4;
/** Fewer visits can only be told from none by luck. */
const VISITS_MIN = 10;

const AFTER_THE_SALE = [
  'ar.manifest',
  'ar.asset',
  'member.view',
  'support.ask',
  'support.check',
  'parcel.track',
  'group.share',
  'group.interact',
  'group.join',
];

describe('the smoke rehearsal', () => {
  let run: Judged;
  let forecast: Forecast;
  beforeAll(async () => {
    run = await rehearsedOnTime(smoke);
    expect(run.code, run.said).toBe(0);
    forecast = JSON.parse(await readFile(join(run.folder, 'forecast.json'), 'utf8'));
  });

  const sumOf = (counts: readonly StepCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);
  const seenAt = (phase: string, step: string): number =>
    sumOf(run.observations.intended.filter((each) => each.phase === phase && each.step === step));

  interface Comparison {
    readonly what: string;
    readonly seen: number;
    readonly expected: number;
    /** Requests that the expectation is made of. */
    readonly visits: number;
  }
  /** Of those with visits enough: which were far from their forecast, and how many there were. */
  const farOf = (
    all: readonly Comparison[],
  ): { readonly far: readonly string[]; readonly compared: number } => {
    const compared = all.filter(({ visits }) => visits >= VISITS_MIN);
    const far = compared.filter(
      ({ seen, expected, visits }) =>
        !(Math.abs(seen - expected) / expected <= Math.max(TOLERANCE, SIGMAS / Math.sqrt(visits))),
    );
    return {
      far: far.map(({ what, seen, expected }) => `${what}: ${seen} for ${expected}`),
      compared: compared.length,
    };
  };
  const everyStep = (): readonly { phase: string; step: string; expected: number }[] =>
    forecast.phases.flatMap(({ phase, intendedByStep }) =>
      Object.entries(intendedByStep).map(([step, expected]) => ({ phase, step, expected })),
    );

  it('passes, with redemptions enough to prove 99.8 %', () => {
    const redemptions = run.verdict.objectives.find(({ id }) => id === 'coupon-redemption')!.cells[0]!;
    expect(redemptions.n).toBeGreaterThanOrEqual(4000);
  });

  it('sends in each phase what was forecast', () => {
    const { far, compared } = farOf(
      forecast.phases.map(({ phase, intended }) => {
        const seen = sumOf(run.observations.intended.filter((count) => count.phase === phase));
        return { what: phase, seen, expected: intended, visits: intended };
      }),
    );
    expect(far).toEqual([]);
    expect(compared).toBe(smoke.phases.length);
  });

  it('comes to each step as often as was forecast', () => {
    const { far } = farOf(
      everyStep().map(({ phase, step, expected }) => {
        return { what: `${phase} · ${step}`, seen: seenAt(phase, step), expected, visits: expected };
      }),
    );
    expect(far).toEqual([]);
  });

  it('comes to every step that was forecast with visits enough, those of every service after the sale too', () => {
    const enough = everyStep().filter(
      ({ phase, expected }) => phase === 'continuation' && expected >= VISITS_MIN,
    );
    expect(enough.map(({ step }) => step)).toEqual(expect.arrayContaining(AFTER_THE_SALE));
    const missed = everyStep().filter(
      ({ phase, step, expected }) => expected >= VISITS_MIN && seenAt(phase, step) === 0,
    );
    expect(missed).toEqual([]);
  });

  it("has each population's sessions as long as was forecast", () => {
    const { observations } = run;
    const { far, compared } = farOf(
      forecast.phases.flatMap(({ phase, intendedByPopulation, sessions }) =>
        Object.entries(intendedByPopulation).map(([population, visits]) => {
          const seen = valueAt(observations.intendedByPopulation, phase, population);
          const begun = sessionsOf(observations, phase, population);
          const expected = visits / sessions[population]!;
          return { what: `${phase} · ${population}`, seen: seen / begun, expected, visits };
        }),
      ),
    );
    expect(far).toEqual([]);
    expect(compared).toBeGreaterThan(smoke.phases.length);
  });
});
