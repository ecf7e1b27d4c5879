/** Compares the crowd that was held, and the bound on its requests in flight, with the plan. */
import type { HeldPopulation, Phase } from '../../scenarios/campaigns/plan.ts';
import { Curve } from '../../scenarios/crowd/curve.ts';
import { countsAt, type Evidence, valueAt } from '../evidence/evidence.ts';
import { samplesIn } from '../evidence/histogram.ts';
import { slotsNeeded } from '../forecast/slots.ts';
import { inFull, inPercent } from '../text/numbers.ts';
import type { Finding } from './finding.ts';

const MS_PER_SECOND = 1000;
/** The crowd must come within 3 % of the plan's. */
const DEVIATION_MAX = 0.03;

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
