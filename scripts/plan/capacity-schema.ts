/** The shape of `capacity` in a plan. `scenarios/campaigns/capacity-settings.ts` explains the fields. */
import { z } from 'zod';
import { above0, LIMIT, message, strict, text, wholeTo } from '../mistakes/fields.ts';
import { query } from '../objectives/promql-fields.ts';

/** Below so many seconds no test tells whether a backlog grows (stepped/told-by-seconds.ts). */
const HOLD_SECONDS_MIN = 4;
/** Closer than a hundredth the scatter of any machine decides, and further than a half nothing is told. */
const [PRECISION_MIN, PRECISION_MAX] = [0.01, 0.5];

const command = text.refine((value) => value.trim() !== '', {
  error: message('starts nothing', 'write a command for the shell'),
});

const rate = above0.lte(LIMIT.requestsPerSecondMax);

export const capacity = strict({
  counts: z.array(wholeTo(LIMIT.replicasMax, 1)).min(1).max(LIMIT.countsMax),
  scale: strict({ command, ready: command }).exactOptional(),
  phase: text.exactOptional(),
  repetitions: wholeTo(LIMIT.repetitionsMax, 1).exactOptional(),
  holdSeconds: wholeTo(LIMIT.holdSecondsMax, HOLD_SECONDS_MIN).exactOptional(),
  settleSecondsMax: wholeTo(LIMIT.holdSecondsMax, 1).exactOptional(),
  startPerSecond: rate.exactOptional(),
  demand: strict({ low: rate, likely: rate, high: rate })
    .refine(({ low, likely, high }) => low <= likely && likely <= high, {
      error: message('does not rise from low to high', 'write low ≤ likely ≤ high'),
    })
    .exactOptional(),
  utilisation: above0.lte(1).exactOptional(),
  zones: wholeTo(LIMIT.zonesMax, 1).exactOptional(),
  lostZones: wholeTo(LIMIT.zonesMax).exactOptional(),
  tiers: z
    .array(
      strict({ tier: text, ceiling: rate.exactOptional(), saturation: query.exactOptional() }).refine(
        ({ ceiling, saturation }) => (ceiling === undefined) !== (saturation === undefined),
        { error: message('has no ceiling, or two', 'write ceiling, or saturation: a query') },
      ),
    )
    .exactOptional(),
  precision: z.number().gte(PRECISION_MIN).lte(PRECISION_MAX).exactOptional(),
});
