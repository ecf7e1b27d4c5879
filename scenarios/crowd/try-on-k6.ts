/** `carnival try` inside k6: one VU sends one request after the other, with the crowd's own pieces. */
import http, { type Response } from 'k6/http';
import type { Options } from 'k6/options';
import type { PlannedRun } from '../campaigns/plan.ts';
import type { Answer } from '../shop/answer.ts';
import { fixedHeaders } from '../shop/secrets.ts';
import type { ShopOf, Step } from '../shop/shop.ts';
import { connectionUrlOf, leadsElsewhere, originOf, urlOf } from '../shop/url-of.ts';
import { accountsOnK6 } from './accounts-on-k6.ts';
import { admittedOnK6, clientCertificateOnK6 } from './admission-on-k6.ts';
import { answerOf } from './answer-on-k6.ts';
import { dialOnK6 } from './connect-on-k6.ts';
import { isOwnError, isOwnRejection } from './own-failure.ts';
import { paramsOnK6 } from './params-on-k6.ts';
import { SECRETS_ON_K6 } from './secrets-on-k6.ts';
import { holdOnce } from './try-connection.ts';
import { TRY } from './try-events.ts';
import { masksOf } from './try-masks.ts';
import { notSent, type Reply, TRY_MS_MAX, type TryPorts, tryAll } from './try-session.ts';
import type { RowVisit } from './visit.ts';

/** Time for k6 to start, beside the try itself and its last request. */
const PATIENCE_MS = 5000;

export interface TryStage {
  readonly options: Options;
  readonly perform: () => Promise<void>;
}

/** Call once, in the init context of an entry script. The plan is the one that `carnival try` makes: with one phase and one region. */
export function stage(planned: PlannedRun, shopOf: ShopOf): TryStage {
  const { run } = planned;
  const shop = shopOf(planned);
  const admitted = admittedOnK6(planned);
  const accounts = accountsOnK6(run?.files?.accounts);
  const runTag = run?.id ?? `try-${Date.now()}`;
  const target = admitted.targets[planned.regions[0]!.name]!;
  const hosts = run?.namedHosts ?? {};
  const timeoutMs = planned.generator.requestTimeoutMs;
  const options = {
    scenarios: {
      try: {
        executor: 'per-vu-iterations',
        vus: 1,
        iterations: 1,
        maxDuration: `${TRY_MS_MAX + timeoutMs + PATIENCE_MS}ms`,
        gracefulStop: '0s',
      },
    },
    hosts: admitted.hosts,
    ...clientCertificateOnK6(run),
    discardResponseBodies: true,
    maxRedirects: 0,
  } as Options;
  const admittedOrigins = [target, ...Object.values(hosts)].map(originOf);
  const { withHeaders, jarOf } = paramsOnK6({
    ...{ shop, runTag, timeoutMs },
    fixedHeaders: fixedHeaders(shop, SECRETS_ON_K6),
  });

  const baseOf = ({ host }: Step): string => (host === null ? target : hosts[host]!);
  const dial = dialOnK6(timeoutMs, (error) => console.error(String(error)));
  const hold = async (step: Step, staySeconds: number, visit: RowVisit): Promise<Reply> => {
    const { path, headers } = step.request(visit);
    const url = connectionUrlOf(path, baseOf(step), admittedOrigins);
    const params = withHeaders(headers ?? {}, false, visit);
    const sent = { url: url ?? path, headers: params.headers as Record<string, string>, body: '' };
    if (url === null) return notSent(step, leadsElsewhere(path), sent);
    const connect = { headers: params.headers!, jar: jarOf(visit) };
    const { status, error, isOwnError } = await holdOnce(staySeconds, timeoutMs, {
      dial: (wire) => dial(shop.steps.indexOf(step), url, connect, wire),
      nowMs: Date.now,
      after: (ms, act) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    });
    const { exchange, ...reply } = notSent(step, error, sent);
    return {
      ...reply,
      exchange: { ...exchange, status },
      answer: error === '' ? bareAnswer(status) : null,
      isOwnError,
    };
  };

  const ask: TryPorts['ask'] = async (step, visit) => {
    if (step.staySeconds !== null) return hold(step, step.staySeconds, visit);
    const { method, path, body, headers } = step.request(visit);
    const url = urlOf(path, baseOf(step), admittedOrigins);
    const params = withHeaders(headers ?? {}, true, visit);
    params.jar = jarOf(visit);
    const sent = { url: url ?? path, headers: params.headers as Record<string, string>, body: body ?? '' };
    if (url === null) return { ...notSent(step, leadsElsewhere(path), sent), isOwnError: false };
    try {
      return replyOf(await http.asyncRequest(method, url, body, params), { method, ...sent });
    } catch (thrown) {
      const reason = String(thrown);
      return { ...notSent(step, reason, sent), isOwnError: isOwnRejection(reason) };
    }
  };

  return {
    options,
    perform: () =>
      tryAll(
        {
          plan: planned,
          phase: planned.phases[0]!,
          shop,
          runTag,
          ...(accounts === null ? {} : { accounts }),
        },
        {
          ask,
          tell: (event) => console.log(JSON.stringify({ carnival: TRY, ...event })),
          nowMs: Date.now,
          masks: (visit) => masksOf(shop, SECRETS_ON_K6, visit),
        },
      ),
  };
}

/** Of a handshake, k6 tells nothing but that it was done. */
const bareAnswer = (status: number): Answer => ({
  status,
  body: '',
  json: () => undefined,
  header: () => '',
  cookie: () => '',
});

type Sent = Pick<Reply['exchange'], 'method' | 'url' | 'headers' | 'body'>;

function replyOf(response: Response, sent: Sent): Reply {
  const { status } = response;
  const answer = answerOf(response);
  const answerBody = answer.body;
  return {
    exchange: {
      ...sent,
      // With the cookies of the jar, and all that k6 adds by itself.
      headers: response.request.headers === null ? sent.headers : joined(response.request.headers),
      status,
      protocol: response.proto,
      answerHeaders: response.headers,
      answerBody,
      answerCharacters: answerBody.length,
    },
    answer: status === 0 ? null : answer,
    error: response.error,
    isOwnError: status === 0 && isOwnError(response.error_code, response.error),
  };
}

const joined = (headers: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join('; ')]));
