/**
 * Little's law, N = λ·Z + L, for a held crowd: every held shopper is either thinking or waiting for a response
 * (Little, "A proof for the queuing formula L = λW", 1961). Multiplied by the seconds of the phase, it becomes
 * shopperSeconds = intended · Z + pendingSeconds. The target need not be in a steady state: think times are exponential, so a
 * thinking shopper sends its next request at the rate 1/Z from the first second on, however slow the responses are.
 *
 * Z is the mean think time of the plan's mix of steps. The mix changes when many requests fail for long (after an error a
 * shopper takes another step), when bots are stopped, and when the curve rises (new shoppers send a request before they
 * think). Then Z is unknown, so the phase is `not-checked` instead of `broken`.
 */

import { countsAt, type Evidence, populationsOf, valueAt } from '../evidence/evidence.ts';
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
    const unknownMix = whyMixIsUnknown(evidence, held, thinkSeconds);
    return unknownMix === null
      ? { ...place, ...balance(evidence, place, thinkSeconds) }
      : { ...place, state: 'not-checked', reason: `not checked: ${unknownMix}` };
  });
}

function balance(
  { observations }: Evidence,
  { phase, population }: { readonly phase: string; readonly population: string },
  thinkSeconds: number,
): Finding {
  const heldSeconds = valueAt(observations.shopperSeconds, phase, population);
  const pendingSeconds = valueAt(observations.pendingSeconds, phase, population);
  const intended = valueAt(observations.intendedByPopulation, phase, population);
  const whole = Math.max(heldSeconds, 1);
  const figure = Math.abs(heldSeconds - (intended * thinkSeconds + pendingSeconds)) / whole;
  // The number of ended think times is Poisson with mean T / Z, where T is the seconds spent thinking: σ · Z = √(T · Z).
  const thinking = Math.max(heldSeconds - pendingSeconds, thinkSeconds);
  // For crowds too small for 5 %: so far may chance take the number of ended think times.
  const limit = Math.max(DEVIATION_MAX, (SIGMAS * Math.sqrt(thinking * thinkSeconds)) / whole);
  const reason =
    `${inFull(heldSeconds)} shopper-seconds of ${population} against ${inFull(intended)} requests × ` +
    `${inShort(thinkSeconds)} s think time + ${inFull(pendingSeconds)} s waiting: off by ${inPercent(figure)}, limit ${inPercent(limit)}`;
  return { state: figure <= limit ? 'ok' : 'broken', figure, limit, reason };
}

function whyMixIsUnknown(evidence: Evidence, held: HeldInPhase, thinkSeconds: number): string | null {
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
  return failedShare > FAILED_SHARE_MAX && held.seconds > thinkSeconds * PHASE_THINKS_MAX
    ? `${inPercent(failedShare)} of requests failed, which changes the think times of shoppers`
    : null;
}
