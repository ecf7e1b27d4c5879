/** The first stage, before anything is started: forecasts the load, and notes which variables are kept from k6. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import type { Subject } from '../forecast/subject.ts';
import { foreignVariables } from './generator.ts';
import { type RunFolder, writeJson } from './run-folder.ts';

export async function prepare(
  plan: Plan,
  subject: Subject,
  folder: RunFolder,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Forecast> {
  const forecast = runForecast(plan, subject);
  await writeJson(folder.file('forecast'), forecast);
  for (const name of foreignVariables(env))
    folder.note('note', `${name} is set in the environment, but k6 does not get it`);
  return forecast;
}
