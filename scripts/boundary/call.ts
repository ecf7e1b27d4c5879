/** One call on its way through the boundary: what is set strikes it, or it is passed on, and its answer streams back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import { type Ending, type Fate, fateOf } from './fate.ts';
import type { FaultsSet } from './faults-set.ts';
import { endToEnd, headerOf, readRaw } from './headers.ts';
import { failureOf, type OwnAnswer, STRUCK, UPGRADE_REFUSED } from './own-answers.ts';
import { bodyOf, targetOf } from './request.ts';
import { SlowBody } from './slow-body.ts';
import type { Answered, Tally } from './tally.ts';

export interface Surroundings {
  /** Of the one origin that is ever asked. */
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  readonly host: string;
  readonly faults: FaultsSet;
  readonly tally: Tally;
  readonly random: () => number;
  readonly reset: (socket: Socket) => void;
}

/** The dependency has a name of its own, and what is expected of the body is settled here. */
const NOT_PASSED_ON: ReadonlySet<string> = new Set(['host', 'expect']);
const NOTHING: ReadonlySet<string> = new Set();
/** Up to here head and body leave in one write. */
const ONE_WRITE_BYTES_MAX = 16_384;
/** A gateway must say that it passed a request on. @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.3 */
const VIA = '1.1 carnival-boundary';

export class Call implements Dispatcher.DispatchHandler {
  readonly #around: Surroundings;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #struckBy: Answered | null = null;
  #hasFailed = false;
  #isOver = false;
  #bytesPerSecond: number | null = null;
  #slow: SlowBody | null = null;
  /** Of what the call waits for. */
  #forget: () => void = () => undefined;
  #abort: (() => void) | null = null;
  #resume: () => void = () => undefined;
  #waitsForDrain = false;
  #bodyBytes = -1;
  #held: Buffer | null = null;

  constructor(around: Surroundings, request: IncomingMessage, response: ServerResponse) {
    this.#around = around;
    this.#request = request;
    this.#response = response;
  }

  begin(): void {
    const { tally, faults, random } = this.#around;
    tally.arrive();
    this.#response.on('close', () => this.#end());
    const fate = fateOf(faults.current, random);
    this.#bytesPerSecond = fate.bytesPerSecond;
    if (fate.waitMs === null) {
      this.#meet(fate);
      return;
    }
    this.#struckBy = 'latency';
    this.#forget = faults.waitOut(fate.waitMs, () => this.#meet(fate));
  }

  #meet({ ending }: Fate): void {
    if (ending === null) this.#passOn();
    else this.#strike(ending);
  }

  #strike(ending: Ending): void {
    this.#struckBy = ending.kind;
    if (ending.kind === 'error') this.#answer(STRUCK(ending.status));
    else if (ending.kind === 'reset') this.#around.reset(this.#request.socket);
    else this.#forget = this.#around.faults.whenLifted('hang', () => this.#passOn());
  }

  #passOn(): void {
    const { rawHeaders } = this.#request;
    const upgrade = headerOf(rawHeaders, 'upgrade');
    // Java's client asks for HTTP/2 in this way with its first request, and takes HTTP/1.1 as well.
    if (upgrade !== null && upgrade.toLowerCase() !== 'h2c') this.#answer(UPGRADE_REFUSED);
    else bodyOf(this.#request, (body) => this.#dispatch(body));
  }

  #dispatch(body: Dispatcher.DispatchOptions['body']): void {
    if (this.#isOver) return;
    const { dispatcher, host } = this.#around;
    const headers = endToEnd(this.#request.rawHeaders, NOT_PASSED_ON);
    headers.push('host', host, 'via', VIA);
    dispatcher.dispatch(
      {
        path: targetOf(this.#request.url!),
        method: this.#request.method as Dispatcher.HttpMethod,
        headers,
        body: body ?? null,
      },
      this,
    );
  }

  onConnect(abort: () => void): void {
    if (this.#isOver) abort();
    else this.#abort = abort;
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void, statusText: string): boolean {
    // Interim answers are for the one who asked, and that is this proxy.
    if (status < 200 || this.#isOver) return true;
    const headers = endToEnd(readRaw(raw), NOTHING);
    this.#resume = resume;
    this.#response.writeHead(status, statusText, headers);
    if (this.#bytesPerSecond !== null) this.#beSlow(this.#bytesPerSecond);
    else {
      this.#bodyBytes = Number(headerOf(headers, 'content-length') ?? -1);
      // A body that came with the head leaves with it. A head that came alone must not wait for its body.
      process.nextTick(flushHead, this.#response);
    }
    return true;
  }

  #beSlow(bytesPerSecond: number): void {
    const slow = new SlowBody(this.#response, bytesPerSecond, this.#resume);
    this.#struckBy = 'slow-body';
    this.#slow = slow;
    this.#forget = this.#around.faults.whenLifted('slow-body', () => slow.release());
  }

  onData(chunk: Buffer): boolean {
    if (this.#slow !== null) return this.#slow.data(chunk);
    if (chunk.length === this.#bodyBytes && chunk.length <= ONE_WRITE_BYTES_MAX) {
      this.#held = chunk;
      return true;
    }
    const takesMore = this.#response.write(chunk);
    if (!takesMore && !this.#waitsForDrain) {
      this.#waitsForDrain = true;
      this.#response.on('drain', () => this.#resume());
    }
    return takesMore;
  }

  onComplete(): void {
    this.#abort = null;
    if (this.#slow !== null) this.#slow.end();
    // As text, head and body are one write. Latin1 is every byte as it is.
    else if (this.#held !== null) this.#response.end(this.#held.toString('latin1'), 'latin1');
    else this.#response.end();
  }

  onError(error: Error): void {
    this.#abort = null;
    if (this.#isOver) return;
    this.#hasFailed = true;
    if (this.#response.headersSent) this.#around.reset(this.#request.socket);
    else this.#answer(failureOf(error));
  }

  #answer({ status, headers, body }: OwnAnswer): void {
    this.#response.writeHead(status, headers);
    this.#response.end(body);
  }

  /** The answer is out, or the connection is gone. */
  #end(): void {
    this.#isOver = true;
    this.#forget();
    this.#slow?.stop();
    this.#abort?.();
    this.#around.tally.end(this.#answered());
  }

  #answered(): Answered {
    if (this.#hasFailed) return 'failed';
    if (this.#struckBy !== null) return this.#struckBy;
    if (this.#response.writableFinished) return 'passed';
    return this.#around.faults.has('refuse') ? 'reset' : 'gone';
  }
}

function flushHead(response: ServerResponse): void {
  if (!response.writableEnded && !response.destroyed) response.flushHeaders();
}
