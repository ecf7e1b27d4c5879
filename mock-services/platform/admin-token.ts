/** Whether a caller knows the admin token. */
import { hash, timingSafeEqual } from 'node:crypto';
import { type ErrorBody, errorBody } from './outcome.ts';

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** @returns whether an `Authorization` header has the token */
export function tokenCheck(token: string): (authorization: string | undefined) => boolean {
  const wanted = digest(`Bearer ${token}`);
  // Digests have one length, so the comparison takes one time whatever was sent.
  return (authorization) => timingSafeEqual(wanted, digest(authorization ?? ''));
}

/** With a 401. */
export const WRONG_TOKEN: ErrorBody = errorBody(
  'unauthorised',
  'The admin token is missing or wrong.',
  'Send "Authorization: Bearer <token>" with the CARNIVAL_ADMIN_TOKEN the shop was started with.',
);
/** With a 403. */
export const CLOSED_TO_CALLER: ErrorBody = errorBody(
  'forbidden',
  'The admin routes are closed to this caller.',
  'Call from this machine (loopback), and with a token.',
);
