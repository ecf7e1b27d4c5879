/** The herds of a plan: what is read about them by the second, to judge how the target recovers. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import { herdSteps } from '../evidence/herd-steps.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { HerdStep } from './prometheus/run-span.ts';

export const herdsOf = (plan: Plan, forecast: Forecast): readonly HerdStep[] =>
  timetable(plan).flatMap(({ phase, herdAtMs }) =>
    herdAtMs === null
      ? []
      : herdSteps(plan, forecast, phase).map((step) => ({ phase, step, atMs: herdAtMs })),
  );
