/**
 * Little's law, N = λ·Z + L, for a held crowd: the shoppers held are those who think and those who wait for an answer
 * (Little, "A proof for the queuing formula L = λW", 1961). Multiplied by the phase's seconds it is
 * shopperSeconds = intended · Z + pendingSeconds, which needs no stationary target: think times are exponential, so a
 * thinking shopper comes back at the rate 1/Z however slow the answers are, and from the first second on.
 *
 * Z is the mean think of the plan's mix of steps. The mix changes where many requests fail for long (a shopper who meets an
 * error goes elsewhere), where bots are stopped, and where the curve rises (newcomers ask before they think), so there the law has no Z to be
 * checked against, and the phase is not checked rather than called broken.
 */

import { countsAt, type Evidence, populationsOf, valueAt } from '../evidence/evidence.ts';
import { inFull, inPercent, inShort } from '../text/numbers.ts';
import { type HeldInPhase, heldPopulations } from './achieved-load.ts';
import type { Finding } from './finding.ts';

/** Above 5 % the data is wrong: shared rule of thumb for N against λR. */
const DEVIATION_MAX = 0.05;
/** Standard deviations of the count of thinks ended, for crowds too small for 5 %. */
const SIGMAS = 4;
/** A shopper's second step after a failure is the first that is another one: it moves the mean think by a quarter at most. */
const FAILED_SHARE_MAX = 0.05;
/** In a phase this much shorter than a think, hardly anybody comes to a second step. */
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
  // The count of thinks that end is Poisson with mean T / Z, T the seconds spent thinking: σ · Z = √(T · Z).
  const thinking = Math.max(heldSeconds - pendingSeconds, thinkSeconds);
  const limit = Math.max(DEVIATION_MAX, (SIGMAS * Math.sqrt(thinking * thinkSeconds)) / whole);
  const reason =
    `${inFull(heldSeconds)} shopper-seconds of ${population} against ${inFull(intended)} requests × ` +
    `${inShort(thinkSeconds)} s + ${inFull(pendingSeconds)} s pending: off by ${inPercent(figure)}, limit ${inPercent(limit)}`;
  return { state: figure <= limit ? 'ok' : 'broken', figure, limit, reason };
}

function whyMixIsUnknown(evidence: Evidence, held: HeldInPhase, thinkSeconds: number): string | null {
  const { observations } = evidence;
  const isBot = populationsOf(evidence, held.phase.name).some(
    (each) => each.isBot && each.population === held.population.name,
  );
  if (isBot) return 'bots go where risk control lets them';
  const points = held.population.shoppers;
  if (points.some(({ value }, i) => value > (points[i - 1]?.value ?? value)))
    return 'the curve rises, and newcomers ask before they think';
  const { failed, ended } = countsAt(observations, { phase: held.phase.name, step: null });
  const failedShare = failed / Math.max(ended, 1);
  return failedShare > FAILED_SHARE_MAX && held.seconds > thinkSeconds * PHASE_THINKS_MAX
    ? `${inPercent(failedShare)} failed, and who meets an error thinks otherwise`
    : null;
}
