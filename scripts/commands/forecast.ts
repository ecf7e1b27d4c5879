/** `carnival forecast`: predicts a plan's load and what it needs. It takes seconds and sends nothing. */

import { readCosts } from '../forecast/costs.ts';
import { needsOf } from '../forecast/needs.ts';
import { printForecast } from '../forecast/print-forecast.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { type PlanArguments, planFrom } from './plan-from.ts';

export interface ForecastArguments extends PlanArguments {
  readonly json?: boolean;
  /** A cost file measured on another machine. */
  readonly costs?: string;
}

export async function forecastCommand(options: ForecastArguments): Promise<ExitCode> {
  const plan = await planFrom(options);
  const forecast = runForecast(plan);
  const needs = needsOf(plan, forecast, await readCosts(options.costs));
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ forecast, needs }, null, 2)}\n`
      : printForecast(forecast, needs),
  );
  return EXIT.pass;
}
