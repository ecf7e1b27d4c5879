/**
 * After the fault's end the breaker is shut within its time-out, the time that it stays open, and the arrival and the answer of its
 * probes: one may have failed just then. See scripts/breakers/bounds.ts. The figure is the time from the fault's end to the first
 * reading that shows it shut, so it may be up to a reading, and the end's own uncertainty, too long.
 */
import type { z } from 'zod';
import { closesWithinMs, rateAtLeast } from '../breakers/bounds.ts';
import {
  callsIn,
  growth,
  hasOpened,
  isAway,
  READING_MS,
  type Reading,
  STALE_MS,
  stepsOf,
  upTo,
} from '../breakers/readings.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { awayIn } from './away.ts';
import {
  ABOUT_A_BREAKER,
  type BreakerInDrill,
  type Found,
  inSeconds,
  judgeClause,
  MS_PER_SECOND,
  notProven,
} from './clause.ts';
import { checkBreaker } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('breaker-closes', ABOUT_A_BREAKER);
type BreakerCloses = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'breaker-closes': BreakerCloses;
  }
}

export const breakerCloses = {
  schema,
  isA: 'census',
  check(objective, at) {
    const breaker = checkBreaker(objective, at, ['openMs']);
    const { recoverySeconds } = at.inDrill?.for ?? {};
    if (breaker === null || breaker.openMs === null || recoverySeconds === undefined) return;
    if (recoverySeconds * MS_PER_SECOND > breaker.openMs) return;
    const problem = `sees no end: the recovery lasts ${recoverySeconds} s, and the breaker may be open for ${breaker.openMs / MS_PER_SECOND} s of it`;
    at.report([...at.path, 'kind'], problem, 'raise recoverySeconds, or leave it out');
  },
  judge: (objective, evidence) => judgeClause(objective, evidence, 'seconds', judged),
} satisfies ObjectiveKind<BreakerCloses>;

function judged(at: BreakerInDrill): Found {
  const { lifted, readings, breaker, answeredWithinMs } = at;
  if (lifted === null) return notProven('the run ended while the fault was there');
  const away = awayIn(at);
  if (typeof away === 'string') return notProven(away);
  const told = readings.filter(({ state }) => state !== null);
  const isShutAfter = (each: Reading): boolean => !isAway(each) && each.atMs >= lifted.afterMs;
  const firstShut = told.findIndex(isShutAfter);
  const shut = told[firstShut];
  const wasAway = told[firstShut < 0 ? told.length - 1 : firstShut - 1];
  if (wasAway === undefined || !isAway(wasAway)) return notProven('it was shut before the fault ended');
  const until = upTo(readings, wasAway.atMs);
  const openings = growth(until, 'opened') ?? stepsOf(until).filter(hasOpened).length;
  const bound = closesWithinMs(
    breaker,
    callsWhileOpen(at, away.before),
    answeredWithinMs,
    Math.max(1, openings),
  );
  if (bound === null) return notProven('too few calls came to bound when it must be shut');
  const slackMs = lifted.byMs - lifted.afterMs + READING_MS + STALE_MS;
  const n = growth(upTo(readings, shut?.atMs ?? wasAway.atMs), 'calls') ?? told.length;
  const limit = (bound + slackMs) / MS_PER_SECOND;
  const stillMs = wasAway.atMs - STALE_MS - lifted.byMs;
  if (shut === undefined) {
    // The last reading tells until when it was away, so no further reading is granted.
    const awayForMs = Math.max(0, wasAway.atMs - lifted.afterMs);
    const allowedMs = bound + slackMs - READING_MS;
    const reason = `not shut ${inSeconds(awayForMs)} after the fault's end, bound ${inSeconds(allowedMs)}`;
    return stillMs > bound
      ? { state: 'fail', figure: null, n, bound: allowedMs / MS_PER_SECOND, reason }
      : notProven(reason, null, n);
  }
  const figureMs = Math.max(0, shut.atMs - lifted.afterMs);
  const figure = figureMs / MS_PER_SECOND;
  const reason = `shut ${inSeconds(figureMs)} after the fault's end, bound ${inSeconds(bound + slackMs)}`;
  if (figureMs <= bound + slackMs) return { state: 'pass', figure, n, bound: limit, reason };
  if (stillMs > bound) return { state: 'fail', figure, n, bound: limit, reason };
  return notProven(`${reason}, but readings are missing just before`, figure, n);
}

/** The calls a second that it must have got: the least of those before the fault, and of those since it opened. */
function callsWhileOpen({ readings, set }: BreakerInDrill, before: Reading): number {
  const since = readings.filter(({ atMs, calls }) => atMs >= before.atMs && calls !== null);
  const counted = [callsIn(upTo(readings, set.afterMs)), since.length > 1 ? callsIn(since) : null];
  const rates = counted.flatMap((each) => (each === null ? [] : rateAtLeast(each)));
  return rates.length === 0 ? 0 : Math.min(...rates);
}
