/**
 * Sends the crowd's requests with k6, and hands each response back.
 *
 * Nothing is made for a request that can be made once: reads share their parameters, and each slot of the requests in flight has
 * its two functions from its first use on. In k6's interpreter, making a function costs more than calling it.
 */
import http, { type Params, type Response } from 'k6/http';
import { looksWrong } from '../shop/looks-wrong.ts';
import { plainReading, type Reading, readAnswer, redirectedTo } from '../shop/read-answer.ts';
import type { Masked } from '../shop/secrets.ts';
import { readsAnswer, type Shop, type Step } from '../shop/shop.ts';
import { urlOf } from '../shop/url-of.ts';
import { answerOf } from './answer-on-k6.ts';
import type { Connect } from './connect-on-k6.ts';
import { isBadUrl, isOwnError, isOwnRejection } from './own-failure.ts';
import type { AnswerMark, CrowdPorts } from './ports.ts';
import type { RemarkBook } from './remarks.ts';
import { Tracer } from './tracer.ts';
import type { RowVisit } from './visit.ts';

const { asyncRequest, CookieJar } = http;

/** Of a step's answers that are judged by their status, one in so many is looked at. */
const LOOK_EVERY = 97;
/** And its first ones: a step to which few come is looked at as well. */
const LOOKED_FIRST = 5;
/** Whether a step is looked at, is read, or neither. */
const UNREAD = 0;
const LOOKED_AT = 1;
const READ = 2;

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
  const { targets, timeoutMs, shop, masked, remarks, answered, onError, connect } = options;
  const { degradedHeader, steps } = shop;
  const requestOf = steps.map((step) => step.request);
  const isRead = steps.map((step) => readsAnswer(step) || Array.isArray(shop.cookies));
  /** Also where the body is there for a cookie's or a taking's sake. */
  const byStatus = steps.map(({ reader }) => reader === null);
  const hostOf = steps.map(({ host }) => (host === null ? null : options.hosts[host]!));
  const headersOfAll = headersOfEveryRequest(options);
  const admitted = [...targets, ...Object.values(options.hosts)];
  const keepsJars = shop.cookies === 'jar';
  const shared: Params = { timeout: timeoutMs, headers: { ...headersOfAll.fixed } };
  const look: Params = { ...shared, responseType: 'text' };
  const onResponse: ((response: Response) => void)[] = [];
  const onRejection: ((thrown: unknown) => void)[] = [];
  /** By slot: its step, and what is done with its answer. */
  const stepIn: number[] = [];
  const readIn: number[] = [];
  const looksIn: boolean[] = [];
  const protocolSeen = new Set<string>();
  const traces = options.traceShare > 0 ? new Tracer(options.traceShare, steps, remarks) : null;
  const sent = new Uint32Array(steps.length);
  let isTold = false;

  const tell = (isOwn: boolean, said: string): AnswerMark | undefined => {
    if (!isOwn || (shop.isOwn && isBadUrl(said))) return undefined;
    if (!isTold) console.error(`the generator itself failed to send a request: ${masked(said)}`);
    isTold = true;
    return 'own';
  };

  const readingOf = (slot: number, response: Response): Reading | undefined => {
    const step = steps[stepIn[slot]!]!;
    const answer = answerOf(response);
    if (looksIn[slot] === true && response.status >= 200 && response.status < 300)
      remarks.looked(step.name, looksWrong(answer));
    return readIn[slot] === READ ? readAnswer(step, shop, answer) : undefined;
  };

  const noteProtocol = (response: Response): void => {
    const { proto } = response;
    protocolSeen.add(proto);
    remarks.protocol('target', proto);
  };

  /** Makes a slot's functions when it is used for the first time. */
  const openSlot = (slot: number): void => {
    onResponse[slot] = (response) => {
      try {
        const { status } = response;
        if (status === 0) {
          const mark = tell(isOwnError(response.error_code, response.error), response.error);
          answered(slot, 0, mark, plainReading('failed', response.error));
          return;
        }
        if (protocolSeen.size === 0) noteProtocol(response);
        if (status >= 300 && status < 400 && readIn[slot] !== READ) {
          answered(slot, status, undefined, redirection(steps[stepIn[slot]!]!, response));
          return;
        }
        const mark = response.headers[degradedHeader] === undefined ? undefined : 'degraded';
        if (readIn[slot] === UNREAD) answered(slot, status, mark);
        else answered(slot, status, mark, readingOf(slot, response));
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

  const paramsWith = (headers: Record<string, string>, reads: number, visit: RowVisit): Params => {
    for (const name in headersOfAll.fixed) headers[name] ??= headersOfAll.fixed[name]!;
    for (const [name, value] of headersOfAll.made) {
      const text = value(visit);
      if (text !== '') headers[name] ??= text;
    }
    const params: Params = { timeout: timeoutMs, headers };
    if (reads !== UNREAD) params.responseType = 'text';
    return params;
  };

  const jarOf = (visit: RowVisit) => {
    if (!keepsJars) return new CookieJar();
    const jar = (visit.jar as typeof CookieJar.prototype | undefined) ?? new CookieJar();
    visit.jar = jar;
    return jar;
  };

  /** Ends a request that was never made. Later, as every answer comes: the crowd is still busy with the request. */
  const refuse = (slot: number, reading: Reading, mark?: AnswerMark): void => {
    Promise.resolve()
      .then(() => answered(slot, 0, mark, reading))
      .catch(onError);
  };

  const request: CrowdPorts['send'] = (slot, step, region, visit) => {
    if (onResponse[slot] === undefined) openSlot(slot);
    let looks = false;
    if (byStatus[step]) {
      const before = sent[step]!++;
      looks = before < LOOKED_FIRST || before % LOOK_EVERY === 0;
    }
    let reads = UNREAD;
    if (isRead[step]) reads = READ;
    else if (looks) reads = LOOKED_AT;
    stepIn[slot] = step;
    readIn[slot] = reads;
    looksIn[slot] = looks;
    const { method, path, body, headers } = requestOf[step]!(visit);
    const url = urlOf(path, hostOf[step] ?? targets[region]!, admitted);
    if (url === null) {
      refuse(slot, plainReading('failed', leadsElsewhere(path)));
      return;
    }
    let params: Params;
    if (headers !== null) params = paramsWith(headers, reads, visit);
    else params = reads === UNREAD ? shared : look;
    if (traces?.begins(slot) === true) params = traces.traced(slot, params);
    // A jar of its own for each request, or for each session: with a shared one, all shoppers of a VU would have the same session. k6
    // reads it before the call returns, so shared parameters can get a new one each time.
    params.jar = jarOf(visit);
    asyncRequest(method, url, body, params).then(onResponse[slot]!, onRejection[slot]!);
  };
  const stays = steps.map(({ staySeconds }) => staySeconds !== null);
  const requestOrConnect: CrowdPorts['send'] = (slot, step, region, visit) => {
    if (connect === null || !stays[step]) {
      request(slot, step, region, visit);
      return;
    }
    const { path, headers } = requestOf[step]!(visit);
    const url = urlOf(path.replace(/^ws/i, 'http'), hostOf[step] ?? targets[region]!, admitted);
    if (url === null) {
      refuse(slot, plainReading('failed', leadsElsewhere(path)));
      return;
    }
    const params = paramsWith(headers ?? {}, UNREAD, visit);
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

const leadsElsewhere = (path: string): string =>
  path === '' || path.startsWith('/')
    ? 'the path is empty'
    : `leads to ${/^[a-z]+:\/\/[^/?#]*/i.exec(path)?.[0] ?? 'no path and no URL'}, which was not admitted`;

/** What every request carries: the same for all, or made for its visit. */
function headersOfEveryRequest({ shop, runTag, fixedHeaders }: SenderOptions): {
  readonly fixed: Readonly<Record<string, string>>;
  readonly made: readonly (readonly [string, (visit: RowVisit) => string])[];
} {
  const fixed: Record<string, string> = { ...fixedHeaders, 'X-Carnival-Run': runTag };
  if (shop.mark.header !== undefined) fixed[shop.mark.header] = runTag;
  const made: (readonly [string, (visit: RowVisit) => string])[] = [];
  for (const [name, value] of Object.entries(shop.headers)) {
    if (typeof value === 'function') made.push([name, value]);
  }
  if (Array.isArray(shop.cookies)) made.push(['Cookie', cookiesOf(shop.cookies)]);
  return { fixed, made };
}

/** The listed cookies that the session has, as a browser sends them. */
const cookiesOf =
  (names: readonly string[]) =>
  ({ kept }: RowVisit): string =>
    names.flatMap((name) => (kept[name] === '' ? [] : [`${name}=${kept[name]}`])).join('; ');
