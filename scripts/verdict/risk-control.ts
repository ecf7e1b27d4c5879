/**
 * Objectives about risk control, in both directions: bots are stopped, and honest shoppers are not. Over the whole run and in
 * each phase that has whom it is about. Bounds as in `shares.ts`.
 */

import type { BotsStoppedObjective, HonestRefusedObjective } from '../../scenarios/campaigns/plan.ts';
import { lowerBound, samplesToProve, upperBound } from '../evidence/binomial.ts';
import type { Cell } from '../evidence/cell.ts';
import { type Evidence, type Place, populationsOf, valueAt } from '../evidence/evidence.ts';
import type { GuardedCount } from '../evidence/observations.ts';
import type { PopulationForecast } from '../forecast/forecast.ts';
import { inFull, inPercent, inPercentUp } from '../text/numbers.ts';
import { shareCell, withRequired } from './shares.ts';

/** Stopped of those that were stopped or let pass; a failure says nothing about risk control. */
export function botsStoppedCells(objective: BotsStoppedObjective, evidence: Evidence): readonly Cell[] {
  const isMeant = ({ isBot }: PopulationForecast): boolean => isBot;
  return withRequired(placesOf(evidence, isMeant), objective.requires).map(({ place, required }) => {
    const answered = (answer: GuardedCount['answer']): number =>
      total(evidence, place, isMeant, (phase, population) => {
        const counts = evidence.observations.guarded.filter(
          (each) => each.phase === phase && each.population === population && each.answer === answer,
        );
        return counts.reduce((sum, { count }) => sum + count, 0);
      });
    const stopped = answered('stopped');
    return shareCell(place, required, stopped, stopped + answered('passed'), objective.targetShare);
  });
}

/** Sessions stopped of sessions begun, by honest populations that may come to a guarded step. Each counts once, however often it tries. */
export function honestRefusedCells(objective: HonestRefusedObjective, evidence: Evidence): readonly Cell[] {
  const isMeant = ({ isBot, meetsGuards }: PopulationForecast): boolean => !isBot && meetsGuards;
  const { sessions, sessionsStopped } = evidence.observations;
  return withRequired(placesOf(evidence, isMeant), objective.requires).map(({ place, required }) => {
    const over = (values: typeof sessions): number =>
      total(evidence, place, isMeant, (phase, population) => valueAt(values, phase, population));
    const stopped = over(sessionsStopped);
    // Two counters: a push that broke off between them must not leave more stopped than begun.
    return atMostCell(place, required, stopped, Math.max(over(sessions), stopped), objective.maxShare);
  });
}

function placesOf(
  evidence: Evidence,
  isMeant: (population: PopulationForecast) => boolean,
): readonly Place[] {
  const phases = evidence.plan.phases.filter(({ name }) => populationsOf(evidence, name).some(isMeant));
  return [{ phase: null, step: null }, ...phases.map(({ name: phase }) => ({ phase, step: null }))];
}

function total(
  evidence: Evidence,
  place: Place,
  isMeant: (population: PopulationForecast) => boolean,
  count: (phase: string, population: string) => number,
): number {
  return evidence.plan.phases
    .filter(({ name }) => place.phase === null || place.phase === name)
    .flatMap(({ name }) =>
      populationsOf(evidence, name)
        .filter(isMeant)
        .map(({ population }) => count(name, population)),
    )
    .reduce((sum, each) => sum + each, 0);
}

/** A sampled share that must be at most `max`. */
function atMostCell(place: Place, required: boolean, bad: number, n: number, max: number): Cell {
  const lower = lowerBound(bad, n);
  const upper = upperBound(bad, n);
  const cell = { ...place, required, figure: n === 0 ? null : bad / n, lower, upper, n };
  if (n === 0) return { ...cell, state: 'not-proven', reason: 'no samples' };
  if (upper <= max) return { ...cell, state: 'pass', reason: `at most ${inPercentUp(upper)}` };
  if (lower > max)
    return { ...cell, state: 'fail', reason: `at least ${inPercentUp(lower)}, above ${inPercent(max)}` };
  const needed = samplesToProve(1 - max);
  const reason =
    n < needed
      ? `${inFull(n)} samples; at most ${inPercent(max)} takes ${inFull(needed)} without one`
      : `between ${inPercent(lower)} and ${inPercentUp(upper)}: ${inPercent(max)} takes more samples`;
  return { ...cell, state: 'not-proven', reason };
}
