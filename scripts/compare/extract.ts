/**
 * What a comparison needs of a run: some hundred kilobytes that can be committed as a baseline, instead of its folder. Places that no
 * family of tests takes in (single regions, single steps of single phases) are left out, unless the plan requires them.
 */
import { z } from 'zod';
import type { PlannedRun } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import { type Cell, cellStateSchema } from '../evidence/cell.ts';
import { environmentSeen } from '../evidence/environment-seen.ts';
import type { Observations } from '../evidence/observations.ts';
import { stepTimes } from '../evidence/step-times.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { isAtMost, type ObjectiveResult, type Verdict } from '../verdict/verdict.ts';
import { targetSeen, targetsOf } from './target-seen.ts';

/** Rises when a field changes its meaning or is removed. */
export const EXTRACT_VERSION = 1;

const amount = z.number().nonnegative();
const placed = {
  objective: z.string(),
  drill: z.string().nullable().describe('The drill that expects it; `null`: an objective of the plan.'),
  phase: z.string().nullable(),
  step: z.string().nullable(),
  region: z.string().nullable(),
  required: z.boolean(),
};
/** No run has more answers, and with far more the bounds of a share cannot be computed. */
const ANSWERS_MAX = 1e12;
const count = amount.lte(ANSWERS_MAX);
const shareSeen = z
  .object({
    ...placed,
    bad: count.describe('Bad answers: those that the objective wants few of.'),
    n: count,
    deff: z
      .number()
      .gte(1)
      .nullable()
      .describe(
        'Design effect; 1 for shares of shoppers. `null`: nobody knows, because its seconds were not read whole.',
      ),
  })
  .refine(({ bad, n }) => bad <= n, { error: 'more bad answers than answers', path: ['bad'] });
export type ShareSeen = DeepReadonly<z.output<typeof shareSeen>>;

const figureSeen = z.object({
  ...placed,
  unit: z.enum(['share', 'count', 'seconds', 'number']),
  figure: z.number().nullable(),
  state: cellStateSchema,
});
export type FigureSeen = DeepReadonly<z.output<typeof figureSeen>>;

const judgedSeen = z.object({ ...placed, state: cellStateSchema });
export type JudgedSeen = DeepReadonly<z.output<typeof judgedSeen>>;

/** Of a comparison: more would only repeat what the most frequent ones say. */
const CAUSES_MAX = 20;

const causeSeen = z.object({ step: z.string(), cause: z.string(), count });
export type CauseSeen = DeepReadonly<z.output<typeof causeSeen>>;

export const extractSchema = z.object({
  version: z.literal(EXTRACT_VERSION),
  runId: z.string(),
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  headline: z.string(),
  loadValid: z.boolean(),
  cutShort: z.boolean().describe('Interrupted or aborted: the plan was not carried out.'),
  plan: z.looseObject({ name: z.string() }),
  environment: environmentSeen.nullable().describe('`null`: the run is older than this field.'),
  targets: z
    .array(targetSeen)
    .nullable()
    .default(null)
    .describe('What was loaded. `null`: nobody knows, or the run is older than this field.'),
  phases: z.array(z.object({ phase: z.string(), startSeconds: amount, seconds: amount })),
  shares: z.array(shareSeen).describe('Sampled shares, with an interval.'),
  figures: z.array(figureSeen).describe('Full counts, which chance does not decide.'),
  judged: z
    .array(judgedSeen)
    .nullable()
    .default(null)
    .describe(
      'What rests on samples and is not compared: shares in the windows of drills, and what became of a gray release. `null`: the run is older than this field.',
    ),
  causes: z
    .array(causeSeen)
    .nullable()
    .default(null)
    .describe('Why answers failed, the most frequent first. `null`: the run is older than this field.'),
  times: z
    .array(
      stepTimes.refine(
        ({ atSeconds, answers, responseMs }) =>
          new Set([atSeconds.length, answers.length, responseMs.length]).size === 1,
        {
          error: 'its lists are not of one length',
        },
      ),
    )
    .nullable()
    .describe('`null`: the run is older than this field.'),
});
export type Extract = DeepReadonly<z.output<typeof extractSchema>>;

