/** Instant and range queries to Prometheus over HTTP. Typed. Anything less than a full answer is an error. */
import { z } from 'zod';
import type { Labels } from '../../../scenarios/crowd/counters.ts';
import { requestPinned } from '../../admission/pinned-request.ts';
import { LOOPBACK } from '../../machine/processes/ports.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { authorization, type PrometheusAccess } from './access.ts';

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}
export interface Series {
  readonly labels: Labels;
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}
export interface Span {
  readonly fromMs: number;
  /** Included, when it is a whole number of steps from the start. */
  readonly untilMs: number;
  readonly stepMs: number;
  /** How old a value may be. Left out: five minutes, Prometheus' own. A series that has ended is never shown again. */
  readonly lookbackMs?: number;
}
/** Both reject with a `PrometheusError` and nothing else. Times are epoch milliseconds. */
export interface Prometheus {
  instant(query: string, atMs: number): Promise<readonly Sample[]>;
  range(query: string, span: Span): Promise<readonly Series[]>;
}

/**
 * `unreachable`: no answer. `refused`: an error answer. `incomplete`: an answer with warnings. `unexpected`: an answer that
 * is not what was asked for.
 */
export type PrometheusFailure = 'unreachable' | 'refused' | 'incomplete' | 'unexpected';

export class PrometheusError extends Error {
  override readonly name = 'PrometheusError';
  readonly code = 'CARNIVAL_PROMETHEUS';
  readonly failure: PrometheusFailure;

  constructor(failure: PrometheusFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

const QUERY_LIMIT_MS = 60_000;
/** A hundred series of 10,000 points are 25 MB. */
const ANSWER_BYTES_MAX = 256 * 1024 * 1024;
/** Prometheus answers at most 11,000 points a series ("exceeded maximum resolution", web/api/v1). */
const POINTS_MAX = 10_000;
const MS_PER_SECOND = 1000;

/** Epoch seconds, and the value as Prometheus writes it. */
export const point = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
export const vector = z.array(z.object({ metric: labels, value: point }));
export const matrix = z.array(z.object({ metric: labels, values: z.array(point) }));
export const errorAnswer = z.object({
  status: z.literal('error'),
  errorType: z.string(),
  error: z.string(),
});
const answer = <R extends z.ZodType>(resultType: string, result: R) =>
  z.discriminatedUnion('status', [
    errorAnswer,
    z.object({
      status: z.literal('success'),
      data: z.object({ resultType: z.literal(resultType), result }),
      warnings: z.array(z.string()).optional(),
    }),
  ]);
const instantAnswer = answer('vector', vector);
const rangeAnswer = answer('matrix', matrix);

/** @param access of a Prometheus on loopback */
export const connectPrometheus = (access: PrometheusAccess, limitMs = QUERY_LIMIT_MS): Prometheus => {
  const { url } = access;
  const headers = {
    authorization: authorization(access),
    'content-type': 'application/x-www-form-urlencoded',
  };
  const ask = async (path: string, form: Record<string, string>): Promise<unknown> => {
    try {
      const { status, body } = await requestPinned(new URL(url), LOOPBACK, {
        path,
        headers,
        body: new URLSearchParams(form).toString(),
        answerMsMax: limitMs,
        bodyBytesMax: ANSWER_BYTES_MAX,
      });
      // Query errors are JSON too, so the status matters only if the text is not JSON.
      return parse(body, `${url}${path} answered ${status} with “${body.slice(0, QUOTED_CHARACTERS)}”`);
    } catch (cause) {
      if (cause instanceof PrometheusError) throw cause;
      throw new PrometheusError(
        'unreachable',
        `Prometheus does not answer POST ${url}${path}: ${reasonOf(cause)}`,
        { cause },
      );
    }
  };
  return {
    instant: async (query, atMs) => {
      const form = { query, time: seconds(atMs) };
      const result = resultOf(query, instantAnswer.safeParse(await ask('/api/v1/query', form)));
      return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    range: async (query, span) => {
      const bySeries = new Map<string, Series & { points: Series['points'][number][] }>();
      const { stepMs, lookbackMs } = span;
      const lookback = lookbackMs === undefined ? {} : { lookback_delta: seconds(lookbackMs) };
      let pointsMax = POINTS_MAX;
      for (let fromMs = span.fromMs; fromMs <= span.untilMs; ) {
        const points = Math.min(pointsMax, Math.floor((span.untilMs - fromMs) / stepMs) + 1);
        const untilMs = fromMs + (points - 1) * stepMs;
        const form = { query, start: seconds(fromMs), end: seconds(untilMs), step: seconds(stepMs) };
        const asked = await ask('/api/v1/query_range', { ...form, ...lookback });
        const answered = rangeAnswer.safeParse(asked);
        if (points > 1 && isTooMuch(answered.data)) {
          pointsMax = Math.ceil(points / 2);
          continue;
        }
        fromMs = untilMs + stepMs;
        for (const { metric, values } of resultOf(query, answered)) {
          const key = JSON.stringify(metric);
          const series = bySeries.get(key) ?? { labels: metric, points: [] };
          bySeries.set(key, series);
          for (const [at, value] of values)
            series.points.push({ atMs: Math.round(at * MS_PER_SECOND), value: Number(value) });
        }
      }
      return [...bySeries.values()];
    },
  };
};

/** Of an answer that is none. */
export const QUOTED_CHARACTERS = 200;

/** Epoch seconds, as a question has them. */
export const seconds = (ms: number): string => (ms / MS_PER_SECOND).toFixed(3);

const parse = (text: string, otherwise: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PrometheusError('unexpected', `${otherwise}: is it a Prometheus?`, { cause });
  }
};

interface Answered<T> {
  readonly status: 'success';
  readonly data: { readonly result: T };
  readonly warnings?: string[] | undefined;
}
type Refused = { readonly status: 'error'; readonly errorType: string; readonly error: string };

function resultOf<T>(query: string, parsed: z.ZodSafeParseResult<Answered<T> | Refused>): T {
  if (!parsed.success)
    throw new PrometheusError(
      'unexpected',
      `Prometheus gave “${query}” an unknown answer: ${z.prettifyError(parsed.error)}`,
    );
  const { data } = parsed;
  if (data.status === 'error')
    throw new PrometheusError('refused', `Prometheus refused “${query}”: ${data.errorType}: ${data.error}`);
  if (data.warnings !== undefined && data.warnings.length > 0)
    throw new PrometheusError('incomplete', `Prometheus warns about “${query}”: ${data.warnings.join('; ')}`);
  return data.data.result;
}

/** A query over many series loads too many samples at once (`--query.max-samples`). Half the time, half the samples. */
const isTooMuch = (answered: z.output<typeof rangeAnswer> | undefined): boolean =>
  answered?.status === 'error' && answered.errorType === 'execution';
