/**
 * The breaker stays shut while fewer of its calls fail than it takes. The figure is how often it opened. Chance may open a right breaker
 * when the share is near its threshold: where that is likelier than once in a million, an opening proves nothing.
 */
import type { z } from 'zod';
import { CHANCE, chanceOfOpening, rateAtLeast } from '../breakers/bounds.ts';
import {
  callsIn,
  from,
  growth,
  hasOpened,
  longestGapMs,
  READING_MS,
  stepsOf,
  upTo,
} from '../breakers/readings.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { inFull, inPercent, plural } from '../text/numbers.ts';
import { shutBefore } from './away.ts';
import { shareInPlan } from './breaker-opens.ts';
import {
  ABOUT_FAILING_CALLS,
  type BreakerInDrill,
  type Found,
  inSeconds,
  judgeClause,
  notProven,
} from './clause.ts';
import { checkBreaker } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('breaker-stays-shut', ABOUT_FAILING_CALLS);
type BreakerStaysShut = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'breaker-stays-shut': BreakerStaysShut;
  }
}

export const breakerStaysShut = {
  schema,
  isA: 'census',
  check(objective, at) {
    const breaker = checkBreaker(objective, at, ['opens', 'openMs']);
    if (breaker === null) return;
    const p = shareInPlan(objective, at, breaker.timeoutMs);
    const { opens } = breaker;
    if (p === null || opens === null || opens.by === 'consecutive' || p < opens.failedShare) return;
    const problem = `expects it to stay shut, but ${inPercent(p)} of its calls fail and it opens at ${inPercent(opens.failedShare)}`;
    at.report([...at.path, 'kind'], problem, 'expect "breaker-opens", or make fewer calls fail');
  },
  judge: (objective, evidence) =>
    judgeClause(objective, evidence, 'count', (at) => judged(at, objective.failingShare)),
} satisfies ObjectiveKind<BreakerStaysShut>;

function judged(at: BreakerInDrill, told: number | undefined): Found {
  const { breaker, set, lifted, drill, answeredWithinMs } = at;
  const failing = at.failing(told);
  if (breaker.opens === null || breaker.openMs === null) return notProven('nobody says when it opens');
  if (failing === null) return notProven('nobody says which share of its calls fails');
  if (lifted === null) return notProven('the run ended while the fault was there');
  const before = upTo(at.readings, set.afterMs);
  const shut = shutBefore(at);
  if (typeof shut === 'string') return notProven(shut);
  const untilMs = Math.min(lifted.byMs + answeredWithinMs + READING_MS, drill.time.recoveredMs);
  const during = from(upTo(at.readings, untilMs), shut.atMs);
  const calls = callsIn(during);
  const n = growth(during, 'calls') ?? calls?.calls ?? 0;
  const openings = stepsOf(during).filter(hasOpened).length;
  const opened = Math.max(openings, growth(during, 'opened') ?? 0);
  const of = `of ${plural(n, 'call')}, ${inPercent(failing.failingShare)} failing`;
  if (opened > 0) {
    const chance = chanceOfOpening(breaker.opens, failing.failingShare, {
      calls: n,
      callsPerSecond: calls === null ? 0 : rateAtLeast(calls),
      callsBefore: callsIn(before)?.calls ?? 0,
    });
    const reason = `opened ${opened === 1 ? 'once' : `${inFull(opened)} times`} in spite ${of}`;
    if (chance > CHANCE) return notProven(`${reason}, but so near its threshold chance may do it`, opened, n);
    return { state: 'fail', figure: opened, n, bound: 0, reason };
  }
  const needed =
    breaker.opens.by === 'consecutive' ? breaker.opens.failures : Math.max(1, breaker.opens.callsMin);
  if (n < needed)
    return notProven(`only ${plural(n, 'call')} came, and it needs ${inFull(needed)} to open`, 0, n);
  const gapMs = longestGapMs(during, shut.atMs, untilMs);
  const isSeen = gapMs < breaker.openMs || growth(during, 'opened') !== null;
  if (!isSeen)
    return notProven(`readings are missing for ${inSeconds(gapMs)}, in which it may have been open`, 0, n);
  return { state: 'pass', figure: 0, n, bound: 0, reason: `stayed shut ${of}` };
}
