import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';
import { prepare } from './prepare.ts';
import { createRunFolder } from './run-folder.ts';

it('the forecast is given on and kept, foreign variables are told of, and the environment stays as it was', async () => {
  const folder = await createRunFolder(temporaryFolder(), 'trial', new Date(0));
  const plan = trialPlan({ seconds: 2, browsers: 10, couponBuyersPerHour: 3600 });
  const env = Object.freeze({ PATH: '/bin', K6_VUS: '5' });
  const forecast = await prepare(plan, EMBEDDED, folder, env);
  expect(forecast).toEqual(runForecast(plan, EMBEDDED));
  expect(JSON.parse(await readFile(folder.file('forecast'), 'utf8'))).toEqual(forecast);
  expect(folder.events.map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual([
    'note: K6_VUS is set in the environment, but k6 does not get it',
  ]);
});
