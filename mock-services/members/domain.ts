/** Accounts. */

import { tierOf } from '../../scenarios/targets/mock-shop/tiers.ts';
import { accepted, type Outcome } from '../platform/outcome.ts';
import type { Reader, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';

export interface Member {
  /** A former member: not registered in this campaign, but known from before. */
  readonly lapsed: boolean;
  /** Campaign time. */
  readonly sinceMs: number;
}
export const MEMBERS = table<Member>('members');

/** Whether the member has an active account, so that registering would change nothing. */
export const isActive = (reader: Reader, member: string): boolean =>
  reader.get(MEMBERS, member)?.lapsed === false;

/**
 * Opens an account. An existing account stays as it is; a lapsed one becomes active again.
 *
 * @param nowMs campaign time
 */
export function register(tx: Tx, member: string, nowMs: number): Outcome {
  const known = tx.get(MEMBERS, member);
  const account = known?.lapsed === false ? known : { lapsed: false, sinceMs: known?.sinceMs ?? nowMs };
  if (account !== known) tx.put(MEMBERS, member, account);
  return accepted(answerFor(member, account));
}

/**
 * Opens a session. Somebody unknown is recorded as a lapsed member: two million shoppers cannot be registered before a
 * rehearsal, and a real shop has known them for years.
 *
 * @param nowMs campaign time
 */
export function logIn(tx: Tx, member: string, nowMs: number): Outcome {
  const known = tx.get(MEMBERS, member);
  const account = known ?? { lapsed: true, sinceMs: nowMs };
  if (known === undefined) tx.put(MEMBERS, member, account);
  return accepted(answerFor(member, account));
}

const answerFor = (member: string, { lapsed }: Member) => ({ member, tier: tierOf(member), lapsed });
