/** The load that left the generator, against the plan and its forecast: never against what the crowd says of itself. */
import type { HeldPopulation, Phase } from '../../scenarios/campaigns/plan.ts';
import { Curve } from '../../scenarios/crowd/curve.ts';
import { countsAt, type Evidence, stepsOf, valueAt } from '../evidence/evidence.ts';
import { samplesIn } from '../evidence/histogram.ts';
import { inFull, inPercent } from '../text/numbers.ts';
import type { Finding } from './finding.ts';

const MS_PER_SECOND = 1000;
/** Of the issue: at least 97 % of the forecast. */
const DEVIATION_MAX = 0.03;

/**
 * Sessions begun by populations whose arrivals the target cannot slow down. Requests are not compared: a slow target
 * lawfully lowers those that follow, and one that hangs must fail, not excuse itself. The seed's arrivals are those of the
 * forecast, so the slack for small counts is one standard deviation of a Poisson count and not several.
 */
export function achievedLoad(evidence: Evidence): readonly Finding[] {
  return evidence.plan.phases.flatMap((phase) =>
    phase.populations
      .filter(({ kind }) => kind !== 'held')
      .map(({ name: population }) => {
        const forecast = evidence.forecast.phases.find((each) => each.phase === phase.name);
        const expected = forecast?.sessions[population] ?? 0;
        const begun = valueAt(evidence.observations.sessions, phase.name, population);
        const figure = Math.abs(begun - expected) / Math.max(expected, 1);
        const limit = Math.max(DEVIATION_MAX, 1 / Math.sqrt(Math.max(expected, 1)));
        const reason = `${inFull(begun)} sessions of ${population} begun, forecast ${inFull(expected)} ± ${inPercent(limit)}`;
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

/** The mean crowd held, against the plan's curve. How many are held does not depend on the target at all. */
export function crowdHeld(evidence: Evidence): readonly Finding[] {
  return heldPopulations(evidence).map(({ phase, population, seconds }) => {
    const planned = meanPlanned(population, evidence.plan, seconds);
    const held = valueAt(evidence.observations.shopperSeconds, phase.name, population.name) / seconds;
    const figure = Math.max(0, planned - held) / Math.max(planned, 1);
    // A curve is rounded to whole shoppers.
    const limit = Math.max(DEVIATION_MAX, 1 / Math.max(planned, 1));
    const reason = `${inFull(held)} of ${population.name} held on average, planned ${inFull(planned)} − ${inPercent(limit)}`;
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

/** intended = ok + refused + failed + stopped + unsent, exactly, for every step of every phase. */
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
          reason: 'intended = ok + refused + failed + stopped + unsent for every step',
        }
      : {
          phase,
          state: 'broken',
          figure,
          limit: 0,
          reason: `${leak.step}: ${inFull(leak.intended)} intended, ${inFull(leak.ended)} ended or unsent`,
        };
  });
}

/** Little's law gives the slots that the peak takes when every answer comes just in time; twice that is room enough. */
const ROOM = 2;

/**
 * A wait for a slot is the target's slowness only if a target that keeps its limit would never have caused one. A bound that
 * is too small but never reached has done no harm.
 */
export function inFlightBound(evidence: Evidence): readonly Finding[] {
  const { inFlightMax } = evidence.plan.generator;
  return evidence.forecast.phases.map(({ phase, requestsPerSecondMax, herdShoppers }) => {
    const peak = (ROOM * requestsPerSecondMax * evidence.plan.withinMs) / MS_PER_SECOND;
    const needed = Math.ceil(Math.max(peak, herdShoppers));
    const sendLag = evidence.observations.phases.find((each) => each.phase === phase)?.sendLag;
    const { unsent } = countsAt(evidence.observations, { phase, step: null });
    const waited = (sendLag === undefined ? 0 : samplesIn(sendLag.slot)) + unsent;
    const figures = { phase, figure: needed, limit: inFlightMax };
    const bound = `in-flight bound ${inFull(inFlightMax)}`;
    if (needed <= inFlightMax)
      return { ...figures, state: 'ok', reason: `${bound}, ${inFull(needed)} needed` };
    if (waited === 0)
      return {
        ...figures,
        state: 'ok',
        reason: `${bound} below the ${inFull(needed)} advised, yet no send waited for a slot`,
      };
    return {
      ...figures,
      state: 'broken',
      reason: `${bound} is too small: ${inFull(waited)} sends waited for a slot; raise generator.inFlightMax to ${inFull(needed)}`,
    };
  });
}

export interface HeldInPhase {
  readonly phase: Phase;
  readonly population: HeldPopulation;
  /** Real seconds of the phase. */
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

/** Mean of the planned curve over a phase, read in the middle of many equal steps. */
function meanPlanned(population: HeldPopulation, plan: Evidence['plan'], seconds: number): number {
  const STEPS = 1000;
  const curve = new Curve(population.shoppers, plan.speed, plan.scale);
  const stepMs = (seconds * MS_PER_SECOND) / STEPS;
  const values = Array.from({ length: STEPS }, (_, i) => curve.at((i + 0.5) * stepMs));
  return values.reduce((total, value) => total + value, 0) / STEPS;
}
