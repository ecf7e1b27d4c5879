/** A line of k6's console as an event of a try. */
import { z } from 'zod';
import type { TryEvent } from '../../scenarios/crowd/try-events.ts';
import { EVERY_OUTCOME } from '../../scenarios/metrics.ts';
import { allShown } from '../text/shown.ts';

const ofShopper = {
  behaviour: z.string(),
  shopper: z.number(),
  step: z.string(),
  next: z.string().nullable(),
};
const texts = z.record(z.string(), z.string());

/** What a target sent is in it: all of it is shown, never obeyed. */
export const tryEvent: z.ZodType<TryEvent> = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('request'),
      ...ofShopper,
      exchange: z.object({
        method: z.string(),
        url: z.string(),
        headers: texts,
        body: z.string(),
        status: z.number(),
        protocol: z.string(),
        answerHeaders: texts,
        answerBody: z.string(),
        answerCharacters: z.number(),
      }),
      ms: z.number(),
      outcome: z.enum(EVERY_OUTCOME),
      reason: z.string(),
      taken: z.array(z.object({ name: z.string(), value: z.string() })),
      lacks: z.array(z.string()),
      unknown: z
        .object({ of: z.enum(['kept', 'account']), name: z.string(), known: z.array(z.string()) })
        .exactOptional(),
      looksWrong: z.string(),
      acknowledged: z.string(),
    }),
    z.object({
      kind: z.literal('walked'),
      behaviour: z.string(),
      unvisited: z.array(z.string()),
      stopped: z.string(),
    }),
  ])
  .transform((event): TryEvent => allShown(event));
