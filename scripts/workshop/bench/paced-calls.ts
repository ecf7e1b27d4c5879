/** Calls at a fixed rate, half of them a POST with a body, and how long each took. */
import type { Dispatcher } from 'undici';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { PATHS } from './own-shops.ts';

const MS_PER_SECOND = 1000;
const TICK_MS = 1;
const OK = 200;

type Call = Pick<Dispatcher.DispatchOptions, 'path' | 'method' | 'headers' | 'body'>;
const KINDS: readonly [Call, Call] = [
  { path: PATHS.list, method: 'GET' },
  {
    path: PATHS.orders,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"basket":"b-000000000000000000000000000001","amount":1990}',
  },
];

/**
 * The rate is open: a call leaves at its time, whatever became of those before it. Its time counts from when it was due, so that a
 * machine too busy to send it is seen too (no coordinated omission).
 * @returns milliseconds from when each was due to its last byte
 * @throws CarnivalError when one fails
 */
export function pacedCalls(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  requestsPerSecond: number,
  forMs: number,
): Promise<readonly number[]> {
  const everyMs = MS_PER_SECOND / requestsPerSecond;
  const count = Math.floor(forMs / everyMs);
  const timesMs: number[] = [];
  return new Promise((resolve, reject) => {
    const beganAtMs = performance.now();
    let sent = 0;
    const answered = (dueAtMs: number): void => {
      if (timesMs.push(performance.now() - dueAtMs) === count) resolve(timesMs);
    };
    const sendDue = (): void => {
      for (; sent < count; sent++) {
        const dueAtMs = beganAtMs + sent * everyMs;
        if (dueAtMs > performance.now()) break;
        dispatcher.dispatch(KINDS[sent % 2]!, new Awaited(() => answered(dueAtMs), reject));
      }
      if (sent < count) setTimeout(sendDue, TICK_MS);
    };
    sendDue();
  });
}

/** No promise and no stream: what the generator costs, it takes from the same machine. */
class Awaited implements Dispatcher.DispatchHandler {
  readonly #answered: () => void;
  readonly #failed: (error: Error) => void;
  #status = 0;

  constructor(answered: () => void, failed: (error: Error) => void) {
    this.#answered = answered;
    this.#failed = failed;
  }

  onConnect(): void {
    return;
  }

  onHeaders(status: number): boolean {
    this.#status = status;
    return true;
  }

  onData(): boolean {
    return true;
  }

  onComplete(): void {
    if (this.#status === OK) this.#answered();
    else this.#failed(new CarnivalError(`the bench's target answered ${this.#status}`));
  }

  onError(error: Error): void {
    this.#failed(error);
  }
}
