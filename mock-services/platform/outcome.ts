/** What is answered. A refusal is a correct answer (sold out, quota used up) and always a 409. */
import type { FastifyReply } from 'fastify';
import type { DependencyName } from './dependencies.ts';

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}
export interface Outcome {
  readonly status: number;
  readonly body: object;
  /** The dependency whose fallback is in the answer. A repetition of the request is told the same. */
  readonly degraded?: DependencyName;
}

/** Says that a good answer is kept only in part, or for later, and which dependency is the reason. */
export const DEGRADED_HEADER = 'X-Degraded';
export const degraded = (outcome: Outcome, by: DependencyName): Outcome => ({ ...outcome, degraded: by });

/**
 * @param code stable and machine-readable, for example `sold_out`.
 * @param message names the subject and quotes the input.
 * @param hint what to do about it.
 */
export const errorBody = (code: string, message: string, hint: string): ErrorBody => ({
  error: { code, message, hint },
});

/** HTTP's 201: a write that had its effect. */
export const ACCEPTED = 201;

export const found = (body: object): Outcome => ({ status: 200, body });
export const accepted = (body: object): Outcome => ({ status: ACCEPTED, body });
export const isAccepted = ({ status }: Pick<Outcome, 'status'>): boolean => status === ACCEPTED;
export const refused = (code: string, message: string, hint: string): Outcome => ({
  status: 409,
  body: errorBody(code, message, hint),
});
export const notFound = (code: string, message: string, hint: string): Outcome => ({
  status: 404,
  body: errorBody(code, message, hint),
});

/** Sets status and headers, and returns the body to send. (A handler that returns `reply` itself makes fastify wait for the socket.) */
export function answer(reply: FastifyReply, { status, body, degraded: by }: Outcome): object {
  reply.code(status);
  if (by !== undefined) reply.header(DEGRADED_HEADER, by);
  return body;
}
