/** What a verdict says of each drill: what was planned, what became of it, and how many requests were judged by it. */
import { z } from 'zod';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import { faultInWords, placeInWords } from '../../scenarios/drills/words.ts';
import { cellStateSchema } from '../evidence/cell.ts';
import { type Evidence, sum } from '../evidence/evidence.ts';
import type { Observations, RunEvent } from '../evidence/observations.ts';

const amount = z.number().gte(0);
const MS_PER_SECOND = 1000;

export const drillResult = z
  .object({
    drill: z.string(),
    phase: z.string().describe('The phase in which it begins.'),
    where: z.string().describe('For people: what breaks, and where.'),
    fault: z.string().describe('For people: what makes it go wrong.'),
    beginSeconds: z.number().describe("When its fault begins by the plan, from the timetable's zero."),
    endSeconds: z.number().describe('When its fault ends by the plan.'),
    recoveredSeconds: z.number().describe('When its window ends: until then, recovery may take.'),
    setSeconds: z
      .number()
      .nullable()
      .describe('When its fault was surely set; `null`: never, or nobody knows.'),
    liftedSeconds: z
      .number()
      .nullable()
      .describe('When its fault was surely lifted; `null`: never, or nobody knows.'),
    requests: amount.describe(
      'Requests intended in its window and scope: the plan’s own objectives do not judge them.',
    ),
    share: amount.describe('Their share of all requests of the run.'),
    missing: z
      .string()
      .nullable()
      .describe('Why it did not happen, or `null`. Then nothing that it expects can pass.'),
    state: cellStateSchema.describe('The worst state of what it expects; `not-judged`: it expects nothing.'),
  })
  .readonly()
  .meta({ id: 'DrillResult', description: 'A drill: something that went wrong on purpose.' });
export type DrillResult = z.output<typeof drillResult>;

/** @param stateOf the worst state of what a drill expects */
export function drillResults(
  { plan, observations }: Evidence,
  stateOf: (drill: string) => DrillResult['state'],
): readonly DrillResult[] {
  const all = sum(observations.intended);
  const seconds = (moment: { readonly byMs: number } | null | undefined): number | null =>
    moment === null || moment === undefined ? null : moment.byMs / MS_PER_SECOND;
  const times = drillTimes(plan);
  return (plan.drills ?? []).map((planned, i): DrillResult => {
    const { name, where, fault } = planned;
    const seen = observations.drills?.find(({ drill }) => drill === name);
    const requests = sum(observations.intended.filter(({ drill }) => drill === name));
    const { phase, beginMs, endMs, recoveredMs } = times[i]!;
    const missing = seen === undefined ? 'nobody saw whether it happened' : seen.missing;
    // Nobody sees when a crowd or somebody else does it: then the plan's time is taken for the true one.
    const isSetByUs = fault.kind !== 'crowd' && fault.kind !== 'expect-only';
    const expectsNothing = missing === null && planned.expect.length === 0;
    return {
      drill: name,
      phase,
      where: placeInWords(where),
      fault: faultInWords(fault),
      beginSeconds: beginMs / MS_PER_SECOND,
      endSeconds: endMs / MS_PER_SECOND,
      recoveredSeconds: recoveredMs / MS_PER_SECOND,
      setSeconds: isSetByUs ? seconds(seen?.set) : null,
      liftedSeconds: isSetByUs ? seconds(seen?.lifted) : null,
      requests,
      share: all === 0 ? 0 : requests / all,
      missing,
      state: expectsNothing ? 'not-judged' : stateOf(name),
    };
  });
}

/** That its fault was set and lifted is no news: the list of drills has the times. */
export const isOfDrillThatHappened = ({ kind, reason }: RunEvent, { drills = [] }: Observations): boolean =>
  kind === 'drill' && drills.some(({ drill, missing }) => missing === null && reason.includes(`“${drill}”`));
