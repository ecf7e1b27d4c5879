/** The herds of a plan: what is read about them by the second, to judge how the target recovers. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { HerdSteps } from './prometheus/read-counters.ts';

export const herdsOf = (plan: Plan, forecast: Forecast): readonly HerdSteps[] =>
  timetable(plan).flatMap(({ phase, herdAtMs }) => {
    if (herdAtMs === null) return [];
    const { populations } = plan.phases.find(({ name }) => name === phase)!;
    const herds = populations.flatMap(({ kind, name }) => (kind === 'herd' ? [name] : []));
    const steps = forecast.phases
      .find((each) => each.phase === phase)!
      .populations.flatMap(({ population, steps }) => (herds.includes(population) ? steps : []));
    return [{ phase, steps: [...new Set(steps)], atMs: herdAtMs }];
  });
