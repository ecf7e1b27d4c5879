/**
 * The verdict of one run as plain data: the content of `verdict.json`, and what scripts/outputs/ prints. It is declared once:
 * the types here and `docs/verdict.schema.json` are both made from it.
 */
import { z } from 'zod';
import { cellStateSchema, judgedFields } from '../evidence/cell.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { OBJECTIVE_KINDS } from '../objectives/index.ts';
import { UNDECLARED } from '../objectives/undeclared.ts';
import { alertFired } from './alerts-fired.ts';
import { drillResult } from './drill-result.ts';

/** Rises when a field changes its meaning or is removed. New fields may appear at any time. */
export const VERDICT_VERSION = 2;

/** The kinds that plans declare, and those that need no declaration. */
const KINDS = [...OBJECTIVE_KINDS, ...UNDECLARED.map(({ kind }) => kind)] as const;

const amount = z.number().gte(0);

const objectiveResult = z
  .object({
    id: z.string(),
    kind: z
      .enum(KINDS)
      .describe(
        'A kind that plans declare, or one that needs no declaration: `steps-reached` (a step that the forecast visits must be reached), `no-other-refusals` (a step without a `refused` objective may refuse nothing to honest shoppers), `no-other-degraded` (where no `degraded` objective allows it, a degraded answer has failed), `no-dropped-connections` (where no `dropped-connections` objective allows it, the target may close no connection before its time), `no-other-findings` (what the books show broken fails the run, even if no objective is about it), `sent-once` (the HTTP client repeated almost no request by itself) or `answers-look-right` (at a step that is judged by its status alone, most answers that were looked at must not be errors by their body).',
      ),
    source: z.string().describe('Where the target comes from.'),
    drill: z
      .string()
      .nullable()
      .describe(
        'The drill that expects it: it is judged by the requests in the window of that drill alone. `null`: an objective of the plan, judged by the requests outside all windows.',
      ),
    ...judgedFields,
    state: cellStateSchema.describe(
      '`fail` if any cell failed; else `not-proven` if a required cell is not proven; else the state of the first cell.',
    ),
  })
  .readonly()
  .meta({ id: 'ObjectiveResult', description: 'One objective and its result.' });
export type ObjectiveResult = z.output<typeof objectiveResult>;

const checkId = z
  .enum([
    'series-complete',
    'generator-ended',
    'clock-steady',
    'vus-finished',
    'own-failures',
    'ticks-on-time',
    'sends-on-time',
    'achieved-load',
    'region-shares',
    'later-steps',
    'think-times',
    'crowd-held',
    'conservation',
    'littles-law',
    'in-flight-bound',
  ])
  .describe('Causes come before effects: the first broken check becomes the headline.');
export type CheckId = z.output<typeof checkId>;

const validityCheck = z
  .object({
    id: checkId,
    phase: z.string().nullable(),
    population: z.string().nullable(),
    state: z.enum(['ok', 'broken', 'not-checked']),
    figure: z
      .number()
      .nullable()
      .describe('Larger is worse; up to `limit` is fine. `null` where a number would say nothing.'),
    limit: z.number().nullable(),
    reason: z.string().describe('For people, one clause.'),
  })
  .readonly()
  .meta({
    id: 'ValidityCheck',
    description: 'One thing that may be wrong with the load itself, at one place.',
  });
export type ValidityCheck = z.output<typeof validityCheck>;

const connections = z
  .object({
    mean: amount.describe('Open on average, over the seconds of the phase with data.'),
    most: amount.describe('Open at most, by the second.'),
    dropped: amount.describe('Closed by the target before their time.'),
  })
  .readonly()
  .meta({ id: 'Connections', description: 'The connections that a phase held.' });

const phaseScale = z
  .object({
    phase: z.string(),
    seconds: amount.describe('Real seconds of the phase with data.'),
    shoppersMean: amount,
    shoppersSending: amount.describe('Sessions that sent at least one request.'),
    requestsPerSecond: amount,
    ordersPerSecond: amount.describe('Orders of the phase that were acknowledged.'),
    sendLagMsP99: amount
      .nullable()
      .describe(
        "How late requests left (actual minus intended send), whatever the cause: the upper end of the 99th percentile's bucket. `null`: nothing was sent, or it lies beyond the last bucket (10 s).",
      ),
    cpuShare: amount
      .nullable()
      .describe(
        'Share of all cores used by everything that Carnival started while the phase ran, including for a parallel phase. `null`: not measured. It may explain a verdict, but never decides it.',
      ),
    connections: connections
      .exactOptional()
      .describe('Only if the shop has a step that stays, and it was seen in the phase.'),
  })
  .readonly()
  .meta({ id: 'PhaseScale', description: 'The load that one phase carried.' });
export type PhaseScale = z.output<typeof phaseScale>;

const heldTogether = z
  .object({
    phase: z.string(),
    shoppersPlanned: amount,
    shoppersMin: amount,
    seconds: amount,
    ordersPerHour: amount.describe('Orders during this stretch.'),
  })
  .readonly()
  .meta({
    id: 'HeldTogether',
    description:
      'The longest stretch of a phase, after its first seconds, in which the whole planned crowd was present.',
  });
export type HeldTogether = z.output<typeof heldTogether>;

