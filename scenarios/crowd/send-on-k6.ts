/**
 * Sends the crowd's requests with k6, and hands each response back.
 *
 * Nothing is made for a request that can be made once: reads share their parameters, and each slot of the requests in flight has
 * its functions from its first use on. In k6's interpreter, making a function costs more than calling it.
 */
import http, { type Params, type Response } from 'k6/http';
import { errorWords } from '../shop/error-words.ts';
import { isSuccess } from '../shop/http-status.ts';
import { plainReading, type Reading, readAnswer, redirectedTo } from '../shop/read-answer.ts';
import type { Masked } from '../shop/secrets.ts';
import { readsAnswer, type Shop, type Step } from '../shop/shop.ts';
import { connectionUrlOf, leadsElsewhere, originOf, urlOf } from '../shop/url-of.ts';
import { answerOf } from './answer-on-k6.ts';
import type { Connect } from './connect-on-k6.ts';
import { Looks } from './looks.ts';
import { isBadUrl, isOwnError, isOwnRejection } from './own-failure.ts';
import { paramsOnK6 } from './params-on-k6.ts';
import type { AnswerMark, CrowdPorts } from './ports.ts';
import type { RemarkBook } from './remarks.ts';
import { Tracer } from './tracer.ts';

const { asyncRequest } = http;

/** So many failed answers of a step are read for their words. */
const ERRORS_READ_MAX = 20;
const ERROR_STATUS_MIN = 400;
export interface SenderOptions {
  /** Base URL of each region, in the plan's order. */
  readonly targets: readonly string[];
  /** Base URL of each host that the shop names, by name. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Names the run to the target. */
  readonly runTag: string;
  readonly shop: Shop;
  /** Headers of every request that are the same for all, secrets among them. */
  readonly fixedHeaders: Readonly<Record<string, string>>;
  /** Hides the values of secrets in what k6 says. */
  readonly masked: Masked;
  /** The share of requests that carry a trace id. */
  readonly traceShare: number;
  readonly remarks: RemarkBook;
  /** Opens a connection; null: no step of the shop has one. */
  readonly connect: Connect | null;
  /** Told of each response before it is handled. Null: nobody wants to know. */
  readonly saw: ((slot: number, response: Response) => void) | null;
  readonly answered: (slot: number, status: number, mark?: AnswerMark, reading?: Reading) => void;
  /** Receives what went wrong in our own code while it handled a response. */
  readonly onError: (error: unknown) => void;
}

export interface Sender {
  readonly send: CrowdPorts['send'];
  /** Undefined: no request is traced. */
  readonly ended: CrowdPorts['ended'];
}

