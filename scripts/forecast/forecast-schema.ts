/** The shape of `forecast.json`, for a folder that somebody else may have changed. forecast.ts explains the fields. */
import { z } from 'zod';
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import type { DeepReadonly, Same } from '../mistakes/fields.ts';
import type { Forecast } from './forecast.ts';

const amount = z.number();
const amounts = z.record(z.string(), amount);

const phase = z.object({
  phase: z.string(),
  seconds: amount,
  shoppersMax: amount,
  populations: z.array(
    z.object({
      population: z.string(),
      behaviour: z.string(),
      isBot: z.boolean(),
      meetsGuards: z.boolean(),
      steps: z.array(z.string()),
      following: z.array(
        z.object({ step: z.string(), outcome: z.enum(EVERY_OUTCOME), next: z.string(), share: amount }),
      ),
      thinkSecondsMax: amount,
    }),
  ),
  intendedByStep: amounts,
  intended: amount,
  intendedByPopulation: amounts,
  requestsPerSecondMean: amount,
  requestsPerSecondMax: amount,
  sessions: amounts,
  firstSteps: z.array(
    z.object({ population: z.string(), step: z.string(), region: z.string(), count: amount }),
  ),
  thinkSecondsMean: amounts,
  ordersPerHour: amount,
  inFlightMean: amount,
  inFlightMax: amount,
  herdShoppers: amount,
  herdRequestsPerSecondMax: amount,
});

export const forecastSchema = z.object({
  plan: z.string(),
  scale: amount,
  pace: amount,
  speed: amount,
  seed: amount,
  phases: z.array(phase),
});

/** Does not compile when schema and types differ. */
true satisfies Same<DeepReadonly<z.output<typeof forecastSchema>>, DeepReadonly<Forecast>>;
