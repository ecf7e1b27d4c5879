/**
 * The breaker opens within a bound that chance exceeds once in a million: see scripts/breakers/bounds.ts. The figure is the time from the
 * fault to the first reading that shows it, the fault's own uncertainty included, so it may be up to that much and a reading too long.
 */
import type { z } from 'zod';
import type { Plan, PlannedDrill } from '../../scenarios/campaigns/plan.ts';
import { opensWithinMs, rateAtLeast } from '../breakers/bounds.ts';
import { failingUnder } from '../breakers/failing.ts';
import {
  callsIn,
  from,
  growth,
  hasOpened,
  READING_MS,
  type Reading,
  STALE_MS,
  stepsOf,
  upTo,
} from '../breakers/readings.ts';
import type { Draft } from '../mistakes/draft.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { inFull, inPercent } from '../text/numbers.ts';
import { shutBefore } from './away.ts';
import {
  ABOUT_FAILING_CALLS,
  type BreakerInDrill,
  type Found,
  firstOnMs,
  inSeconds,
  judgeClause,
  MS_PER_SECOND,
  notProven,
} from './clause.ts';
import { checkBreaker } from './clause-checks.ts';
import { type CheckedPlan, type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('breaker-opens', ABOUT_FAILING_CALLS);
type BreakerOpens = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'breaker-opens': BreakerOpens;
  }
}

export const breakerOpens = {
  schema,
  isA: 'census',
  check(objective, at) {
    const breaker = checkBreaker(objective, at, ['opens']);
    if (breaker === null) return;
    const p = shareInPlan(objective, at, breaker.timeoutMs);
    const { opens } = breaker;
    if (p === null || opens === null || opens.by === 'consecutive' || p > opens.failedShare) return;
    const problem = `expects it to open, but only ${inPercent(p)} of its calls fail and it opens above ${inPercent(opens.failedShare)}`;
    at.report([...at.path, 'kind'], problem, 'expect "breaker-stays-shut", or make more calls fail');
  },
  judge: (objective, evidence) =>
    judgeClause(objective, evidence, 'seconds', (at) => judged(at, objective.failingShare)),
} satisfies ObjectiveKind<BreakerOpens>;

/** The share that fails, as the plan has it. Reports if nothing says it. */
export function shareInPlan(
  { failingShare }: { readonly failingShare?: number | undefined },
  { plan, path, report, inDrill }: CheckedPlan,
  timeoutMs: number | null,
): number | null {
  const fault = inDrill?.fault as Draft<PlannedDrill['fault']>;
  const withinMs = (plan as Draft<Plan>)?.withinMs;
  if (fault?.kind === undefined || withinMs === undefined) return null;
  let p: number | null;
  try {
    p = failingUnder(fault as PlannedDrill['fault'], timeoutMs, withinMs, failingShare)?.failingShare ?? null;
  } catch {
    // A malformed fault has been reported already.
    return null;
  }
  if (p === null)
    report(
      [...path, 'kind'],
      'must know which share of the calls fails, and the fault does not say it',
      'add "failingShare"',
    );
  return p;
}

function judged(at: BreakerInDrill, told: number | undefined): Found {
  const { breaker, set, readings } = at;
  const failing = at.failing(told);
  if (breaker.opens === null) return notProven('nobody says when it opens');
  if (failing === null) return notProven('nobody says which share of its calls fails');
  const before = upTo(readings, set.afterMs);
  const shut = shutBefore(at);
  if (typeof shut === 'string') return notProven(shut);
  const calls = callsIn(before);
  if (calls === null || calls.calls === 0) return notProven('it had no calls before the fault');
  const { opens } = breaker;
  const boundAt = (rate: number): number | null => opensWithinMs(opens, rate, failing, calls.calls);
  const seen = firstOpening(at);
  const during = callsIn(from(upTo(readings, seen?.after.atMs ?? faultUntilMs(at)), set.byMs));
  // Nobody blames it for calls that did not come.
  const rate = rateAtLeast(calls);
  const slower = during === null || during.calls === 0 ? 0 : Math.min(rate, rateAtLeast(during));
  const usual = boundAt(rate);
  const lenient = boundAt(slower);
  const slackMs = set.byMs - set.afterMs + READING_MS + STALE_MS;
  const callsInWords = `${inFull(calls.calls)} calls in ${inSeconds(calls.seconds * MS_PER_SECOND)} before`;
  const n = growth(from(readings, set.afterMs), 'calls') ?? calls.calls;
  if (seen === null) return neverOpened(at, usual, lenient, n, callsInWords);
  const figureMs = seen.after.atMs - set.afterMs;
  const figure = figureMs / MS_PER_SECOND;
  if (usual === null && lenient === null)
    return notProven(
      `opened ${inSeconds(figureMs)} after the fault, but too few calls came to bound it`,
      figure,
      n,
    );
  if (usual !== null && figureMs <= usual + slackMs)
    return {
      state: 'pass',
      figure,
      n,
      bound: (usual + slackMs) / MS_PER_SECOND,
      reason: `opened ${inSeconds(figureMs)} after the fault, bound ${inSeconds(usual + slackMs)} (${callsInWords})`,
    };
  if (lenient === null || figureMs <= lenient + slackMs)
    return notProven(
      `opened ${inSeconds(figureMs)} after the fault, and too few calls came meanwhile to bound it`,
      figure,
      n,
    );
  const boundMs = lenient + slackMs;
  const bound = boundMs / MS_PER_SECOND;
  const reason = `opened ${inSeconds(figureMs)} after the fault, bound ${inSeconds(boundMs)} (${callsInWords})`;
  const isLateForSure = seen.before.atMs - STALE_MS - set.byMs > lenient;
  if (isLateForSure) return { state: 'fail', figure, n, bound, reason };
  return notProven(`${reason}, but readings are missing just before`, figure, n);
}

/** The last moment at which the fault was certainly there: it must open by then. */
function faultUntilMs({ lifted, set, drill, readings }: BreakerInDrill): number {
  const onUntilMs = set.afterMs + firstOnMs(drill.planned);
  return Math.min(lifted?.afterMs ?? readings.at(-1)!.atMs, onUntilMs);
}

function firstOpening(at: BreakerInDrill): { readonly before: Reading; readonly after: Reading } | null {
  const { readings, set } = at;
  const untilMs = faultUntilMs(at) + STALE_MS;
  return (
    stepsOf(readings).find(
      (step) => step.after.atMs > set.afterMs && step.after.atMs <= untilMs && hasOpened(step),
    ) ?? null
  );
}

function neverOpened(
  at: BreakerInDrill,
  usual: number | null,
  lenient: number | null,
  n: number,
  callsInWords: string,
): Found {
  const lastShut = upTo(at.readings, faultUntilMs(at)).findLast(({ state }) => state !== null)!;
  const { set } = at;
  const shutForMs = lastShut.atMs - set.afterMs;
  if (usual === null || lenient === null)
    return notProven('too few calls came to bound when it must open', null, n);
  const allowedMs = lenient + set.byMs - set.afterMs + STALE_MS;
  const bound = allowedMs / MS_PER_SECOND;
  const reason = `not open ${inSeconds(Math.max(0, shutForMs))} after the fault, bound ${inSeconds(allowedMs)} (${callsInWords})`;
  return shutForMs > allowedMs
    ? { state: 'fail', figure: null, n, bound, reason }
    : notProven(reason, null, n);
}
