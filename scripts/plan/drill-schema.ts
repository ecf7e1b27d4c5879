/** The shape of what a plan says about drills, breakers and boundaries. `scenarios/drills/` explains the fields and has the types. */
import { z } from 'zod';
import { BREAKER_PRESETS } from '../../scenarios/drills/breaker.ts';
import { boundaryFaults } from '../boundary/fault-schema.ts';
import { above0, LIMIT, minute, name, share, strict, text, waitMs, wholeTo } from '../mistakes/fields.ts';
import { objectiveSchema } from '../objectives/index.ts';
import { fromEnvironment } from './from-environment.ts';

const seconds = above0.lte(LIMIT.drillSecondsMax);
const names = z.array(text).min(1);
const words = z.array(text).min(1);

const place = z.union([
  strict({ step: text, regions: names.exactOptional() }),
  strict({ dependency: text, steps: names, regions: names.exactOptional() }),
  strict({ region: text }),
  strict({ process: text }),
  strict({ steps: names, regions: names.exactOptional() }),
]);

const flapping = strict({ onSeconds: seconds, offSeconds: seconds });
const call = strict({
  method: z.enum(['POST', 'PUT', 'DELETE', 'GET']),
  url: text,
  body: z.unknown().exactOptional(),
  authorization: fromEnvironment.exactOptional(),
});

const fault = z.discriminatedUnion('kind', [
  strict({
    kind: z.literal('shop'),
    faults: z.array(strict({ kind: text, value: z.number() })).min(1),
    flapping: flapping.exactOptional(),
  }),
  strict({ kind: z.literal('kill') }),
  strict({ kind: z.literal('roll-back') }),
  strict({
    kind: z.literal('boundary'),
    faults: boundaryFaults,
    flapping: flapping.exactOptional(),
  }),
  strict({ kind: z.literal('command'), begin: words, end: words }),
  strict({ kind: z.literal('http'), begin: call, end: call }),
  strict({ kind: z.literal('crowd'), population: text }),
  strict({ kind: z.literal('expect-only') }),
]);

const drill = strict({
  name,
  at: strict({ phase: text, minute }),
  for: strict({ seconds, recoverySeconds: z.number().gte(0).lte(LIMIT.drillSecondsMax) }),
  where: place,
  fault,
  expect: z.array(objectiveSchema),
  overlaps: names.exactOptional(),
});

const opens = z.discriminatedUnion('by', [
  strict({
    by: z.literal('time-window'),
    windowMs: waitMs,
    bucketMs: waitMs,
    callsMin: wholeTo(LIMIT.breakerCallsMax),
    failedShare: share,
    opensAtShare: z.boolean(),
  }),
  strict({
    by: z.literal('count-window'),
    calls: wholeTo(LIMIT.breakerCallsMax, 1),
    callsMin: wholeTo(LIMIT.breakerCallsMax),
    failedShare: share,
    opensAtShare: z.boolean(),
  }),
  strict({ by: z.literal('consecutive'), failures: wholeTo(LIMIT.breakerCallsMax, 1) }),
]);

const breaker = strict({
  preset: z.enum(BREAKER_PRESETS),
  opens: opens.exactOptional(),
  timeoutMs: waitMs.nullable().exactOptional(),
  openMs: waitMs.exactOptional(),
  probesMax: wholeTo(LIMIT.breakerCallsMax, 1).exactOptional(),
  name: text.exactOptional(),
  metrics: z.record(z.string(), text).exactOptional(),
});

/** The keys of a plan that this file is about. */
export const drillKeys = {
  drills: z.array(drill).exactOptional(),
  breakers: z.record(z.string(), breaker).exactOptional(),
  boundaries: z.record(z.string(), strict({ control: text, token: fromEnvironment })).exactOptional(),
};