const scale = z
  .object({
    hasOrders: z
      .boolean()
      .describe('False: the shop has no step for orders. What is said of orders here is then 0.'),
    shoppersMax: amount,
    shoppersSending: amount.describe('Sessions that sent at least one request, over all phases.'),
    bestSeconds: amount.describe(
      'Length of the best stretches below: the longest of 60, 30, 10 and 5 that is at most half of the run.',
    ),
    requestsPerSecondBest: amount.describe('The highest mean over any stretch of that length.'),
    ordersPerSecondBest: amount.describe('The highest mean over any stretch of that length.'),
    heldTogether: heldTogether.nullable().describe('`null`: no held crowd was ever complete.'),
    phases: z.array(phaseScale).readonly(),
    generatorRssBytesMax: amount,
    allPssBytesMax: amount.describe(
      'Peak memory (proportional set size) of k6, shop, Prometheus and the command line together.',
    ),
    generatorCpuSeconds: amount,
    cpuShare: amount.describe(
      'Share of all cores used by everything that Carnival started. It may explain a verdict, but never decides it.',
    ),
  })
  .readonly()
  .meta({ id: 'Scale', description: 'The load that the run carried.' });
export type Scale = z.output<typeof scale>;

const stepCause = z
  .object({
    step: z.string(),
    cause: z.string().describe('A status, an error of the connection, or the reason that shop.ts gives.'),
    count: amount,
    explains: z
      .literal(true)
      .exactOptional()
      .describe(
        'It surely made answers of a failed cell fail, and failures are at least half of what was bad there.',
      ),
  })
  .readonly()
  .meta({ id: 'StepCause', description: 'Why answers of a step failed.' });
export type StepCause = z.output<typeof stepCause>;

const tracedRequest = z
  .object({
    id: z.string().describe('The trace id of the W3C header `traceparent`.'),
    step: z.string(),
    outcome: z.string(),
    responseMs: z.number().describe('From the intended send.'),
  })
  .readonly()
  .meta({ id: 'TracedRequest', description: 'A request that carried a trace id.' });

const outcome = z.enum(['pass', 'fail', 'inconclusive']);
export type VerdictOutcome = z.output<typeof outcome>;

export const verdictSchema = z
  .object({
    version: z.literal(VERDICT_VERSION).describe('Rises when a field changes its meaning or is removed.'),
    runId: z.string(),
    plan: z.string(),
    seed: z.number(),
    scale: z.number(),
    pace: z.number(),
    speed: z.number(),
    withinMs: z.number().describe('The response-time limit, from the intended send.'),
    onPurpose: z
      .array(z.string())
      .readonly()
      .describe(
        'The faults and misbehaviours that were set in the embedded shop, as the command line writes them.',
      ),
    outcome,
    interrupted: z
      .boolean()
      .describe(
        'True: judged on the data so far. Such a run can fail, but never pass, because the plan was not carried out.',
      ),
    aborted: z
      .string()
      .nullable()
      .describe(
        'Why a clause of the plan ended the load (`abort`), or `null`. Such a run can fail, but never pass. It has the exit code of its outcome.',
      ),
    exitCode: z
      .literal([EXIT.pass, EXIT.inconclusive, EXIT.fail, EXIT.interrupted])
      .describe('The exit code of `carnival rehearse` and `carnival judge`.'),
    headline: z.string().describe('The reason for the outcome, in one sentence.'),
    decidedBy: z
      .array(z.string())
      .readonly()
      .describe(
        'What the outcome rests on, by name. A fail: the cells that failed. A pass: every cell that the plan requires. Inconclusive: `interrupted`, `aborted`, the checks that the load broke, the required cells that are not proven, and `no share proven`.',
      ),
    loadValid: z.boolean().describe('Whether the load was what the plan asked for.'),
    objectives: z.array(objectiveResult).readonly(),
    drills: z.array(drillResult).readonly().describe('In the order of the plan; empty if it has none.'),
    alerts: z
      .array(alertFired)
      .readonly()
      .nullable()
      .describe(
        "The alerts of the run's own Prometheus that fired, in that order; `null`: nobody knows, because its rules were not evaluated or not read.",
      ),
    validity: z.array(validityCheck).readonly(),
    proven: scale,
    causes: z
      .array(stepCause)
      .readonly()
      .describe('Why answers failed: the most frequent causes of each step, the most frequent step first.'),
    traces: z
      .array(tracedRequest)
      .readonly()
      .describe(
        'Traced requests that failed, then the slowest, to be looked up in the tracing of the target.',
      ),
    notes: z
      .array(z.string())
      .readonly()
      .describe(
        'What else the reader should know: events of the run, and orders that the audit could not explain.',
      ),
  })
  .readonly();
export type Verdict = z.output<typeof verdictSchema>;

/** Whether it needs no declaration in a plan. */
export const isUndeclared = ({ kind }: Pick<ObjectiveResult, 'kind'>): boolean =>
  UNDECLARED.some((each) => each.kind === kind);

/** True for a share with a maximum, where lower is better. */
export const isAtMost = ({ unit, targetMin }: Pick<ObjectiveResult, 'unit' | 'targetMin'>): boolean =>
  unit === 'share' && targetMin === null;
