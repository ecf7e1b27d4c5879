/** How a user writes a step: `get('/search', { query: { q: 'tea' } })`. `define-shop.ts` compiles it, and `make-request.ts` makes the request. */
import type { Reader } from './answer.ts';
import type { PromiseKind } from './promise-kinds.ts';
import type { Taking } from './takings.ts';
import type { Visit } from './visit.ts';

/** A value that is the same for every shopper, or depends on the visit. */
export type Of<Value, Given = Visit> = Value | ((visit: Given) => Value);
export type Text = string | number;
/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface RequestOptions<Given = Visit> {
  /** A host that the shop names in `hosts`. Left out: the shop's own. */
  readonly host?: string;
  readonly query?: Readonly<Record<string, Of<Text, Given>>>;
  /** A header with an empty value is not sent. For secrets see the shop's own `headers`. */
  readonly headers?: Readonly<Record<string, Of<string, Given>>>;
  /** One of the three, at most. */
  readonly json?: ((given: Given) => unknown) | Json;
  readonly form?: Of<Readonly<Record<string, Text>>, Given>;
  readonly body?: Of<string, Given>;
}

/** What an ok answer of a step acknowledges, and how the audit knows it. */
export interface Promised {
  readonly kind: PromiseKind;
  /** Made by us, such as `visit.order`, or taken from the answer, such as `visit.kept.order`. */
  readonly id: (visit: Visit) => string;
  /** What was acknowledged to be paid. Left out: amounts are not compared. */
  readonly amount?: (visit: Visit) => string;
}

export interface StepOptions extends RequestOptions {
  /** What the session keeps of an ok answer, by name. An ok answer without it counts as failed; a header or a cookie may be missing if it is kept already. */
  readonly take?: Readonly<Record<string, Taking>>;
  /** What earlier answers must have given. Such a step is never the first of a session. */
  readonly needs?: readonly string[];
  /** Statuses that are a correct no, such as 409; and those by which risk control turns somebody away. */
  readonly refused?: readonly number[];
  readonly stopped?: readonly number[];
  /** Decides instead of the status. The body is read for it. */
  readonly outcome?: Reader;
  readonly promises?: Promised;
}

export interface RequestSpec<Given = Visit> {
  readonly method: string;
  /** Path on the host, or a whole URL of an admitted host. */
  readonly path: Of<string, Given>;
  readonly options: RequestOptions<Given>;
  /** For a WebSocket: how long it stays open. */
  readonly staySeconds?: number;
}
export interface StepSpec extends RequestSpec {
  readonly options: StepOptions;
}

/** A step with any method. */
export const request = (method: string, path: Of<string>, options: StepOptions = {}): StepSpec => ({
  method: method.toUpperCase(),
  path,
  options,
});
export const get = (path: Of<string>, options?: StepOptions): StepSpec => request('GET', path, options);
export const head = (path: Of<string>, options?: StepOptions): StepSpec => request('HEAD', path, options);
export const post = (path: Of<string>, options?: StepOptions): StepSpec => request('POST', path, options);
export const put = (path: Of<string>, options?: StepOptions): StepSpec => request('PUT', path, options);
export const patch = (path: Of<string>, options?: StepOptions): StepSpec => request('PATCH', path, options);
/** `delete` is a word of the language. */
export const del = (path: Of<string>, options?: StepOptions): StepSpec => request('DELETE', path, options);

/** What a handshake can have. k6 shows nothing of its answer, so a connection has no outcome of its own and gives nothing to keep. */
export interface ConnectOptions extends Pick<RequestOptions, 'host' | 'query' | 'headers'> {
  readonly staySeconds: number;
  readonly needs?: readonly string[];
}

/**
 * Opens a WebSocket, which stays open beside what the shopper does next, and at most to the phase's end. The step has ended when the
 * connection is open. What the target sends is thrown away. If it closes the connection before its time, that is counted and fails
 * the run, unless the plan has a `dropped-connections` objective.
 * Server-sent events are not in stock k6, so there is no step for them.
 */
export const connect = (path: Of<string>, { staySeconds, ...options }: ConnectOptions): StepSpec => ({
  ...request('GET', path, options),
  staySeconds,
});
