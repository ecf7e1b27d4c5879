/** `capacity.json`: what was measured, and what follows from it. Declared once: types, readers and docs/capacity.schema.json come from it. */
import { z } from 'zod';
import { type DeepReadonly, text } from '../mistakes/fields.ts';
import type { Answer } from './answer.ts';
import type { Interval } from './bootstrap.ts';
import type { Capacity } from './capacity.ts';
import { ERRORS } from './fit.ts';
import { AXES, levelSchema } from './level.ts';
import { predictionAt } from './model.ts';
import { CURVES, throughputAt, topOf } from './usl.ts';

/** Rises when a field changes its meaning or is removed. New fields may appear at any time. */
export const CAPACITY_VERSION = 1;

const orNone = z.number().nullable();
const interval = z.object({ lower: orNone, upper: orNone }).describe('95 %. `null`: without end.');

const sourceShape = {
  version: z.literal(CAPACITY_VERSION),
  objective: z
    .object({ share: z.number(), withinMs: z.number() })
    .nullable()
    .default(null)
    .describe('What throughput had to keep to be counted; `null`: not known.'),
  errors: z
    .enum(ERRORS)
    .exactOptional()
    .describe(
      'How measurements scatter: by as much everywhere, or by the same share of each. Left out: relative for machines, constant for load.',
    ),
  seed: z.int().nonnegative().default(1).describe('Of the draws: the same seed gives the same intervals.'),
  tiers: z
    .array(z.object({ tier: text, ceiling: z.number().positive() }))
    .default([])
    .describe('What replicas do not scale, with the most requests a second that it carries.'),
  levels: z.array(levelSchema).min(1),
  truth: z
    .object({ lambda: z.number().positive(), sigma: z.number().gte(0), kappa: z.number().gte(0) })
    .nullable()
    .default(null)
    .describe('The curve that was built into the target, where one was; `null`: nobody knows it.'),
  confirmation: z
    .object({
      replicas: z.int().positive(),
      offered: z.number().positive(),
      throughput: z.number().gte(0),
      isConfirmed: z.boolean(),
      why: z.string(),
    })
    .nullable()
    .default(null)
    .describe('One more run at the load that the answer claims; `null`: there was none.'),
};

const count = z.int().positive();
const headroom = {
  utilisation: z.number().positive().lte(1),
  zones: count,
  lostZones: z.int().nonnegative(),
  extrapolate: z.number().gte(1),
};

const rate = z.number().positive();

/** What is read of a file: levels, and what was asked for last. What follows from them is made again. */
export const givenCapacitySchema = z.object({
  ...sourceShape,
  question: z
    .object({ ...headroom, demand: z.object({ low: rate, likely: rate, high: rate }).exactOptional() })
    .nullable()
    .default(null),
});
export type GivenCapacity = DeepReadonly<z.output<typeof givenCapacitySchema>>;

const fitted = z.object({
  name: z.enum(CURVES),
  lambda: z.number(),
  sigma: z.number(),
  kappa: z.number(),
  top: orNone.describe('Where it is highest; `null`: it never turns.'),
  aicc: orNone.describe('Only differences mean anything; `null`: too few points.'),
  isRuledOut: z
    .boolean()
    .describe('The full law is so much closer that chance does not explain it (F test, 5 %).'),
});

