/**
 * One effect a key: a write's answer is stored in the transaction of its effect, and the key's next use gets that answer.
 * Refusals are stored too. What was never decided (a mistake in the request, a 5xx) is not, and may be tried again.
 * Keys are kept as long as the data directory.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 */
import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answer, errorBody, type Outcome } from './outcome.ts';
import { type Reader, type Store, type Tx, table } from './store.ts';

export interface StoredAnswer extends Outcome {
  /** Hash of the request that was answered: method, URL and body. */
  readonly fingerprint: string;
}
export const ANSWERS = table<StoredAnswer>('answers');

/** 128 of 256 bits, six to a character: no two requests collide by chance, and the record stays small. */
const FINGERPRINT_CHARACTERS = 22;

/** What idempotency reads of a request; any route's request will do. */
export type KeyedRequest = Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'body'>;

/** Whether the request's key has been answered before, so that the outside world need not be asked. */
export const isAnswered = (reader: Reader, request: KeyedRequest): boolean =>
  reader.get(ANSWERS, keyOf(request)) !== undefined;

/** Answers a write: with `decide`'s outcome the first time, with the stored one ever after. Returns the body to send. */
export async function answerOnce(
  store: Store,
  request: KeyedRequest,
  reply: FastifyReply,
  decide: (tx: Tx) => Outcome,
): Promise<object> {
  const key = keyOf(request);
  const fingerprint = fingerprintOf(request);
  let replayed = false;
  const stored = await store.transact((tx): StoredAnswer => {
    const earlier = tx.get(ANSWERS, key);
    if (earlier !== undefined) {
      replayed = true;
      return earlier;
    }
    const { status, body } = decide(tx);
    const first = { fingerprint, status, body };
    tx.put(ANSWERS, key, first);
    return first;
  });
  if (stored.fingerprint !== fingerprint) return answer(reply, keyReused(key));
  if (replayed) reply.header('idempotency-replayed', 'true');
  return answer(reply, stored);
}

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
