/**
 * Sends the crowd's requests with k6, and hands each response back.
 *
 * Nothing is made for a request that can be made once: reads share their parameters, and each slot of the requests in flight has
 * its two functions from its first use on. In k6's interpreter, making a function costs more than calling it.
 */
import http, { type Params, type Response } from 'k6/http';
import type { StepRequest, Visit } from '../storefront/storefront.ts';
import { isOwnError, isOwnRejection } from './own-failure.ts';
import type { AnswerMark, CrowdPorts } from './ports.ts';

const { asyncRequest, CookieJar } = http;

export interface SenderOptions {
  /** Base URL of each region, in the plan's order. */
  readonly targets: readonly string[];
  readonly timeoutMs: number;
  /** Names the run to the target. */
  readonly runTag: string;
  readonly degradedHeader: string;
  readonly answered: (slot: number, status: number, mark?: AnswerMark) => void;
  /** Receives what went wrong in our own code while it handled a response. */
  readonly onError: (error: unknown) => void;
}

export function senderOnK6(options: SenderOptions): CrowdPorts['send'] {
  const { targets, timeoutMs, runTag, degradedHeader, answered, onError } = options;
  const shared: Params = { timeout: timeoutMs, headers: { 'X-Carnival-Run': runTag } };
  const onResponse: ((response: Response) => void)[] = [];
  const onRejection: ((thrown: unknown) => void)[] = [];
  let isTold = false;

  const tell = (isOwn: boolean, reason: string): AnswerMark | undefined => {
    if (!isOwn) return undefined;
    if (!isTold) console.error(`the generator itself failed to send a request: ${reason}`);
    isTold = true;
    return 'own';
  };

  /** Makes a slot's functions when it is used for the first time. */
  const openSlot = (slot: number): void => {
    onResponse[slot] = (response) => {
      try {
        const { status } = response;
        if (status === 0)
          answered(slot, 0, tell(isOwnError(response.error_code, response.error), response.error));
        else if (response.headers[degradedHeader] === undefined) answered(slot, status);
        else answered(slot, status, 'degraded');
      } catch (error) {
        onError(error);
      }
    };
    onRejection[slot] = (thrown) => {
      const reason = String(thrown);
      try {
        answered(slot, 0, tell(isOwnRejection(reason), reason));
      } catch (error) {
        onError(error);
      }
    };
  };

  /** Writes have their own headers: the address and the device, which only risk control reads, are on writes only. */
  const paramsOfWrite = (key: string, visit: Visit): Params => ({
    timeout: timeoutMs,
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'X-Carnival-Run': runTag,
      'X-Forwarded-For': visit.address,
      'X-Device-Id': visit.device,
    },
  });

  return (slot, _step, region, { method, path, body, key }: StepRequest, visit) => {
    if (onResponse[slot] === undefined) openSlot(slot);
    const params = key === null ? shared : paramsOfWrite(key, visit);
    // A jar of its own for each request: with a shared one, all shoppers of a VU would have the same session. k6 reads it before
    // the call returns, so shared parameters can get a new one each time.
    params.jar = new CookieJar();
    asyncRequest(method, targets[region]! + path, body, params).then(onResponse[slot]!, onRejection[slot]!);
  };
}
