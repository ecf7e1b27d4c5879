/** A forecast is worth what a real run makes of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { rehearsed } from '../testing/trial.ts';
import type { Forecast } from './forecast.ts';

const TOLERANCE = 0.03;

it('the smoke rehearsal passes, in the requests a second that were forecast for each phase, within 3 %', async () => {
  const { code, verdict, observations, folder, said } = await rehearsed(smoke);
  expect(code, said).toBe(0);
  const forecast: Forecast = JSON.parse(await readFile(join(folder, 'forecast.json'), 'utf8'));
  for (const { phase, intended } of forecast.phases) {
    const seen = observations.intended
      .filter((count) => count.phase === phase)
      .reduce((sum, { count }) => sum + count, 0);
    expect(Math.abs(seen - intended) / intended, `${phase}: ${seen} for ${intended}`).toBeLessThan(TOLERANCE);
  }
  const redemptions = verdict.objectives.find(({ id }) => id === 'coupon-redemption')!.cells[0]!;
  expect(redemptions.n).toBeGreaterThanOrEqual(4000);
});
