/**
 * One effect per key: a write's answer is stored in the same transaction as its effect, and a repeated key gets that answer.
 * Refusals are stored too. Mistakes in the request and 5xx are not, so they may be tried again. Keys are kept as long as the data
 * directory.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 */
import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answer, errorBody, type Outcome } from './outcome.ts';
import type { Reader, Store, Tx } from './store.ts';
import { table } from './table.ts';

/** What tells one request from another. */
export interface RequestIdentity {
  readonly key: string;
  /** Hash of method, URL and body. */
  readonly fingerprint: string;
}
export interface StoredAnswer extends Outcome {
  /** Of the request that was answered. */
  readonly fingerprint: string;
}
export const ANSWERS = table<StoredAnswer>('answers');

/** 128 of the hash's 256 bits, six per character: no two requests collide by chance, and the record stays small. */
const FINGERPRINT_CHARACTERS = 22;

/** The parts of a request that idempotency reads. */
export type KeyedRequest = Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'body'>;

/** Whether the request's key was answered before. Then no dependency needs to be asked. */
export const isAnswered = (reader: Reader, request: KeyedRequest): boolean =>
  reader.get(ANSWERS, keyOf(request)) !== undefined;

/** Answers a write: the first time with the outcome of `decide`, later with the stored one. Returns the body to send. */
export async function answerOnce(
  store: Store,
  request: KeyedRequest,
  reply: FastifyReply,
  decide: (tx: Tx) => Outcome,
): Promise<object> {
  const { key, fingerprint } = identityOf(request);
  let replayed = false;
  const stored = await store.transact((tx): StoredAnswer => {
    const earlier = tx.get(ANSWERS, key);
    if (earlier !== undefined) {
      replayed = true;
      return earlier;
    }
    const first = { fingerprint, ...decide(tx) };
    tx.put(ANSWERS, key, first);
    return first;
  });
  if (stored.fingerprint !== fingerprint) return answer(reply, keyReused(key));
  if (replayed) reply.header('idempotency-replayed', 'true');
  return answer(reply, stored);
}

/** Stores the answer to a request that is no longer waiting for it, unless it has one. A repetition of the request gets it. */
export function storeAnswer(tx: Tx, { key, fingerprint }: RequestIdentity, outcome: Outcome): void {
  if (tx.get(ANSWERS, key) === undefined) tx.put(ANSWERS, key, { fingerprint, ...outcome });
}

export const identityOf = (request: KeyedRequest): RequestIdentity => ({
  key: keyOf(request),
  fingerprint: fingerprintOf(request),
});

/** Always there: the routes' header schema requires it. */
const keyOf = (request: KeyedRequest): string => request.headers['idempotency-key'] as string;

const fingerprintOf = (request: KeyedRequest): string =>
  hash('sha256', `${request.method} ${request.url}\n${JSON.stringify(request.body)}`, 'base64url').slice(
    0,
    FINGERPRINT_CHARACTERS,
  );

const keyReused = (key: string): Outcome => ({
  status: 422,
  body: errorBody(
    'idempotency_key_reused',
    `Idempotency-Key "${key}" was used before with another request.`,
    'Use a new key for a new request; repeat a request with the same URL and body.',
  ),
});
