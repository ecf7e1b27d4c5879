/** A whole answer about capacity: what was measured, the curve, and how many machines a demand takes. */
import { type Answer, answerOf, type Question } from './answer.ts';
import type { Errors } from './fit.ts';
import type { Level } from './level.ts';
import { EXTRAPOLATES_TO, type Model, modelOf } from './model.ts';
import { type Cost, costOf, type Price } from './prices.ts';
import { measuredOf } from './samples.ts';
import type { Curve } from './usl.ts';

/** What the levels' throughput had to keep to be counted. */
export interface Objective {
  readonly share: number;
  readonly withinMs: number;
}

/** One more run, made for the answer: the load that it claims, for longer than a level is held. */
export interface Confirmation {
  readonly replicas: number;
  /** Requests a second that were to be sent, and good answers that came. */
  readonly offered: number;
  readonly throughput: number;
  readonly isConfirmed: boolean;
  /** Why not, in words; empty if it was. */
  readonly why: string;
}

/** What is known before anything is fitted. */
export interface CapacitySource {
  /** Where the levels come from, for people. */
  readonly name: string;
  readonly levels: readonly Level[];
  /** Null: whoever measured did not say. */
  readonly objective: Objective | null;
  readonly errors: Errors;
  readonly seed: number;
  /** The curve that whoever built the target has put into it. Left out: nobody knows it. */
  readonly truth?: Curve | null;
  /** Left out, or null: there was none. */
  readonly confirmation?: Confirmation | null;
}

export interface Capacity {
  readonly source: CapacitySource;
  readonly model: Model;
  /** Null: nothing was asked. */
  readonly question: Question | null;
  readonly answer: Answer | null;
  /** Null without a price, or without a number of machines. */
  readonly cost: Cost | null;
}

/** Of a question that says nothing else. */
export const HEADROOM = {
  /** Queues grow without end near full use, and demand comes in bursts. */
  utilisation: 0.7,
  zones: 1,
  lostZones: 0,
  extrapolate: EXTRAPOLATES_TO,
} as const;

/**
 * How measurements scatter, unless somebody says so. Of machines: relative, because predictions then hold whichever is true
 * (docs/capacity.md). Of load: constant, as in the published fits.
 */
export const usualErrors = (levels: readonly Level[]): Errors =>
  measuredOf(levels).axis === 'replicas' ? 'relative' : 'constant';

/** @throws CarnivalError (90) with fewer than six levels that say something */
export function capacityOf(
  source: CapacitySource,
  question: Question | null,
  price: Price | null = null,
): Capacity {
  const model = modelOf(source.levels, source);
  const answer = question === null ? null : answerOf(model, question);
  const isCounted = answer?.kind === 'enough' && model.axis === 'replicas';
  return {
    ...{ source, model, question, answer },
    cost: isCounted && price !== null ? costOf(answer, price) : null,
  };
}
