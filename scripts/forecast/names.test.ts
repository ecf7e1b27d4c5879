/** Names are data: what every object inherits is no population, phase, region or objective. */
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { en } from '../words/en.ts';
import { EXAMPLE_COSTS } from '../workshop/testing/example-costs.ts';
import { needsOf } from './needs.ts';
import { printForecast } from './print-forecast.ts';
import { runForecast } from './run-forecast.ts';

const [, burst] = smoke.phases;
const planWith = (phase: string, population: string, region: string): Plan => ({
  ...smoke,
  drills: [],
  regions: [{ name: region, share: 1 }],
  phases: [
    {
      name: phase,
      calendarMinutes: 4,
      begins: { after: 'previous' },
      populations: burst!.populations
        .filter(({ name }) => name === 'coupon-buyers')
        .map((each) => ({ ...each, name: population })),
    },
  ],
});

describe.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
  'a plan that calls everything %s',
  (name) => {
    const plan = planWith(name, name, name);
    const forecast = runForecast(plan, EMBEDDED);
    const [phase] = forecast.phases;

    it('is forecast with numbers', () => {
      expect(phase!.sessions[name]).toBeGreaterThan(1000);
      expect(phase!.intendedByPopulation[name]).toBe(phase!.intended);
      expect(phase!.firstSteps.map(({ region, population }) => [region, population])).toEqual([[name, name]]);
      expect(printForecast(forecast, needsOf(plan, forecast, EXAMPLE_COSTS, 2), en.forecast)).not.toContain(
        'NaN',
      );
    });

    it('is forecast alike after a round through a file', () => {
      expect(JSON.parse(JSON.stringify(forecast))).toEqual(forecast);
    });
  },
);