const MS_PER_SECOND = 1000;

export function extractOf(
  plan: PlannedRun,
  { environment, stepTimes: times }: Pick<Observations, 'environment' | 'stepTimes'>,
  verdict: Verdict,
): Extract {
  const cells = verdict.objectives.flatMap((objective) =>
    objective.cells.filter(isCompared).map((cell) => ({ objective, cell })),
  );
  const { runId, outcome, headline, loadValid, interrupted, aborted } = verdict;
  return {
    version: EXTRACT_VERSION,
    ...{ runId, outcome, headline, loadValid, cutShort: interrupted || aborted !== null },
    plan: withoutRun(plan),
    environment: environment ?? null,
    targets: targetsOf(plan),
    phases: timetable(plan).map(({ phase, startMs, endMs }) => ({
      phase,
      startSeconds: startMs / MS_PER_SECOND,
      seconds: (endMs - startMs) / MS_PER_SECOND,
    })),
    shares: cells.flatMap(({ objective, cell }) =>
      isTested(objective, cell) ? [shareOf(objective, cell)] : [],
    ),
    figures: cells.flatMap(({ objective, cell }) =>
      cell.sample === null ? [figureOf(objective, cell)] : [],
    ),
    judged: cells.flatMap(({ objective, cell }) =>
      cell.sample === null || isTested(objective, cell)
        ? []
        : [{ ...placeOf(objective, cell), state: cell.state }],
    ),
    causes: verdict.causes
      .toSorted((one, other) => other.count - one.count)
      .slice(0, CAUSES_MAX)
      .map(({ step, cause, count: answers }) => ({ step, cause, count: answers })),
    times: times?.map((each) => ({ ...each, responseMs: each.responseMs.map(toTenths) })) ?? null,
  };
}

const isCompared = ({ phase, step, region, required }: Cell): boolean =>
  required || (region === null && (phase === null || step === null));

/**
 * The window of a drill is a few seconds that hang together: its shares say whether it held, and not how two runs differ. And what a
 * gray release is judged by is a difference already.
 */
const isTested = ({ drill }: ObjectiveResult, { sample, gray }: Cell): boolean =>
  drill === null && sample !== null && gray === undefined;

const placeOf = ({ id: objective, drill }: ObjectiveResult, { phase, step, region, required }: Cell) => ({
  ...{ objective, drill, phase, step, region, required },
});

function shareOf(objective: ObjectiveResult, cell: Cell): ShareSeen {
  const { figure, n, sample } = cell;
  const badShare = figure === null ? 0 : isAtMost(objective) ? figure : 1 - figure;
  // Where seconds say nothing of a share, as of one of shoppers, the verdict takes its samples for independent too.
  const deff = sample?.unread === true ? null : (sample?.deff ?? 1);
  return { ...placeOf(objective, cell), bad: Math.round(badShare * n), n, deff };
}

const figureOf = (objective: ObjectiveResult, cell: Cell): FigureSeen => ({
  ...placeOf(objective, cell),
  unit: objective.unit,
  figure: cell.figure,
  state: cell.state,
});

/** What a run adds to its plan is no part of the plan. */
function withoutRun(plan: PlannedRun): Extract['plan'] {
  const { run, ...planned } = plan;
  return planned;
}

/** A sum needs no more, and a baseline is committed. */
const toTenths = (ms: number): number => Math.round(ms * 10) / 10;

/** Why a run says nothing about its target, or null. */
export function whyNoEvidence({ loadValid, cutShort, headline }: Extract): string | null {
  if (!loadValid) return headline;
  return cutShort ? `it was cut short: ${headline}` : null;
}