export const capacityFileSchema = z.object({
  ...sourceShape,
  axis: z.enum(AXES).describe('What n counts.'),
  dropped: z.array(z.object({ n: orNone, why: text })).describe('Levels that say nothing of a capacity.'),
  points: z.array(
    z.object({
      n: z.number(),
      throughput: z.number(),
      repetitions: z.int(),
      interval: interval
        .nullable()
        .describe('Of the mean; `null`: one repetition, and its seconds are not known.'),
    }),
  ),
  curves: z.array(fitted),
  chosen: z.enum(CURVES).nullable().describe('By AICc; `null`: fewer than eight points cannot tell.'),
  intervals: z.object({ lambda: interval, sigma: interval, kappa: interval, top: interval }),
  predictions: z
    .array(z.object({ n: z.number(), throughput: z.number(), lower: z.number(), upper: z.number() }))
    .describe('What one more measurement would show, with its 95 % interval.'),
  diagnostics: z.object({
    atBounds: z.array(z.enum(['sigma', 'kappa'])),
    lackOfFitChance: orNone.describe(
      'Of means so far from the curve, if only repetitions scatter; `null`: there are none.',
    ),
    influential: z.array(z.object({ n: z.number(), without: z.number() })),
    otherErrorsFit: z.boolean(),
  }),
  question: z
    .object({
      demand: z.object({ low: z.number(), likely: z.number(), high: z.number() }),
      ...headroom,
    })
    .nullable(),
  answer: z
    .object({
      kind: z.enum(['enough', 'beyond-top', 'beyond-tier', 'too-far']),
      needed: z.number().describe('Demand ÷ utilisation.'),
      tier: text.nullable().describe('That binds first.'),
      n: orNone,
      interval: interval.nullable(),
      withZonesLost: orNone,
      usedShare: orNone.describe('The likely demand, as a share of what n carry.'),
      extrapolated: orNone.describe('n, as a multiple of the largest n measured.'),
      most: orNone.describe('What the curve reaches; only where the demand lies beyond it.'),
      contentionShare: orNone.describe('Of what is lost at the top: contention. The rest is crosstalk.'),
    })
    .nullable(),
  cost: z
    .object({
      machine: text,
      currency: text,
      answer: z.number(),
      headroom: orNone,
      lower: z.number(),
      upper: orNone,
      withZonesLost: orNone,
    })
    .nullable()
    .describe('An hour.'),
});
export type CapacityFile = z.output<typeof capacityFileSchema>;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const ends = ({ lower, upper }: Interval): CapacityFile['intervals']['top'] => ({
  lower: finite(lower),
  upper: finite(upper),
});

/** @param at where predictions are written */
export function capacityFileOf(capacity: Capacity, at: readonly number[]): CapacityFile {
  const { source, model, question, answer, cost } = capacity;
  const { groups, candidates, intervals } = model;
  return {
    ...{ version: CAPACITY_VERSION, objective: source.objective, errors: source.errors, seed: source.seed },
    tiers: (question?.tiers ?? []).map(({ tier, ceiling }) => ({ tier, ceiling })),
    ...{ truth: source.truth ?? null, confirmation: source.confirmation ?? null },
    levels: source.levels.map((level) => ({
      ...level,
      seconds: level.seconds === null ? null : [...level.seconds],
    })),
    axis: model.axis,
    dropped: model.dropped.map(({ level, why }) => ({
      n: model.axis === 'replicas' ? level.replicas : level.load,
      why,
    })),
    points: groups.map(({ n, throughput, repetitions, halfWidth }) => ({
      ...{ n, throughput, repetitions },
      interval: halfWidth === null ? null : { lower: throughput - halfWidth, upper: throughput + halfWidth },
    })),
    curves: candidates.map(({ name, lambda, sigma, kappa, aicc, isRuledOut }) => ({
      ...{ name, lambda, sigma, kappa, aicc, isRuledOut },
      top: finite(topOf({ lambda, sigma, kappa })),
    })),
    chosen: model.chosen?.name ?? null,
    intervals: {
      ...{ lambda: ends(intervals.lambda), sigma: ends(intervals.sigma), kappa: ends(intervals.kappa) },
      top: ends(intervals.top),
    },
    predictions: at.map((n) => ({ n, throughput: throughputAt(model.curve, n), ...predictionAt(model, n) })),
    diagnostics: {
      atBounds: [...model.atBounds],
      lackOfFitChance: model.lackOfFit?.chance ?? null,
      influential: model.influential.levels.map(({ n, without }) => ({ n, without })),
      otherErrorsFit: model.otherErrorsFit,
    },
    question:
      question === null
        ? null
        : {
            ...{ demand: { ...question.demand }, utilisation: question.utilisation, zones: question.zones },
            ...{ lostZones: question.lostZones, extrapolate: question.extrapolate },
          },
    answer: answer === null ? null : answerIn(answer),
    cost,
  };
}

function answerIn(answer: Answer): CapacityFile['answer'] {
  const { kind, needed, tier } = answer;
  const enough = kind === 'enough' ? answer : null;
  const top = kind === 'beyond-top' ? answer : null;
  return {
    ...{ kind, needed, tier: tier?.tier ?? null },
    n: kind === 'enough' || kind === 'too-far' ? finite(answer.n) : null,
    interval: enough === null ? null : ends(enough.interval),
    withZonesLost: enough?.withZonesLost == null ? null : finite(enough.withZonesLost),
    usedShare: enough?.usedShare ?? null,
    extrapolated: enough?.extrapolated ?? null,
    most: top === null ? null : finite(top.most),
    contentionShare: top?.contentionShare ?? null,
  };
}
