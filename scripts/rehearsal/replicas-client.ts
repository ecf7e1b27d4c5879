/** Asks the balancer of an embedded shop how many replicas there are, or sets how many there are to be. */
import { z } from 'zod';
import { REPLICAS_PATH } from '../../scenarios/targets/mock-shop/replicas.ts';
import { type Answer, requestPinned } from '../admission/pinned-request.ts';
import { LOOPBACK } from '../machine/processes/ports.ts';

const count = z.number().int();
/** Epoch milliseconds. */
const instant = z.number();

const replica = z.object({
  id: z.string(),
  createdAtMs: instant,
  startedAtMs: instant.nullable(),
  readyAtMs: instant.nullable(),
});
export type ReplicaSeen = z.output<typeof replica>;

/** Of its answer, what an autoscaler looks at. */
export const replicasAnswer = z.object({ asked: count, ready: count, replicas: z.array(replica) });
export type ReplicasAnswer = z.output<typeof replicasAnswer>;

/** Of its answer, what tells whether they serve, and whether they are done with what they had. */
export const loadAnswer = z.object({ asked: count, ready: count, inHand: count, waiting: count });
export type LoadAnswer = z.output<typeof loadAnswer>;

export interface ReplicasAsked {
  /** Of the balancer. */
  readonly url: string;
  readonly adminToken: string;
  readonly answerMsMax: number;
  /** How many there are to be; null: only asks. */
  readonly set: number | null;
}

/** 32 replicas are some kilobytes. */
const ANSWER_BYTES_MAX = 1_000_000;

/** Whatever it answers. Rejects when it does not. */
export const requestReplicas = ({ url, adminToken, answerMsMax, set }: ReplicasAsked): Promise<Answer> =>
  requestPinned(new URL(url), LOOPBACK, {
    ...{ method: methodOf(set), path: REPLICAS_PATH, answerMsMax, bodyBytesMax: ANSWER_BYTES_MAX },
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    ...(set === null ? {} : { body: JSON.stringify({ replicas: set }) }),
  });

export const methodOf = (set: number | null): 'GET' | 'PUT' => (set === null ? 'GET' : 'PUT');
