/**
 * Sends the crowd's requests with k6, and hands each response back.
 *
 * Nothing is made for a request that can be made once: reads share their parameters, and each slot of the requests in flight has
 * its two functions from its first use on. In k6's interpreter, making a function costs more than calling it.
 */
import http, { type Params, type Response } from 'k6/http';
import { looksWrong } from '../shop/looks-wrong.ts';
import { plainReading, type Reading, readAnswer } from '../shop/read-answer.ts';
import type { Masked } from '../shop/secrets.ts';
import { readsAnswer, type Shop } from '../shop/shop.ts';
import { answerOf } from './answer-on-k6.ts';
import { isOwnError, isOwnRejection } from './own-failure.ts';
import type { AnswerMark, CrowdPorts } from './ports.ts';
import type { RemarkBook } from './remarks.ts';
import { Tracer } from './tracer.ts';
import type { RowVisit } from './visit.ts';

const { asyncRequest, CookieJar } = http;

/** Of the answers whose body nobody reads, one in so many is looked at. A prime, so that it keeps step with no pattern of steps. */
const LOOK_EVERY = 97;
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
  const { targets, timeoutMs, shop, masked, remarks, answered, onError } = options;
  const { degradedHeader, steps } = shop;
  /** The embedded shop knows no whole URL. */
  const knowsUrls = shop.isOwn;
  const requestOf = steps.map((step) => step.request);
  const isRead = steps.map((step) => readsAnswer(step) || Array.isArray(shop.cookies));
  /** By step: the base URL of each region. */
  const basesOf = steps.map(({ host }) =>
    host === null ? targets : targets.map(() => options.hosts[host]!),
  );
  const headersOfAll = headersOfEveryRequest(options);
  const keepsJars = shop.cookies === 'jar';
  const shared: Params = { timeout: timeoutMs, headers: { ...headersOfAll.fixed } };
  const look: Params = { ...shared, responseType: 'text' };
  /** By slot: what is done with an answer whose status is enough, with one that is read or looked at, and without one. */
  const onResponse: ((response: Response) => void)[] = [];
  const onText: ((response: Response) => void)[] = [];
  const onRejection: ((thrown: unknown) => void)[] = [];
  /** By slot, while its answer is read or looked at. */
  const stepIn: number[] = [];
  let isProtocolSeen = false;
  const traces = options.traceShare > 0 ? new Tracer(options.traceShare, steps, remarks) : null;
  /** The first answer is looked at, so its protocol is seen. */
  let untilLook = 1;
  let isTold = false;

  const tell = (isOwn: boolean, said: string): AnswerMark | undefined => {
    if (!isOwn) return undefined;
    if (!isTold) console.error(`the generator itself failed to send a request: ${masked(said)}`);
    isTold = true;
    return 'own';
  };

  const readingOf = (step: number, response: Response): Reading | undefined => {
    const its = steps[step]!;
    if (isRead[step]) return readAnswer(its, shop, answerOf(response));
    if (response.status >= 200 && response.status < 300)
      remarks.looked(its.name, looksWrong(answerOf(response)));
    return undefined;
  };

  const noteProtocol = (response: Response): void => {
    isProtocolSeen = true;
    remarks.protocol('target', response.proto);
  };

  const noAnswer = (slot: number, { error_code, error }: Response): void => {
    answered(slot, 0, tell(isOwnError(error_code, error), error), plainReading('failed', masked(error)));
  };

  /** Makes a slot's functions when it is used for the first time. */
  const openSlot = (slot: number): void => {
    onResponse[slot] = (response) => {
      try {
        const { status } = response;
        if (status === 0) noAnswer(slot, response);
        else if (response.headers[degradedHeader] === undefined) answered(slot, status);
        else answered(slot, status, 'degraded');
      } catch (error) {
        onError(error);
      }
    };
    onRejection[slot] = (thrown) => {
      const reason = String(thrown);
      try {
        answered(slot, 0, tell(isOwnRejection(reason), reason), plainReading('failed', masked(reason)));
      } catch (error) {
        onError(error);
      }
    };
  };

  const openText = (slot: number): ((response: Response) => void) => {
    const heard = (response: Response): void => {
      try {
        const { status } = response;
        if (status === 0) {
          noAnswer(slot, response);
          return;
        }
        if (!isProtocolSeen) noteProtocol(response);
        const mark = response.headers[degradedHeader] === undefined ? undefined : 'degraded';
        answered(slot, status, mark, readingOf(stepIn[slot]!, response));
      } catch (error) {
        onError(error);
      }
    };
    onText[slot] = heard;
    return heard;
  };

  const { fixed, made } = headersOfAll;
  const fixedNames = Object.keys(fixed);
  const paramsWith = (headers: Record<string, string>, visit: RowVisit): Params => {
    for (let i = 0; i < fixedNames.length; i++) headers[fixedNames[i]!] ??= fixed[fixedNames[i]!]!;
    for (let i = 0; i < made.length; i++) {
      const [name, value] = made[i]!;
      const text = value(visit);
      if (text !== '') headers[name] ??= text;
    }
    return { timeout: timeoutMs, headers };
  };

  const jarOf = (visit: RowVisit) => {
    const jar = (visit.jar as typeof CookieJar.prototype | undefined) ?? new CookieJar();
    visit.jar = jar;
    return jar;
  };

  const send: CrowdPorts['send'] = (slot, step, region, visit) => {
    if (onResponse[slot] === undefined) openSlot(slot);
    const { method, path, body, headers } = requestOf[step]!(visit);
    let params = headers === null ? shared : paramsWith(headers, visit);
    let heard = onResponse[slot]!;
    if (isRead[step] || --untilLook === 0) {
      if (!isRead[step]) untilLook = LOOK_EVERY;
      stepIn[slot] = step;
      heard = onText[slot] ?? openText(slot);
      if (headers === null) params = look;
      else params.responseType = 'text';
    }
    if (traces?.begins(slot) === true) params = traces.traced(slot, params);
    // A jar of its own for each request, or for each session: with a shared one, all shoppers of a VU would have the same session. k6
    // reads it before the call returns, so shared parameters can get a new one each time.
    params.jar = keepsJars ? jarOf(visit) : new CookieJar();
    const url = knowsUrls && path.startsWith('http') ? path : basesOf[step]![region]! + path;
    asyncRequest(method, url, body, params).then(heard, onRejection[slot]!);
  };
  return { send, ended: traces === null ? undefined : traces.ended };
}

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
  ({ kept }: RowVisit): string => {
    let cookies = '';
    for (let i = 0; i < names.length; i++) {
      const value = kept[names[i]!];
      if (value !== '') cookies += `${cookies === '' ? '' : '; '}${names[i]}=${value}`;
    }
    return cookies;
  };
