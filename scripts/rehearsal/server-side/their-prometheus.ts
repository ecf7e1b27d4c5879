/**
 * The user's own Prometheus. It may be anywhere and belong to others, so it is only read: one question at a time, five a second at
 * most, each within its deadline and size, at the address that its name had in the beginning, without following a redirect.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isRedirection } from '../../../scenarios/shop/http-status.ts';
import { canonicalHost, forbidden } from '../../admission/addresses.ts';
import { addressesOf, type Resolve } from '../../admission/admission.ts';
import { type Answer, requestFirst } from '../../admission/pinned-request.ts';
import { quote } from '../../mistakes/plan-error.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { parsedJson } from '../parsed-json.ts';
import {
  errorAnswer,
  matrix,
  PrometheusError,
  point,
  QUOTED_CHARACTERS,
  seconds,
  vector,
} from '../prometheus/query.ts';

/** Epoch milliseconds. `now` is its own clock's. */
export type When =
  | 'now'
  | { readonly atMs: number }
  | { readonly fromMs: number; readonly untilMs: number; readonly stepMs: number };

/** Values as Prometheus writes them. */
export interface TheirSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly atMs: number; readonly value: string }[];
}

export interface Asked {
  readonly query: string;
  readonly when: When;
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}
export interface TheirPrometheus {
  /** Rejects with a `PrometheusError` and nothing else. */
  ask(asked: Asked): Promise<readonly TheirSeries[]>;
}

/** A series of a thousand samples is 30 kB. */
const ANSWER_BYTES_MAX = 4 * 1024 * 1024;
const PAUSE_MS = 200;
const MS_PER_SECOND = 1000;

/** @throws PrometheusError when its name leads nowhere, or to where nothing is ever sent */
export async function connectTheirs(
  url: string,
  headers: Readonly<Record<string, string>>,
  resolve: Resolve,
  pauseMs = PAUSE_MS,
): Promise<TheirPrometheus> {
  const base = new URL(url);
  const addresses = await checkedAddresses(base, resolve);
  let before: Promise<unknown> = Promise.resolve();
  const send = async (
    path: string,
    form: Readonly<Record<string, string>>,
    asked: Asked,
  ): Promise<Answer> => {
    const { answer } = await requestFirst(base, addresses, {
      path: `${base.pathname.replace(/\/$/, '')}${path}`,
      headers: {
        ...headers,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(form).toString(),
      answerMsMax: asked.limitMs,
      bodyBytesMax: ANSWER_BYTES_MAX,
      signal: asked.signal,
    }).catch((cause: unknown) => {
      throw new PrometheusError('unreachable', `Prometheus does not answer: ${reasonOf(cause)}`);
    });
    return answer;
  };
  return {
    ask: (asked) => {
      const answer = before.then(() => {
        const [path, form] = questionOf(asked);
        return send(path, form, asked).then((answered) => seriesIn(answered, asked));
      });
      before = answer.then(
        () => sleep(pauseMs),
        () => sleep(pauseMs),
      );
      return answer;
    },
  };
}

async function checkedAddresses({ hostname }: URL, resolve: Resolve): Promise<readonly string[]> {
  const host = canonicalHost(hostname) ?? hostname;
  const unreachable = (problem: string): PrometheusError => new PrometheusError('unreachable', problem);
  const addresses = await addressesOf(host, resolve);
  if ('problem' in addresses) throw unreachable(addresses.problem);
  if (addresses.length === 0) throw unreachable('resolves to no address');
  const never = forbidden(addresses);
  if (never !== null) throw unreachable(never.problem);
  return addresses;
}

function questionOf({ query, when }: Asked): [path: string, form: Readonly<Record<string, string>>] {
  if (when === 'now') return ['/api/v1/query', { query }];
  if ('atMs' in when) return ['/api/v1/query', { query, time: seconds(when.atMs) }];
  const { fromMs, untilMs, stepMs } = when;
  const range = { start: seconds(fromMs), end: seconds(untilMs), step: seconds(stepMs) };
  return ['/api/v1/query_range', { query, ...range }];
}

const answerSchema = z.discriminatedUnion('status', [
  errorAnswer,
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({ resultType: z.literal('vector'), result: vector }),
      z.object({ resultType: z.literal('matrix'), result: matrix }),
      z.object({ resultType: z.literal('scalar'), result: point }),
      z.object({ resultType: z.literal('string'), result: z.unknown() }),
    ]),
    warnings: z.array(z.string()).optional(),
  }),
]);

function seriesIn({ status, location, body }: Answer, { query, when }: Asked): readonly TheirSeries[] {
  if (isRedirection(status))
    throw new PrometheusError(
      'unexpected',
      `Prometheus redirects to ${location === null ? 'nowhere' : quote(location)} (${status}); redirects are not followed`,
    );
  if (status === 401 || status === 403)
    throw new PrometheusError('refused', `Prometheus refuses these credentials (${status})`);
  const parsed = answerSchema.safeParse(parsedJson(body));
  if (!parsed.success)
    throw new PrometheusError(
      status >= 500 ? 'unreachable' : 'unexpected',
      `it answered ${status} with “${body.slice(0, QUOTED_CHARACTERS)}”: is it a Prometheus?`,
    );
  if (parsed.data.status === 'error') {
    const { errorType, error } = parsed.data;
    throw new PrometheusError('refused', `Prometheus refused “${query}”: ${errorType}: ${error}`);
  }
  const { data, warnings = [] } = parsed.data;
  // Thanos and the like answer with what they have, and warn that it is not all.
  if (warnings.length > 0)
    throw new PrometheusError('incomplete', `Prometheus warns about “${query}”: ${warnings.join('; ')}`);
  const pointOf = ([at, value]: z.output<typeof point>) => ({ atMs: Math.round(at * MS_PER_SECOND), value });
  switch (data.resultType) {
    case 'scalar':
      return [{ labels: {}, points: [pointOf(data.result)] }];
    case 'vector':
      return data.result.map(({ metric: labels, value }) => ({ labels, points: [pointOf(value)] }));
    case 'matrix':
      if (when === 'now' || 'atMs' in when)
        throw new PrometheusError('unexpected', `“${query}” is a range of samples, and no number`);
      return data.result.map(({ metric: labels, values }) => ({ labels, points: values.map(pointOf) }));
    case 'string':
      throw new PrometheusError('unexpected', `“${query}” is a text, and no number`);
  }
}

const SERIES_NAMED_MAX = 3;

/** Why the answer is not one series, or null. No series at all is no mistake of the query's. */
export function severalSeries(series: readonly TheirSeries[]): string | null {
  if (series.length <= 1) return null;
  const named = series.slice(0, SERIES_NAMED_MAX).map(({ labels }) => {
    const { __name__: name = '', ...others } = labels;
    const pairs = Object.entries(others).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    return `${name}{${pairs.join(', ')}}`;
  });
  const more = series.length > named.length ? ', …' : '';
  return `gives ${series.length} series, and one is needed: ${named.join(', ')}${more}`;
}
