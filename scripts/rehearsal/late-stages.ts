/**
 * The stages after the load, reading and audit, each within its time. An interrupt ends the stage that runs, and what it found so far
 * is judged. After an interrupt of the load they still run, in less time.
 */
import type { Interrupt } from './interrupt.ts';
import type { Prometheus } from './prometheus/query.ts';
import { PrometheusError } from './prometheus/query.ts';
import type { RunFolder } from './run-folder.ts';

/** Millions of orders are looked up in a tenth of it. */
const STAGE_MS_MAX = 600_000;
/** Somebody waits for the end. */
const INTERRUPTED_STAGE_MS_MAX = 30_000;

/** Runs one stage. Its signal is aborted, with a reason in words, when it has to come to an end. */
export async function lateStage<T>(
  name: string,
  {
    interrupt,
    folder,
  }: { readonly interrupt: Interrupt; readonly folder: Pick<RunFolder, 'note' | 'events'> },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const wasInterrupted = interrupt.happened;
  if (wasInterrupted && !folder.events.some(({ kind }) => kind === 'interrupted'))
    folder.note('interrupted', `${await interrupt.first} came when the load was over, before ${name}`);
  const limitMs = wasInterrupted ? INTERRUPTED_STAGE_MS_MAX : STAGE_MS_MAX;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(`${limitMs / 1000} s were over`)), limitMs);
  // One that came before has ended the load.
  const signal = wasInterrupted ? limit.signal : AbortSignal.any([limit.signal, interrupt.signal]);
  const result = await run(signal).finally(() => clearTimeout(timer));
  if (interrupt.happened && !wasInterrupted)
    folder.note('interrupted', `${await interrupt.first} ended ${name}, after the load`);
  return result;
}

/** A Prometheus that is not waited for once the signal is aborted. */
export function abortable(prometheus: Prometheus, signal: AbortSignal): Prometheus {
  const unlessAborted = <T>(answer: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const abort = (): void =>
        reject(
          new PrometheusError(
            'unreachable',
            `Prometheus was not read to the end: ${(signal.reason as Error).message}`,
          ),
        );
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
      answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  return {
    instant: (...asked) => unlessAborted(prometheus.instant(...asked)),
    range: (...asked) => unlessAborted(prometheus.range(...asked)),
  };
}
