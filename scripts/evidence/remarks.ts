/** What the crowd said of answers in words, summed over the run: part of the observations. */
import { z } from 'zod';
import { causeWords } from '../../scenarios/crowd/remarks.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import type { Place } from './place.ts';

const saidOfStep = z.object({
  phase: z.string(),
  step: z.string(),
  /** Of causes: the outcome stands in front, `failed: HTTP 500`. */
  words: z.string(),
  count: z.number().nonnegative(),
});
export type SaidOfStep = DeepReadonly<z.output<typeof saidOfStep>>;

export const traceSchema = z.object({
  /** Of 32 hexadecimal digits: the trace id of the W3C header `traceparent` that the request carried. */
  id: z.string(),
  step: z.string(),
  outcome: z.string(),
  responseMs: z.number(),
});

export const remarksSchema = z.object({
  causes: z.array(saidOfStep),
  /** `LOOKED` counts the ok answers whose body was looked at, although the step does not read it; other words, what was wrong. */
  looks: z.array(saidOfStep),
  /** What failed answers whose body was at hand said: `HTTP 403: CSRF token missing`. Runs before it was looked at have none. */
  errors: z.array(saidOfStep).default([]),
  /** Of the target, in place of a step. */
  protocols: z.array(saidOfStep),
  /** Traced requests that failed, then the slowest. */
  traces: z.array(traceSchema),
});
export type RemarksSeen = DeepReadonly<z.output<typeof remarksSchema>>;

export { LOOKED } from '../../scenarios/crowd/remarks.ts';

export const NO_REMARKS: RemarksSeen = { causes: [], looks: [], errors: [], protocols: [], traces: [] };

/** What the words of a failure begin with. */
const FAILED = causeWords('failed', '');

/** Why answers failed at a place, the most frequent first. Causes are not counted by region. */
export function failureCauses(
  { causes, errors }: Pick<RemarksSeen, 'causes' | 'errors'>,
  { phase, step }: Pick<Place, 'phase' | 'step'>,
): readonly { readonly step: string; readonly cause: string; readonly count: number }[] {
  const sums = new Map<string, { step: string; cause: string; count: number }>();
  for (const { phase: when, step: its, words, count } of causes) {
    if (!words.startsWith(FAILED)) continue;
    if ((phase !== null && when !== phase) || (step !== null && its !== step)) continue;
    const cause = words.slice(FAILED.length);
    const key = JSON.stringify([its, cause]);
    sums.set(key, { step: its, cause, count: (sums.get(key)?.count ?? 0) + count });
  }
  return [...sums.values()]
    .map((each) => ({ ...each, cause: withItsWords(each, errors) }))
    .sort((one, other) => other.count - one.count);
}

/** A status alone says little. What most of the answers that were looked at said stands behind it. */
function withItsWords(
  { step, cause }: { readonly step: string; readonly cause: string },
  errors: RemarksSeen['errors'],
): string {
  const start = `${cause}: `;
  const [most] = errors
    .filter((each) => each.step === step && each.words.startsWith(start))
    .toSorted((one, other) => other.count - one.count);
  return most === undefined ? cause : `${cause}, "${most.words.slice(start.length)}"`;
}
