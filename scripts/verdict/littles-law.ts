/**
 * Little's law, N = λ·Z + L, for a held crowd: every held shopper is either thinking or waiting for a response
 * (Little, "A proof for the queuing formula L = λW", 1961). Multiplied by the seconds of the phase, it becomes
 * shopperSeconds = intended · Z + pendingSeconds. The target need not be in a steady state where think times are exponential: a
 * thinking shopper sends its next request at the rate 1/Z from the first second on, however slow the responses are.
 *
 * Other think times remember how long they have lasted. The crowd begins in the residuals of a steady one, with mean Z·(1 + c²)/2 for
 * variance c²·Z², so the law is exact as long as nobody waits. Whoever waits at the end has a whole think ahead of it, and by Wald's
 * equation N·Z·|1 − c²|/2 shopper-seconds may be missing or too many. A short wait moves a shopper's ends by as much, and so counts
 * for no more than itself twice. So much is added to the limit.
 *
 * Z is the mean think time of the plan's mix of steps. The mix changes when many requests fail for long (after an error a
 * shopper takes another step), when bots are stopped, and when the curve rises (new shoppers send a request before they
 * think). Then Z is unknown, so the phase is `not-checked` instead of `broken`.
 */

import { countsAt, type Evidence, populationsOf, valueAt } from '../evidence/evidence.ts';
import type { OtherThinks } from '../forecast/forecast.ts';
import { inFull, inPercent, inShort } from '../text/numbers.ts';
import { type HeldInPhase, heldPopulations } from './achieved-load.ts';
import { type Finding, SIGMAS } from './finding.ts';

/** A common rule of thumb for N against λR: above 5 % the data is wrong. */
const DEVIATION_MAX = 0.05;
/** After a failure, a shopper's path changes from the second step on. That moves the mean think time by a quarter at most. */
const FAILED_SHARE_MAX = 0.05;
/** In a phase shorter than half a think time, almost no shopper reaches a second step. */
const PHASE_THINKS_MAX = 0.5;

export function littlesLaw(evidence: Evidence): readonly Finding[] {
  return heldPopulations(evidence).map((held) => {
    const place = { phase: held.phase.name, population: held.population.name };
    const forecast = evidence.forecast.phases.find(({ phase }) => phase === place.phase);
    const thinkSeconds = forecast?.thinkSecondsMean[place.population] ?? 0;
    const thinks: Thinks = {
      thinkSeconds,
      other: forecast?.populations.find(({ population }) => population === place.population)?.otherThinks,
    };
    const unknownMix = whyMixIsUnknown(evidence, held, thinks);
    return unknownMix === null
      ? { ...place, ...balance(evidence, held, thinks) }
      : { ...place, state: 'not-checked', reason: `not checked: ${unknownMix}` };
  });
}

interface Thinks {
  readonly thinkSeconds: number;
  readonly other: OtherThinks | undefined;
}

function balance({ observations }: Evidence, held: HeldInPhase, { thinkSeconds, other }: Thinks): Finding {
  const [phase, population] = [held.phase.name, held.population.name];
  const heldSeconds = valueAt(observations.shopperSeconds, phase, population);
  const pendingSeconds = valueAt(observations.pendingSeconds, phase, population);
  const intended = valueAt(observations.intendedByPopulation, phase, population);
  const whole = Math.max(heldSeconds, 1);
  const figure = Math.abs(heldSeconds - (intended * thinkSeconds + pendingSeconds)) / whole;
  // The number of ended think times is Poisson with mean T / Z, where T is the seconds spent thinking: σ · Z = √(T · Z).
  const thinking = Math.max(heldSeconds - pendingSeconds, thinkSeconds);
  const scatter = Math.max(1, other?.varianceMax ?? 1);
  // For crowds too small for 5 %: so far may chance take the number of ended think times.
  const chance = Math.max(DEVIATION_MAX, (SIGMAS * Math.sqrt(thinking * thinkSeconds * scatter)) / whole);
  const shoppers = heldSeconds / Math.max(held.seconds, 1);
  const remembered = Math.min(shoppers * (other?.residualSecondsOff ?? 0), 2 * pendingSeconds);
  const limit = chance + (other === undefined ? 0 : remembered / whole);
  const reason =
    `${inFull(heldSeconds)} shopper-seconds of ${population} against ${inFull(intended)} requests × ` +
    `${inShort(thinkSeconds)} s think time + ${inFull(pendingSeconds)} s waiting: off by ${inPercent(figure)}, limit ${inPercent(limit)}`;
  return { state: figure <= limit ? 'ok' : 'broken', figure, limit, reason };
}

function whyMixIsUnknown(
  evidence: Evidence,
  held: HeldInPhase,
  { thinkSeconds, other }: Thinks,
): string | null {
  const { observations } = evidence;
  const isBot = populationsOf(evidence, held.phase.name).some(
    (each) => each.isBot && each.population === held.population.name,
  );
  if (isBot) return 'risk control decides which steps bots reach';
  const points = held.population.shoppers;
  if (points.some(({ value }, i) => value > (points[i - 1]?.value ?? value)))
    return 'the curve rises, and new shoppers send a request before they think';
  const { failed, ended } = countsAt(observations, { phase: held.phase.name, step: null });
  const failedShare = failed / Math.max(ended, 1);
  // Of times that scatter widely, most are far shorter than their mean.
  const isLong = other !== undefined || held.seconds > thinkSeconds * PHASE_THINKS_MAX;
  return failedShare > FAILED_SHARE_MAX && isLong
    ? `${inPercent(failedShare)} of requests failed, which changes the think times of shoppers`
    : null;
}
