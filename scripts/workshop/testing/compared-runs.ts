/** Runs to compare, drawn: shares of bad answers, and response times whose seconds hang together. */
import { normalQuantile } from '../../../scenarios/crowd/normal.ts';
import { EXTRACT_VERSION, type Extract, type ShareSeen } from '../../compare/extract.ts';
import type { Draws } from './seeded-draws.ts';

export const ENVIRONMENT = {
  ...{ processor: 'one of many', cores: 2, memoryBytes: 8e9, system: 'linux x64' },
  ...{ carnival: '0.1.0', node: '20.20.0', k6: '2.2.0', prometheus: '3.15.0' },
};

export interface StepDrawn {
  readonly step: string;
  readonly answersPerSecond: number;
  readonly meanMs: number;
  /** Of one answer: standard deviation ÷ mean. */
  readonly spread: number;
}

export interface TimesDrawn {
  readonly seconds: number;
  readonly steps: readonly StepDrawn[];
  /** Each second has a factor of its own on all steps: a log-normal AR(1) series with a mean of 1. */
  readonly correlation: number;
  readonly sigma: number;
}

export const CALM_TIMES: TimesDrawn = {
  seconds: 120,
  steps: [
    { step: 'home.view', answersPerSecond: 200, meanMs: 8, spread: 0.8 },
    { step: 'search.query', answersPerSecond: 80, meanMs: 20, spread: 0.8 },
    { step: 'order.create', answersPerSecond: 20, meanMs: 35, spread: 0.8 },
  ],
  correlation: 0,
  sigma: 0.1,
};

export function runWith(changes: Partial<Extract> = {}): Extract {
  return {
    version: EXTRACT_VERSION,
    ...{ runId: 'run-1', outcome: 'pass', headline: 'nothing failed', loadValid: true, cutShort: false },
    plan: { name: 'trial', seed: 618, scale: 1, phases: [{ name: 'burst', calendarMinutes: 2 }] },
    environment: ENVIRONMENT,
    phases: [{ phase: 'burst', startSeconds: 1, seconds: 120 }],
    shares: [],
    figures: [],
    judged: [],
    causes: [],
    targets: [
      { name: 'all', kind: 'region', address: 'https://staging.test', environment: 'staging', by: 'GET /' },
    ],
    times: null,
    ...changes,
  };
}

export const shareOf = (changes: Partial<ShareSeen> = {}): ShareSeen => ({
  ...{ objective: 'response-time', drill: null, phase: null, step: null, region: null, required: true },
  ...{ bad: 10, n: 10_000, deff: 1 },
  ...changes,
});

export function timesDrawn(
  { seconds, steps, correlation, sigma }: TimesDrawn,
  draws: Draws,
): Extract['times'] {
  const normal = (): number => normalQuantile(Math.max(draws.uniform(), Number.EPSILON));
  let state = normal();
  const factors = Array.from({ length: seconds }, () => {
    const factor = Math.exp(sigma * state - sigma ** 2 / 2);
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * normal();
    return factor;
  });
  return steps.map(({ step, answersPerSecond, meanMs, spread }) => {
    const answers = factors.map(() => draws.poisson(answersPerSecond));
    return {
      ...{ phase: 'burst', step, sliceSeconds: 1, answers },
      atSeconds: factors.map((_, second) => second + 1),
      responseMs: answers.map((n, second) =>
        Math.max(0, n * meanMs * factors[second]! + meanMs * spread * Math.sqrt(n) * normal()),
      ),
    };
  });
}

/** The same times with so many milliseconds more on one step. */
export const slowed = (times: Extract['times'], step: string, moreMs: number): Extract['times'] =>
  times?.map((each) =>
    each.step === step
      ? { ...each, responseMs: each.responseMs.map((ms, row) => ms + moreMs * each.answers[row]!) }
      : each,
  ) ?? null;
