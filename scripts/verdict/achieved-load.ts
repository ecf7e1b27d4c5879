/** Compares the load that was sent with the plan and its forecast, which do not depend on the run. */
import type { HeldPopulation, Phase } from '../../scenarios/campaigns/plan.ts';
import { Curve } from '../../scenarios/crowd/curve.ts';
import { countsAt, type Evidence, sessionsOf, stepsOf, valueAt } from '../evidence/evidence.ts';
import { samplesIn } from '../evidence/histogram.ts';
import { slotsNeeded } from '../forecast/slots.ts';
import { inFull, inPercent } from '../text/numbers.ts';
import type { Finding } from './finding.ts';

const MS_PER_SECOND = 1000;
/** The load must come within 3 % of the forecast. */
const DEVIATION_MAX = 0.03;

/**
 * Compares the sessions begun by arriving populations and herds: the target cannot slow these down. Requests are not
 * compared, because a slow target lowers the number of follow-up requests, and a target that hangs must fail instead of
 * making the run inconclusive. The forecast draws the same arrivals from the same seed. So the tolerance for small counts is
 * only one standard deviation of a Poisson count.
 */
export function achievedLoad(evidence: Evidence): readonly Finding[] {
  return evidence.plan.phases.flatMap((phase) =>
    phase.populations
      .filter(({ kind }) => kind !== 'held')
      .map(({ name: population }) => {
        const forecast = evidence.forecast.phases.find((each) => each.phase === phase.name);
        const expected = forecast?.sessions[population] ?? 0;
        const begun = sessionsOf(evidence.observations, phase.name, population);
        const figure = Math.abs(begun - expected) / Math.max(expected, 1);
        const limit = Math.max(DEVIATION_MAX, 1 / Math.sqrt(Math.max(expected, 1)));
        const reason = `${inFull(begun)} sessions of ${population} started, forecast ${inFull(expected)} ± ${inPercent(limit)}`;
        return {
          phase: phase.name,
          population,
          state: figure <= limit ? 'ok' : 'broken',
          figure,
          limit,
          reason,
        };
      }),
  );
}

/** Compares the mean number of held shoppers with the plan's curve. The target cannot change this number. */
export function crowdHeld(evidence: Evidence): readonly Finding[] {
  return heldPopulations(evidence).map(({ phase, population, seconds }) => {
    const planned = meanPlanned(population, evidence.plan, seconds);
    const held = valueAt(evidence.observations.shopperSeconds, phase.name, population.name) / seconds;
    const figure = Math.max(0, planned - held) / Math.max(planned, 1);
    // The crowd is rounded to whole shoppers.
    const limit = Math.max(DEVIATION_MAX, 1 / Math.max(planned, 1));
    const reason = `${population.name}: ${inFull(held)} held on average, planned ${inFull(planned)}, limit ${inPercent(limit)} fewer`;
    return {
      phase: phase.name,
      population: population.name,
      state: figure <= limit ? 'ok' : 'broken',
      figure,
      limit,
      reason,
    };
  });
}

/** For every step of every phase, exactly: intended = ok + refused + failed + degraded + stopped + unsent. */
export function conservation(evidence: Evidence): readonly Finding[] {
  return evidence.plan.phases.map(({ name: phase }) => {
    const leaks = stepsOf(evidence, phase).map((step) => {
      const { intended, ended, unsent } = countsAt(evidence.observations, { phase, step });
      return { step, intended, ended: ended + unsent };
    });
    const figure = leaks.reduce(
      (worst, { intended, ended }) => Math.max(worst, Math.abs(intended - ended)),
      0,
    );
    const leak = leaks.find(({ intended, ended }) => intended !== ended);
    return leak === undefined
      ? {
          phase,
          state: 'ok',
          figure,
          limit: 0,
          reason: 'intended = ok + refused + failed + degraded + stopped + unsent for every step',
        }
      : {
          phase,
          state: 'broken',
          figure,
          limit: 0,
          reason: `${leak.step}: ${inFull(leak.intended)} requests intended, but ${inFull(leak.ended)} ended or unsent`,
        };
  });
}

/**
 * Requests wait for a slot because the target is slow or because the bound is too small. Only a bound with enough slots for
 * a target within its limit puts the blame on the target. A small bound that was never reached does no harm.
 */
export function inFlightBound(evidence: Evidence): readonly Finding[] {
  const { inFlightMax } = evidence.plan.generator;
  return evidence.forecast.phases.map(({ phase, requestsPerSecondMax }) => {
    const needed = slotsNeeded(requestsPerSecondMax, evidence.plan.withinMs);
    const sendLag = evidence.observations.phases.find((each) => each.phase === phase)?.sendLag;
    const { unsent } = countsAt(evidence.observations, { phase, step: null });
    const waited = (sendLag === undefined ? 0 : samplesIn(sendLag.slot)) + unsent;
    const figures = { phase, figure: needed, limit: inFlightMax };
    const bound = `in-flight bound ${inFull(inFlightMax)}`;
    if (needed <= inFlightMax)
      return { ...figures, state: 'ok', reason: `${bound}, needed ${inFull(needed)}` };
    if (waited === 0)
      return {
        ...figures,
        state: 'ok',
        reason: `${bound} is below the advised ${inFull(needed)}, but no request waited for a slot`,
      };
    return {
      ...figures,
      state: 'broken',
      reason: `${bound} is too small: ${inFull(waited)} requests waited for a slot; raise generator.inFlightMax to ${inFull(needed)}`,
    };
  });
}

export interface HeldInPhase {
  readonly phase: Phase;
  readonly population: HeldPopulation;
  /** Length of the phase in real seconds. */
  readonly seconds: number;
}

export const heldPopulations = ({ plan, timetable }: Evidence): readonly HeldInPhase[] =>
  plan.phases.flatMap((phase) => {
    const time = timetable.find((each) => each.phase === phase.name);
    const seconds = time === undefined ? 0 : (time.endMs - time.startMs) / MS_PER_SECOND;
    return phase.populations.flatMap((population) =>
      population.kind === 'held' ? [{ phase, population, seconds }] : [],
    );
  });

/** The mean of the planned curve over a phase, sampled at the middle of many equal steps. */
function meanPlanned(population: HeldPopulation, plan: Evidence['plan'], seconds: number): number {
  const STEPS = 1000;
  const curve = new Curve(population.shoppers, plan.speed, plan.scale);
  const stepMs = (seconds * MS_PER_SECOND) / STEPS;
  const values = Array.from({ length: STEPS }, (_, i) => curve.at((i + 0.5) * stepMs));
  return values.reduce((total, value) => total + value, 0) / STEPS;
}
