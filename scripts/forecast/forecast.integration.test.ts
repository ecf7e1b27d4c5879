/** A forecast is worth what a real run makes of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import type { StepCount } from '../observe/observations.ts';
import { type Judged, rehearsedOnTime } from '../testing/trial.ts';
import { valueAt } from '../verdict/evidence.ts';
import type { Forecast } from './forecast.ts';

const TOLERANCE = 0.03;
/** Fewer are decided by who falls on which side of a phase's end, or who of a herd gets a piece and goes on to order. */
const VISITS_MIN = 500;
/** Those with as many in half a minute: who reserve, browse and buy. */
const LARGE_POPULATIONS = 3;

describe('the smoke rehearsal', () => {
  let run: Judged;
  let forecast: Forecast;
  beforeAll(async () => {
    run = await rehearsedOnTime(smoke);
    expect(run.code, run.said).toBe(0);
    forecast = JSON.parse(await readFile(join(run.folder, 'forecast.json'), 'utf8'));
  });

  const sumOf = (counts: readonly StepCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);
  const isNear = (seen: number, expected: number, what: string): void => {
    const said = `${what}: ${seen} for ${expected}`;
    expect(Math.abs(seen - expected) / expected, said).toBeLessThan(TOLERANCE);
  };

  it('passes, with redemptions enough to prove 99.8 %', () => {
    const redemptions = run.verdict.objectives.find(({ id }) => id === 'coupon-redemption')!.cells[0]!;
    expect(redemptions.n).toBeGreaterThanOrEqual(4000);
  });

  it('sends in each large phase what was forecast, within 3 %', () => {
    const large = forecast.phases.filter(({ intended }) => intended >= VISITS_MIN);
    expect(large.map(({ phase }) => phase)).toEqual(['warm-up', 'burst']);
    for (const { phase, intended } of large)
      isNear(sumOf(run.observations.intended.filter((count) => count.phase === phase)), intended, phase);
  });

  it('comes to each step as often a session as was forecast, within 3 %', () => {
    let compared = 0;
    for (const { phase, intendedByStep, sessions } of forecast.phases) {
      const begun = valueAt(run.observations.sessions, phase);
      const expectedBegun = Object.values(sessions).reduce((sum, count) => sum + count, 0);
      for (const [step, expected] of Object.entries(intendedByStep)) {
        if (expected < VISITS_MIN) continue;
        const seen = run.observations.intended.filter((each) => each.phase === phase && each.step === step);
        isNear(sumOf(seen) / begun, expected / expectedBegun, `${phase} · ${step}`);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(forecast.phases.length);
  });

  it("has each population's sessions as long as was forecast, within 3 %", () => {
    const { observations } = run;
    let compared = 0;
    for (const { phase, intendedByPopulation, sessions } of forecast.phases)
      for (const [population, expected] of Object.entries(intendedByPopulation)) {
        if (expected < VISITS_MIN) continue;
        const seen = valueAt(observations.intendedByPopulation, phase, population);
        const ratio = seen / valueAt(observations.sessions, phase, population);
        isNear(ratio, expected / sessions[population]!, `${phase} · ${population}`);
        compared++;
      }
    expect(compared).toBeGreaterThanOrEqual(LARGE_POPULATIONS);
  });
});
