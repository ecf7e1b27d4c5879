/** The steps of a phase's herds: what the behaviours of their shoppers may do. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { populationsOf } from './evidence.ts';

export function herdSteps(plan: Plan, forecast: Forecast, phase: string): readonly string[] {
  const populations = plan.phases.find(({ name }) => name === phase)?.populations ?? [];
  const herds = populations.flatMap(({ kind, name }) => (kind === 'herd' ? [name] : []));
  const known = populationsOf({ forecast }, phase);
  return [...new Set(known.flatMap(({ population, steps }) => (herds.includes(population) ? steps : [])))];
}
