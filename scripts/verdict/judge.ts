/**
 * Makes the verdict from the evidence alone: no clock, no files, no network.
 *
 * A broken fact, such as a lost order, fails the run even if the load was not valid. Shares are judged only if the load was
 * valid. Then a failed cell fails the run, and a required cell that is not proven makes the run inconclusive. Which of the cells
 * that nobody requires may fail it: correction.ts.
 */

import { isCarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { type Cell, cellName } from '../evidence/cell.ts';
import { countsAt, type Evidence, wasInterrupted, whyAborted } from '../evidence/evidence.ts';
import type { GeneratorUse, Observations } from '../evidence/observations.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { isFact } from '../objectives/index.ts';
import { inFull, inPercent, inShort, plural } from '../text/numbers.ts';
import { alertsFired } from './alerts-fired.ts';
import { causeOfBrokenLoad, causeOfFail, causesIn, EXPLAINED_SHARE_MIN, failureBesides } from './causes.ts';
import { drillResults, isOfDrillThatHappened } from './drill-result.ts';
import { notesOnAnswers } from './notes-on-answers.ts';
import { notesOnBooks } from './notes-on-books.ts';
import { isMissing, judgeObjectives, provesAShare, stateOf } from './objectives.ts';
import { whatWasProven } from './proven.ts';
import { checkValidity } from './validity.ts';
import {
  isAtMost,
  type ObjectiveResult,
  type Scale,
  type ValidityCheck,
  VERDICT_VERSION,
  type Verdict,
  type VerdictOutcome,
} from './verdict.ts';

export function judge(evidence: Evidence): Verdict {
  const { plan, observations } = evidence;
  const validity = checkValidity(evidence);
  const loadValid = validity.every(({ state }) => state !== 'broken');
  const objectives = judgeObjectives(evidence, loadValid);
  const interrupted = wasInterrupted(evidence);
  const aborted = whyAborted(evidence);
  const outcome = outcomeOf(objectives, loadValid, interrupted || aborted !== null);
  const proven = whatWasProven(evidence);
  return {
    version: VERDICT_VERSION,
    runId: observations.runId,
    plan: plan.name,
    seed: plan.seed,
    scale: plan.scale,
    pace: plan.pace,
    speed: plan.speed,
    withinMs: plan.withinMs,
    onPurpose: onPurposeIn(plan),
    outcome,
    interrupted,
    aborted,
    exitCode: interrupted ? EXIT.interrupted : EXIT[outcome],
    decidedBy: decidersOf(outcome, { interrupted, aborted }, objectives, validity),
    headline: [
      cutShortWords({ interrupted, aborted }),
      headlineOf(objectives, validity),
      failureWords(objectives, loadValid, observations),
    ].join(''),
    loadValid,
    objectives,
    drills: drillResults(evidence, (drill) =>
      stateOf(objectives.filter((each) => each.drill === drill).flatMap(({ cells }) => cells)),
    ),
    alerts: alertsFired(evidence),
    validity,
    proven,
    causes: causesIn(observations, failedCells(objectives)),
    traces: observations.remarks.traces,
    notes: notesOf(evidence, proven),
  };
}

function outcomeOf(
  objectives: readonly ObjectiveResult[],
  loadValid: boolean,
  cutShort: boolean,
): VerdictOutcome {
  const cells = objectives.flatMap((objective) => objective.cells);
  if (cells.some(({ state }) => state === 'fail')) return 'fail';
  // A run that was cut short did not carry out the plan, so it cannot pass.
  const unproven = cells.some(isMissing) || !provesAShare(objectives);
  return !loadValid || cutShort || unproven ? 'inconclusive' : 'pass';
}

type CutShort = Pick<Verdict, 'interrupted' | 'aborted'>;

const cutShortWords = ({ interrupted, aborted }: CutShort): string => {
  if (aborted !== null) return `aborted, because ${aborted}; so far: `;
  return interrupted ? 'interrupted; so far: ' : '';
};

function headlineOf(objectives: readonly ObjectiveResult[], validity: readonly ValidityCheck[]): string {
  const failed = failedCells(objectives);
  const worst = failed[0];
  if (worst !== undefined) {
    const others = failed.length - 1;
    return `${fullName(worst)} failed: ${worst.cell.reason}${others > 0 ? `; ${plural(others, 'other cell')} failed too` : ''}`;
  }
  const broken = validity.find(({ state }) => state === 'broken');
  if (broken !== undefined)
    return `the load was not valid (${broken.id}${broken.phase === null ? '' : ` · ${broken.phase}`}): ${broken.reason}`;
  const missing = cellsWhere(objectives, isMissing)[0];
  if (missing !== undefined) return `${fullName(missing)} is not proven: ${missing.cell.reason}`;
  if (!provesAShare(objectives)) return 'no share of requests is proven, so there is nothing to pass';
  const count = (isMeant: (cell: Cell) => boolean): number => cellsWhere(objectives, isMeant).length;
  const passed = count(({ state }) => state === 'pass');
  const unproven = count(({ state }) => state === 'not-proven');
  const required = inFull(count((cell) => cell.required));
  return `nothing failed, and every required cell (${required}) is proven: ${passed} of ${plural(passed + unproven, 'cell')} passed`;
}

/** Why answers failed, as far as it has to do with the headline. */
function failureWords(
  objectives: readonly ObjectiveResult[],
  loadValid: boolean,
  observations: Observations,
): string {
  // Answers that failed do not explain an order that was acknowledged and is gone.
  if (isFactBroken(objectives)) return '';
  const worst = failedCells(objectives)[0];
  if (worst !== undefined) return causeOfFail(worst, observations);
  if (!loadValid) return causeOfBrokenLoad(observations);
  const missing = cellsWhere(objectives, isMissing)[0];
  if (missing === undefined) return provesAShare(objectives) ? '' : failureBesides(NO_CELL, observations);
  // Nor do they explain books that could not be read.
  return isFact(missing.objective.kind) ? '' : failureBesides(missing, observations);
}

const NO_CELL = { objective: { drill: null }, cell: WHOLE_RUN } as const;

const isFactBroken = (objectives: readonly ObjectiveResult[]): boolean =>
  objectives.some(({ kind, state }) => isFact(kind) && state === 'fail');

/** The names of what the outcome rests on. */
function decidersOf(
  outcome: VerdictOutcome,
  { interrupted, aborted }: CutShort,
  objectives: readonly ObjectiveResult[],
  validity: readonly ValidityCheck[],
): readonly string[] {
  if (outcome === 'fail') return failedCells(objectives).map(fullName);
  if (outcome === 'pass') return cellsWhere(objectives, ({ required }) => required).map(fullName);
  const broken = validity.filter(({ state }) => state === 'broken').map(({ id }) => id);
  // Of a load that was not valid, no share is judged.
  const provesNothing = broken.length === 0 && !provesAShare(objectives);
  return [
    ...(interrupted ? ['interrupted'] : []),
    ...(aborted === null ? [] : ['aborted']),
    ...new Set(broken),
    ...cellsWhere(objectives, isMissing).map(fullName),
    ...(provesNothing ? ['no share proven'] : []),
  ];
}

export interface NamedCell {
  readonly objective: ObjectiveResult;
  readonly cell: Cell;
}

export const cellsWhere = (
  objectives: readonly ObjectiveResult[],
  isMeant: (cell: Cell) => boolean,
): readonly NamedCell[] =>
  objectives.flatMap((objective) => objective.cells.filter(isMeant).map((cell) => ({ objective, cell })));

/** `coupon-success · flash-sale · coupon.redeem` */
export const fullName = ({ objective, cell }: NamedCell): string => `${objective.id} · ${cellName(cell)}`;

/** The first fact from the shop's books that is broken or not proven. */
export const factNotPassed = ({ objectives }: Pick<Verdict, 'objectives'>): ObjectiveResult | undefined =>
  objectives.find(({ kind, cells }) => isFact(kind) && cells.some(({ state }) => state !== 'pass'));

/**
 * The failed cells, most serious first: facts from the shop's books, then the narrowest place, then the largest miss. A region is
 * narrower than all of them only if it fails where another does not. Answers that failed were not in time either; that comes after
 * what says that they failed.
 */
export function failedCells(objectives: readonly ObjectiveResult[]): readonly NamedCell[] {
  const failed = cellsWhere(objectives, ({ state }) => state === 'fail');
  const follows = new Map(failed.map((each) => [each, followsFromFailures(each, failed) ? 1 : 0]));
  return failed.toSorted((one, other) => {
    const [first, second] = [seriousness(one), seriousness(other)];
    return (
      second.fact - first.fact ||
      follows.get(one)! - follows.get(other)! ||
      second.narrowness - first.narrowness ||
      second.region - first.region ||
      second.gap - first.gap
    );
  });
}

/** Whether an objective about the answers themselves failed at this step, or anywhere for a cell of all steps, by as much. */
function followsFromFailures({ objective, cell }: NamedCell, failed: readonly NamedCell[]): boolean {
  const late = objective.kind === 'response-time' ? 1 - (cell.figure ?? 1) : 0;
  if (late === 0) return false;
  return failed.some(
    ({ objective: { kind }, cell: { step, figure } }) =>
      (kind === 'success' || kind === 'refused') &&
      (step === cell.step || cell.step === null) &&
      1 - (figure ?? 1) >= EXPLAINED_SHARE_MIN * late,
  );
}

const seriousness = ({ objective, cell }: NamedCell) => ({
  fact: isFact(objective.kind) ? 1 : 0,
  narrowness: [cell.phase, cell.step].filter((part) => part !== null).length,
  region: cell.region === null ? 0 : isAloneInFailing(objective, cell) ? 1 : -1,
  gap: isAtMost(objective)
    ? (cell.lower ?? 0) - (objective.targetMax ?? 0)
    : (objective.targetMin ?? 0) - (cell.upper ?? 0),
});

const isAloneInFailing = ({ cells }: ObjectiveResult, { phase, step }: Cell): boolean =>
  cells.some(
    (cell) => cell.phase === phase && cell.step === step && cell.region !== null && cell.state !== 'fail',
  );

function onPurposeIn(plan: Evidence['plan']): readonly string[] {
  if (!isCarnivalPlan(plan)) return [];
  const { faults, misbehave = [] } = plan.shop;
  return [
    ...faults.map(({ step, kind, value }) => `fault ${step}:${kind}${value === 0 ? '' : `=${value}`}`),
    ...misbehave.map((name) => `misbehave ${name}`),
  ];
}

/** Above this share of the cores, other programs are worth a look when requests are late. */
const OTHERS_SHARE_WORTH_SAYING = 0.2;
/** Above this share, a busy machine is the likely reason for late requests. */
const CPU_SHARE_WORTH_SAYING = 0.9;

function notesOf(evidence: Evidence, { cpuShare, phases }: Scale): readonly string[] {
  const { observations, forecast } = evidence;
  const { audit, events } = observations;
  const notes = events
    .filter((event) => !isOfDrillThatHappened(event, observations))
    .map(({ kind, reason }) => (kind === 'note' ? reason : `${kind}: ${reason}`));
  const { own } = countsAt(observations, WHOLE_RUN);
  if (own > 0)
    notes.push(
      `${plural(own, 'answer')} came late or failed only because of the generator: left out of every share, neither good nor bad`,
    );
  notes.push(...notesOnBooks(evidence));
  notes.push(...notesOnAnswers({ observations, forecast }));
  notes.push(...(audit.notes ?? []).map((note) => `audit: ${note}`));
  const busiest = Math.max(cpuShare, ...phases.map((phase) => phase.cpuShare ?? 0));
  if (busiest > CPU_SHARE_WORTH_SAYING)
    notes.push(
      `all cores were ${inPercent(busiest)} busy in the busiest phase: this may explain late requests, but does not change the verdict`,
    );
  const others = usedByOthers(observations.generator);
  if (others !== null && others.share > OTHERS_SHARE_WORTH_SAYING)
    notes.push(
      `other programs took ${inShort(others.share * 100)} % of all cores during ${others.phase}: this may explain late requests, but does not change the verdict`,
    );
  return notes;
}

/** Programs that do not belong to the run, in the phase in which they took most. Null where they cannot be seen. */
const usedByOthers = ({ cores, cpuByPhase }: GeneratorUse) =>
  cpuByPhase.reduce<{ readonly phase: string; readonly share: number } | null>((most, each) => {
    if (each.machineCpuSeconds === null) return most;
    const share = (each.machineCpuSeconds - each.allCpuSeconds) / (cores * each.wallSeconds);
    return most === null || share > most.share ? { phase: each.phase, share } : most;
  }, null);