export function senderOnK6(options: SenderOptions): Sender {
  const { targets, shop, masked, remarks, answered, onError, connect, saw } = options;
  const { degradedHeader, steps } = shop;
  const requestOf = steps.map((step) => step.request);
  const isRead = steps.map((step) => readsAnswer(step) || Array.isArray(shop.cookies));
  /** By step: the base URL of each region. */
  const basesOf = steps.map(({ host }) =>
    host === null ? targets : targets.map(() => options.hosts[host]!),
  );
  /** The embedded shop's paths are paths. */
  const knowsUrls = shop.isOwn;
  const admitted = [...targets, ...Object.values(options.hosts)].map(originOf);
  const { shared, withHeaders, jarOf } = paramsOnK6(options);
  const withText: Params = { ...shared, responseType: 'text' };
  /** By slot: what is done with an answer whose status is enough, with one that is read or looked at, and without one. */
  const onResponse: ((response: Response) => void)[] = [];
  const onText: ((response: Response) => void)[] = [];
  const onRejection: ((thrown: unknown) => void)[] = [];
  /** By slot: its step. */
  const stepIn: number[] = [];
  let isProtocolSeen = false;
  const traces = options.traceShare > 0 ? new Tracer(options.traceShare, steps, remarks) : null;
  const looks = new Looks(steps.length, Date.now);
  const errorsRead = steps.map(() => 0);
  let isTold = false;

  const tell = (isOwn: boolean, said: string): AnswerMark | undefined => {
    if (!isOwn || (shop.isOwn && isBadUrl(said))) return undefined;
    if (!isTold) console.error(`the generator itself failed to send a request: ${masked(said)}`);
    isTold = true;
    return 'own';
  };

  const noteError = (index: number, { status, body }: Response): void => {
    if (errorsRead[index]! >= ERRORS_READ_MAX) return;
    if (typeof body !== 'string') {
      // It failed without saying why, because k6 was told to throw the body away. So the next one is looked at.
      looks.again(index);
      return;
    }
    errorsRead[index]! += 1;
    const words = errorWords(body);
    if (words !== null) remarks.error(steps[index]!.name, `HTTP ${status}: ${words}`);
  };

  const readingOf = (step: number, response: Response): Reading | undefined => {
    const its = steps[step]!;
    const answer = answerOf(response);
    // One that is read for a cookie or a taking alone is judged by its status all the same.
    if (isSuccess(response.status) && (!isRead[step] || (its.reader === null && looks.isDue(step))))
      remarks.looked(its.name, looks.wrongIn(step, answer));
    return isRead[step] ? readAnswer(its, shop, answer) : undefined;
  };

  const noteProtocol = (response: Response): void => {
    isProtocolSeen = true;
    remarks.protocol('target', response.proto);
  };

  const heard = (slot: number, response: Response, hasText: boolean): void => {
    const { status } = response;
    if (status === 0) {
      const mark = tell(isOwnError(response.error_code, response.error), response.error);
      answered(slot, 0, mark, plainReading('failed', response.error));
      return;
    }
    if (!isProtocolSeen) noteProtocol(response);
    const step = stepIn[slot]!;
    if (status >= ERROR_STATUS_MIN) noteError(step, response);
    if (status >= 300 && status < 400 && !isRead[step]) {
      answered(slot, status, undefined, redirection(steps[step]!, response));
      return;
    }
    const mark = response.headers[degradedHeader] === undefined ? undefined : 'degraded';
    answered(slot, status, mark, hasText ? readingOf(step, response) : undefined);
  };

  /** Makes a slot's functions when it is used for the first time. */
  const openSlot = (slot: number): void => {
    onResponse[slot] = (response) => {
      try {
        if (saw !== null) saw(slot, response);
        const { status } = response;
        // Most answers, so they come first. Which protocol is spoken is known from those that were looked at.
        if (status >= 200 && status < 300 && response.headers[degradedHeader] === undefined)
          answered(slot, status);
        else heard(slot, response, false);
      } catch (error) {
        onError(error);
      }
    };
    onRejection[slot] = (thrown) => {
      const reason = String(thrown);
      try {
        answered(slot, 0, tell(isOwnRejection(reason), reason), plainReading('failed', reason));
      } catch (error) {
        onError(error);
      }
    };
  };

  const openText = (slot: number): ((response: Response) => void) => {
    const hear = (response: Response): void => {
      try {
        if (saw !== null) saw(slot, response);
        heard(slot, response, true);
      } catch (error) {
        onError(error);
      }
    };
    onText[slot] = hear;
    return hear;
  };

  /** Ends a request that was never made. Later, as every answer comes: the crowd is still busy with the request. */
  const refuse = (slot: number, reading: Reading, mark?: AnswerMark): void => {
    Promise.resolve()
      .then(() => answered(slot, 0, mark, reading))
      .catch(onError);
  };

  const request: CrowdPorts['send'] = (slot, step, region, visit) => {
    if (onResponse[slot] === undefined) openSlot(slot);
    stepIn[slot] = step;
    const { method, path, body, headers } = requestOf[step]!(visit);
    const base = basesOf[step]![region]!;
    const url = knowsUrls ? urlOf(path, base, admitted) : base + path;
    if (url === null) {
      refuse(slot, plainReading('failed', leadsElsewhere(path)));
      return;
    }
    let hear = onResponse[slot]!;
    let params = shared;
    if (isRead[step] || looks.isDue(step)) {
      hear = onText[slot] ?? openText(slot);
      params = withText;
    }
    if (headers !== null) params = withHeaders(headers, params === withText, visit);
    if (traces?.begins(slot) === true) params = traces.traced(slot, params);
    // k6 reads the jar before the call returns, so shared parameters can get a new one each time.
    params.jar = jarOf(visit);
    asyncRequest(method, url, body, params).then(hear, onRejection[slot]!);
  };
  const stays = steps.map(({ staySeconds }) => staySeconds !== null);
  const requestOrConnect: CrowdPorts['send'] = (slot, step, region, visit) => {
    if (connect === null || !stays[step]) {
      request(slot, step, region, visit);
      return;
    }
    const { path, headers } = requestOf[step]!(visit);
    const url = connectionUrlOf(path, basesOf[step]![region]!, admitted);
    if (url === null) {
      refuse(slot, plainReading('failed', leadsElsewhere(path)));
      return;
    }
    const params = withHeaders(headers ?? {}, false, visit);
    connect(slot, step, url, { headers: params.headers!, jar: jarOf(visit) });
  };
  // A shop that has no such step does not ask for each request.
  const make = connect === null ? request : requestOrConnect;

  /** What a user's shop.ts throws must not end the VU, and with it a half of the crowd. */
  const guarded: CrowdPorts['send'] = (slot, step, region, visit) => {
    try {
      make(slot, step, region, visit);
    } catch (error) {
      const reason = `shop.ts could not make the request: ${error}`;
      refuse(slot, plainReading('failed', reason), tell(true, reason));
    }
  };
  const send = shop.isOwn ? guarded : make;
  return { send, ended: traces === null ? undefined : traces.ended };
}

const redirection = (step: Pick<Step, 'outcome'>, { status, headers }: Response): Reading =>
  plainReading(step.outcome(status), redirectedTo(status, headers.Location ?? ''));
