/**
 * Objectives about shares of requests, cell by cell.
 *
 * Sampled shares (response time, success) are judged by exact one-sided 95 % bounds: `pass` when the lower one reaches the
 * target, `fail` when the upper one stays below it. Each cell is judged by itself, with no correction for their number.
 * Honestly: a cell whose true share is exactly its target fails by chance up to once in 20 runs, so a system that sits on
 * its targets in 50 cells should expect to fail some. One with room to spare does not: at a true 99.9 % against 99.8 %, a
 * cell fails only when a failure falls among 25 samples or fewer (2.5 % at most), two among 178 (1.4 %), and so on, less
 * with every further sample.
 */

import type {
  RefusedObjective,
  RequiredCell,
  ResponseObjective,
  SuccessObjective,
} from '../../scenarios/campaigns/plan.ts';
import { lowerBound, samplesToProve, upperBound } from '../evidence/binomial.ts';
import type { Cell } from '../evidence/cell.ts';
import { countsAt, type Evidence, type Place, stepsOf, wasInterrupted } from '../evidence/evidence.ts';
import { inFull, inPercent } from '../text/numbers.ts';

/** Good: ok, refused or a bot stopped, in time. All: also what never left, because with a sufficient bound only a slow target lets it wait. */
export function responseTimeCells(objective: ResponseObjective, evidence: Evidence): readonly Cell[] {
  return withRequired(everyPlace(evidence), objective.requires).map(({ place, required }) => {
    const { ended, unsent, good } = countsAt(evidence.observations, place);
    return shareCell(place, required, good, ended + unsent, objective.targetShare);
  });
}

/** ok / (ok + failed): a refusal is a correct answer, and none that counts here. */
export function successCells(objective: SuccessObjective, evidence: Evidence): readonly Cell[] {
  const places = placesOfStep(evidence, objective.step);
  return withRequired(places, objective.requires, objective.step).map(({ place, required }) => {
    const { ok, failed } = countsAt(evidence.observations, place);
    return shareCell(place, required, ok, ok + failed, objective.targetShare);
  });
}

/**
 * The refused share is a census and not a sample: stock and quota decide it, not chance, and the plan's range is about what
 * happened in this run. So the observed share itself is judged, over the whole run and in the phases that the plan requires;
 * in the others it is only shown, since a stock that lasts for an hour refuses nobody in the first half.
 *
 * Of n requests a share can be told only to 1/n, and a scaled-down crowd and its stock are rounded to whole ones. So the range is
 * widened to whole requests: floor(minShare × n) ≤ refused ≤ ceil(maxShare × n). What may refuse nothing still may not.
 */
export function refusedCells(objective: RefusedObjective, evidence: Evidence): readonly Cell[] {
  const places = placesOfStep(evidence, objective.step);
  const interrupted = wasInterrupted(evidence);
  return withRequired(places, objective.requires, objective.step).map(({ place, required }) => {
    const { share, refused, n } = refusedShare(evidence, place);
    const census = { ...place, required, figure: share, lower: null, upper: null, n };
    if (share === null) return { ...census, state: 'not-proven', reason: 'no samples' };
    if (place.phase !== null && !required)
      return { ...census, state: 'not-judged', reason: 'for information: the range is over the whole run' };
    if (interrupted) return { ...census, state: 'not-proven', reason: 'a census needs the whole run' };
    const { minShare, maxShare } = objective;
    const [least, most] = [Math.floor(minShare * n), Math.ceil(maxShare * n)];
    const range = `${inPercent(minShare)} … ${inPercent(maxShare)} (${inFull(least)} to ${inFull(most)} of ${inFull(n)})`;
    return refused >= least && refused <= most
      ? { ...census, state: 'pass', reason: `${inPercent(share)} refused lies in ${range}` }
      : { ...census, state: 'fail', reason: `${inPercent(share)} refused lies outside ${range}` };
  });
}

/** Steps that no objective lets refuse: a single refusal is one too many. */
export function otherRefusalCells(declared: readonly string[], evidence: Evidence): readonly Cell[] {
  return everyPlace(evidence)
    .filter(({ phase, step }) => phase !== null && step !== null && !declared.includes(step))
    .map((place) => {
      const { share, n } = refusedShare(evidence, place);
      const census = { ...place, required: false, figure: share, lower: null, upper: null, n };
      if (share === null) return { ...census, state: 'not-proven', reason: 'no samples' };
      return share === 0
        ? { ...census, state: 'pass', reason: 'nothing refused' }
        : {
            ...census,
            state: 'fail',
            reason: `${inPercent(share)} refused, and the plan lets this step refuse nothing`,
          };
    });
}

/** Of those whom risk control let through: a bot that was stopped was never told what is left. */
function refusedShare(
  evidence: Evidence,
  place: Place,
): { readonly share: number | null; readonly refused: number; readonly n: number } {
  const { ok, refused, failed } = countsAt(evidence.observations, place);
  const n = ok + refused + failed;
  return { share: n === 0 ? null : refused / n, refused, n };
}

/** A sampled share that must be at least `target`. */
export function shareCell(place: Place, required: boolean, good: number, n: number, target: number): Cell {
  const lower = lowerBound(good, n);
  const upper = upperBound(good, n);
  const cell = { ...place, required, figure: n === 0 ? null : good / n, lower, upper, n };
  if (n === 0) return { ...cell, state: 'not-proven', reason: 'no samples' };
  if (lower >= target) return { ...cell, state: 'pass', reason: `at least ${inPercent(lower)}` };
  if (upper < target)
    return { ...cell, state: 'fail', reason: `at most ${inPercent(upper)}, below ${inPercent(target)}` };
  const needed = samplesToProve(target);
  const reason =
    n < needed
      ? `${inFull(n)} samples; ${inPercent(target)} takes ${inFull(needed)} without a failure`
      : `between ${inPercent(lower)} and ${inPercent(upper)}: ${inPercent(target)} takes more samples`;
  return { ...cell, state: 'not-proven', reason };
}

const WHOLE: Place = { phase: null, step: null };

/** The whole run, each phase, each step, and each phase's steps. */
function everyPlace(evidence: Evidence): readonly Place[] {
  const cells = evidence.plan.phases.flatMap(({ name: phase }) =>
    stepsOf(evidence, phase).map((step) => ({ phase, step })),
  );
  const phases = evidence.plan.phases.map(({ name: phase }) => ({ phase, step: null }));
  const steps = [...new Set(cells.map(({ step }) => step))].map((step) => ({ phase: null, step }));
  return [WHOLE, ...phases, ...steps, ...cells];
}

/** A step over the whole run, and in each phase that has it. */
function placesOfStep(evidence: Evidence, step: string): readonly Place[] {
  const phases = evidence.plan.phases.filter(({ name }) => stepsOf(evidence, name).includes(step));
  return [{ phase: null, step }, ...phases.map(({ name: phase }) => ({ phase, step }))];
}

/** Marks the places that the plan requires, and adds those that nothing was forecast for: they are not proven then. */
export function withRequired(
  places: readonly Place[],
  requires: readonly RequiredCell[],
  onlyStep: string | null = null,
): readonly { readonly place: Place; readonly required: boolean }[] {
  const required = requires.map((cell) => ({
    phase: cell.phase ?? null,
    step: onlyStep ?? cell.step ?? null,
  }));
  const among = (list: readonly Place[], place: Place): boolean =>
    list.some((each) => each.phase === place.phase && each.step === place.step);
  const missing = required.filter((place) => !among(places, place));
  return [...places, ...missing].map((place) => ({ place, required: among(required, place) }));
}
