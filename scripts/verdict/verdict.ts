/**
 * The verdict of one run, as plain data: what `verdict.json` holds and scripts/outputs/ prints. Declared once: the types
 * here and `docs/verdict.schema.json` are both made from it.
 */
import { z } from 'zod';
import { cellStateSchema, judgedFields } from '../evidence/cell.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { OBJECTIVE_KINDS } from '../objectives/index.ts';
import { noOtherRefusals } from '../objectives/no-other-refusals.ts';

/** Rises when a field changes its meaning or goes. New fields may appear without that. */
export const VERDICT_VERSION = 1;

/** The plan's kinds, and the one that no plan declares. */
const KINDS = [...OBJECTIVE_KINDS, noOtherRefusals.kind] as const;

const amount = z.number().gte(0);

const objectiveResult = z
  .object({
    id: z.string(),
    kind: z
      .enum(KINDS)
      .describe(
        "The plan's kinds, and `no-other-refusals`: a step that no `refused` objective names may refuse nothing.",
      ),
    source: z.string().describe('Where the target comes from.'),
    ...judgedFields,
    state: cellStateSchema.describe(
      '`fail` when a cell failed, else `not-proven` when a required cell is not proven, else the state of the first cell.',
    ),
  })
  .readonly()
  .meta({ id: 'ObjectiveResult', description: 'One objective, and how it was kept.' });
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
    'crowd-held',
    'conservation',
    'littles-law',
    'in-flight-bound',
  ])
  .describe('In order of cause: the first broken check is the headline.');
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
      .describe('The larger, the worse; at most `limit` is fine. `null` where a number says nothing.'),
    limit: z.number().nullable(),
    reason: z.string().describe('For people, one clause.'),
  })
  .readonly()
  .meta({
    id: 'ValidityCheck',
    description: 'One thing that may be wrong with the load itself, at one place.',
  });
export type ValidityCheck = z.output<typeof validityCheck>;

const phaseScale = z
  .object({
    phase: z.string(),
    seconds: amount.describe('Real seconds of it that were seen.'),
    shoppersMean: amount,
    shoppersSending: amount.describe('Sessions that sent at least one request.'),
    requestsPerSecond: amount,
    ordersPerSecond: amount.describe(
      'Orders acknowledged while the phase ran, those of a phase beside it included.',
    ),
    sendLagMsP99: amount
      .nullable()
      .describe(
        'Actual minus intended send, whatever the cause: the upper end of the bucket that holds the 99th percentile. `null`: nothing was sent, or it lies beyond the last bucket (10 s).',
      ),
  })
  .readonly()
  .meta({ id: 'PhaseScale', description: 'What one phase was shown to carry.' });
export type PhaseScale = z.output<typeof phaseScale>;

const heldTogether = z
  .object({
    phase: z.string(),
    shoppersPlanned: amount,
    shoppersMin: amount,
    seconds: amount,
    ordersPerHour: amount.describe('What was ordered meanwhile.'),
  })
  .readonly()
  .meta({
    id: 'HeldTogether',
    description: "The longest stretch of a phase's steady part in which the whole planned crowd was there.",
  });
export type HeldTogether = z.output<typeof heldTogether>;

const scale = z
  .object({
    shoppersMax: amount,
    shoppersSending: amount.describe('Sessions that sent at least one request, over all phases.'),
    bestSeconds: amount.describe(
      'How long the best stretches below are: 60, or the length of a shorter run.',
    ),
    requestsPerSecondBest: amount.describe('Highest mean over any stretch of that length.'),
    ordersPerSecondBest: amount.describe('Highest mean over any stretch of that length.'),
    heldTogether: heldTogether.nullable().describe('`null`: no held crowd was complete.'),
    phases: z.array(phaseScale).readonly(),
    generatorRssBytesMax: amount,
    allPssBytesMax: amount.describe(
      'Proportional set size of k6, shop, Prometheus and the command line together.',
    ),
    generatorCpuSeconds: amount,
    cpuShare: amount.describe('Of all cores, by everything that Carnival started. Explains, never decides.'),
  })
  .readonly()
  .meta({ id: 'Scale', description: 'What the run was shown to carry.' });
export type Scale = z.output<typeof scale>;

const outcome = z.enum(['pass', 'fail', 'inconclusive']);
export type VerdictOutcome = z.output<typeof outcome>;

export const verdictSchema = z
  .object({
    version: z.literal(VERDICT_VERSION).describe('Rises when a field changes its meaning or goes.'),
    runId: z.string(),
    plan: z.string(),
    seed: z.number(),
    scale: z.number(),
    pace: z.number(),
    speed: z.number(),
    withinMs: z.number().describe('An answer within this is in time.'),
    outcome,
    interrupted: z
      .boolean()
      .describe(
        'True: judged on what there is. Such a run can fail, and can never pass, because the plan was not carried out.',
      ),
    exitCode: z
      .literal([EXIT.pass, EXIT.inconclusive, EXIT.fail, EXIT.interrupted])
      .describe('How `carnival rehearse` and `carnival judge` end.'),
    headline: z.string().describe('One sentence: why.'),
    loadValid: z.boolean().describe('Whether the load was what the plan asked for.'),
    objectives: z.array(objectiveResult).readonly(),
    validity: z.array(validityCheck).readonly(),
    proven: scale,
    notes: z
      .array(z.string())
      .readonly()
      .describe('What else a reader should know: events of the run, leftovers of the audit.'),
  })
  .readonly();
export type Verdict = z.output<typeof verdictSchema>;

/** A sampled share that must not be exceeded: the lower its figure, the better. */
export const isAtMost = ({ unit, targetMin }: Pick<ObjectiveResult, 'unit' | 'targetMin'>): boolean =>
  unit === 'share' && targetMin === null;
