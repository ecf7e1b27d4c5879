/** A real run of the smoke plan, kept by `scripts/workshop/record-run.mjs`: tests change what was observed and judge it again. */
import { readFileSync } from 'node:fs';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { timetable } from '../../../scenarios/crowd/timetable.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Observations } from '../../evidence/observations.ts';
import type { Forecast } from '../../forecast/forecast.ts';

const read = <T>(file: string): T =>
  JSON.parse(readFileSync(new URL(`./generated/run/${file}.json`, import.meta.url), 'utf8')) as T;

const plan = read<Plan>('plan');
const forecast = read<Forecast>('forecast');
const observations = read<Observations>('observations');

/** @param change what was observed in another way */
export function recordedRun(
  change: (observed: Observations) => Partial<Observations> = () => ({}),
  planned: Partial<Plan> = {},
): Evidence {
  return {
    plan: { ...plan, ...planned },
    forecast,
    observations: { ...observations, ...change(observations) },
    timetable: timetable(plan),
  };
}
