/** Two runs side by side, as plain data: what `carnival compare --json` prints. Declared once: types and readers come from it. */
import { z } from 'zod';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { extractSchema } from './extract.ts';

/** Rises when a field changes its meaning or is removed. New fields may appear at any time. */
export const COMPARISON_VERSION = 1;

const bound = z.number().nullable().describe('`null`: too little to say.');

const seen = z.object({
  figure: z
    .number()
    .nullable()
    .describe('The share of bad answers, or the mean response time in milliseconds.'),
  n: z.number().describe('Answers behind it.'),
});

const difference = z.object({
  of: z.enum(['share', 'time']),
  name: z.string().describe('The objective and its place, or the step.'),
  objective: z.string().nullable(),
  drill: z.string().nullable(),
  phase: z.string().nullable(),
  step: z.string().nullable(),
  region: z.string().nullable(),
  required: z.boolean(),
  base: seen,
  head: seen,
  deff: z
    .number()
    .nullable()
    .describe(
      'Design effect that both shares were counted with; `null` for times, and where nobody knows it.',
    ),
  blocks: z.number().nullable().describe('Blocks of seconds that were compared; `null` for shares.'),
  difference: z.number().describe('Head minus base. Above 0: head is worse.'),
  lower: bound.describe('One-sided 95 % bound of the true difference.'),
  upper: bound.describe('The upper bound, like `lower`.'),
  wouldShow: bound.describe(
    'A true difference of this much would have been shown in nine of ten such pairs.',
  ),
  finding: z
    .enum(['worse', 'better', 'none-shown', 'no-evidence'])
    .describe('`none-shown`: no difference that could be shown. `no-evidence`: the two may not be compared.'),
});
export type ComparedDifference = DeepReadonly<z.output<typeof difference>>;

const { runId, outcome, headline, environment } = extractSchema.shape;
const side = z.object({
  ...{ runId, outcome, headline, environment },
  plan: z.string(),
  seed: z.number().nullable(),
  whyNoEvidence: z
    .string()
    .nullable()
    .describe('Why this run says nothing about its target; `null`: it does.'),
});
export type ComparedSide = DeepReadonly<z.output<typeof side>>;

const change = z.object({
  path: z.string(),
  base: z.unknown().optional(),
  head: z.unknown().optional(),
});

export const comparisonSchema = z.object({
  version: z.literal(COMPARISON_VERSION),
  base: side,
  head: side,
  planChanges: z.array(change),
  targetChanges: z.array(change).describe('What was loaded, by the names of regions and hosts.'),
  environmentChanges: z.array(change),
  sameMachine: z.boolean().nullable().describe('`null`: a run is too old to say.'),
  family: z
    .object({
      chance: z.number().describe('Of even one difference being shown that is none, over the whole family.'),
      tests: z.number(),
      level: z.number().describe('At which those that are not shown were tested last, each side.'),
    })
    .describe('All differences are one family of tests (Holm 1979).'),
  differences: z.array(difference),
  figures: z
    .array(
      z.object({
        name: z.string(),
        unit: z.enum(['share', 'count', 'seconds', 'number']),
        base: z.number().nullable(),
        head: z.number().nullable(),
        finding: z
          .enum(['worse', 'better', 'fails-in-both', 'differs'])
          .describe('`worse`: it fails in head and not in base; `better`: the other way round.'),
      }),
    )
    .describe('Full counts that differ, those that decide first. Chance does not decide them.'),
  causes: z
    .array(
      z.object({
        step: z.string(),
        cause: z.string(),
        base: z.number().nullable().describe('`null`: the run is too old to say.'),
        head: z.number(),
      }),
    )
    .describe('Why more answers failed in head than in base, the most frequent first.'),
  onlyInBase: z.array(z.string()),
  onlyInHead: z.array(z.string()),
  notes: z.array(z.string()).describe('What a reader must know before believing it.'),
});
export type Comparison = DeepReadonly<z.output<typeof comparisonSchema>>;
export type ComparedFigure = Comparison['figures'][number];
