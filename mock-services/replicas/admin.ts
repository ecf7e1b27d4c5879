/** How many replicas there are, and how many there are to be: `GET` and `PUT /admin/replicas`. */
import { z } from 'zod';
import { CLOSED_TO_CALLER, tokenCheck, WRONG_TOKEN } from '../platform/admin-token.ts';
import { errorBody } from '../platform/outcome.ts';
import type { Balance } from './balance.ts';
import type { Fleet, Replica } from './fleet.ts';
import { type Answer, headerOf, ownAnswer, type Question } from './messages.ts';

interface ReplicaState extends Replica {
  readonly inHand: number;
  /** Place-milliseconds used. */
  readonly busyMs: number;
}
/** Instants are in epoch milliseconds. */
export interface ReplicasAnswer {
  readonly asked: number;
  readonly ready: number;
  readonly inHand: number;
  readonly waiting: number;
  readonly replicas: readonly ReplicaState[];
}

type Counts = Pick<Balance<never>, 'ready' | 'inHand' | 'waiting' | 'inHandOf' | 'busyMsOf'>;

export function replicasNow(
  balance: Counts,
  { asked, replicas }: Pick<Fleet, 'asked' | 'replicas'>,
): ReplicasAnswer {
  const { ready, inHand, waiting } = balance;
  return {
    ...{ asked, ready, inHand, waiting },
    replicas: replicas.map(({ id, createdAtMs, startedAtMs, readyAtMs }) => ({
      id,
      createdAtMs: Math.round(createdAtMs),
      startedAtMs: startedAtMs === null ? null : Math.round(startedAtMs),
      readyAtMs: readyAtMs === null ? null : Math.round(readyAtMs),
      inHand: balance.inHandOf(id),
      busyMs: Math.round(balance.busyMsOf(id)),
    })),
  };
}

/** @param token null: nobody is let in */
export function adminRoute(
  token: string | null,
  countMax: number,
  balance: Counts,
  fleet: Pick<Fleet, 'asked' | 'replicas' | 'ask'>,
): (question: Question) => Answer {
  const isAllowed = token === null ? null : tokenCheck(token);
  const wanted = z.strictObject({ replicas: z.int().min(0).max(countMax) });
  return ({ method, headers, body }) => {
    if (isAllowed === null) return ownAnswer(403, CLOSED_TO_CALLER);
    if (!isAllowed(headerOf(headers, 'authorization') ?? undefined)) return ownAnswer(401, WRONG_TOKEN);
    if (method === 'PUT') {
      const asked = wanted.safeParse(jsonOf(body));
      if (!asked.success) return ownAnswer(400, wrongCount(countMax));
      fleet.ask(asked.data.replicas);
    } else if (method !== 'GET') return ownAnswer(405, UNKNOWN_METHOD, { allow: 'GET, PUT' });
    return ownAnswer(200, replicasNow(balance, fleet));
  };
}

const wrongCount = (countMax: number) =>
  errorBody(
    'invalid_request',
    `The body must be {"replicas": n}, a whole number from 0 to ${countMax}.`,
    'The plan says how many there may be: shop.replicas.countMax.',
  );
const UNKNOWN_METHOD = errorBody(
  'method',
  'Replicas are asked with GET and set with PUT.',
  'Use one of them.',
);

/** Undefined if it is not JSON. */
function jsonOf(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString() ?? '');
  } catch {
    return undefined;
  }
}
