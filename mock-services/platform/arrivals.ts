/**
 * The requests that reached the steps, by run: what the crowd sent is compared with it. A client's HTTP library may send a request
 * again by itself when a connection breaks; only here can that be seen. Kept in memory, because it must cost next to nothing, so a
 * restart begins anew and `countedSinceMs` says when.
 */
import type { onRequestHookHandler, onResponseHookHandler } from 'fastify';

/** Names the run to the shop. Requests without it are counted under this name. */
const RUN_HEADER = 'x-carnival-run';
const NO_RUN = '';
/** The client chooses its name, so there is an end to them. The run that came first is forgotten first. */
const RUNS_MAX = 20;

interface StepArrivals {
  requests: number;
  /** Answered with the stored answer of their key. */
  replays: number;
}

export class ArrivalCounts {
  readonly #countedSinceMs: number;
  readonly #runs = new Map<string, Map<string, StepArrivals>>();

  constructor(startedAtMs: number) {
    this.#countedSinceMs = startedAtMs;
  }

  /** Counts the requests of a step as they come in, before anything may turn them away. */
  counts(step: string): onRequestHookHandler {
    return ({ headers }, _reply, done) => {
      this.#at(headers[RUN_HEADER], step).requests += 1;
      done();
    };
  }

  /** Counts the answers of a step that were given before. */
  countsReplays(step: string): onResponseHookHandler {
    return ({ headers }, reply, done) => {
      if (reply.hasHeader('idempotency-replayed')) this.#at(headers[RUN_HEADER], step).replays += 1;
      done();
    };
  }

  of(run: string): { countedSinceMs: number; steps: ({ step: string } & StepArrivals)[] } {
    const steps = [...(this.#runs.get(run) ?? [])].map(([step, counted]) => ({ step, ...counted }));
    return { countedSinceMs: this.#countedSinceMs, steps };
  }

  #at(header: string | string[] | undefined, step: string): StepArrivals {
    const run = typeof header === 'string' ? header : NO_RUN;
    let steps = this.#runs.get(run);
    if (steps === undefined) {
      for (const first of this.#runs.keys()) {
        if (this.#runs.size < RUNS_MAX) break;
        this.#runs.delete(first);
      }
      steps = new Map();
      this.#runs.set(run, steps);
    }
    let counted = steps.get(step);
    if (counted === undefined) {
      counted = { requests: 0, replays: 0 };
      steps.set(step, counted);
    }
    return counted;
  }
}
