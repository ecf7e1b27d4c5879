/** What an account has been marked for, and what its appeal has lifted. */

import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import { type Tx, table } from '../platform/store.ts';
import type { BlockState } from './memory.ts';

export interface Standing {
  /** Failed too many redemptions; stopped until an appeal. */
  readonly isAbnormal: boolean;
  /** An account appeals with success once; campaign milliseconds since the epoch. */
  readonly liftedAtMs?: number;
  /** The address whose block no longer stops this account, since its appeal. */
  readonly exemptAddress?: string;
}
/** By account. */
export const STANDINGS = table<Standing>('risk-standings');

export function markAbnormal(tx: Tx, account: string): Standing {
  const standing = { ...tx.get(STANDINGS, account), isAbnormal: true };
  tx.put(STANDINGS, account, standing);
  return standing;
}

export interface Appeal {
  readonly shopper: string;
  /** Where the appeal comes from; null when it is not known. */
  readonly address: string | null;
  readonly addressBlock: BlockState;
}

/**
 * Lifts a mark and exempts the account from the block of the address that it appeals from, one account a block; a device's
 * block, and one for too many requests, stay. An appeal's success is kept with the account, which so has one. Where the
 * address is not blocked a mark alone is lifted: an exemption ahead would be from its rules for good.
 */
export function appeal(tx: Tx, { shopper, address, addressBlock }: Appeal, nowMs: number): Outcome {
  const standing = tx.get(STANDINGS, shopper);
  if (standing?.liftedAtMs !== undefined) {
    const message = `An appeal of shopper "${shopper}" was granted before.`;
    return refused('lifted_before', message, 'One an account; a block ends after ten quiet minutes.');
  }
  if (!standing?.isAbnormal && addressBlock === 'spent') {
    const message = `Address "${address}" is stopped, and an appeal has exempted another account from it.`;
    return refused('appeals_spent', message, 'One account a block; it ends after ten quiet minutes.');
  }
  if (!standing?.isAbnormal && addressBlock === 'none') {
    const message = `Neither shopper "${shopper}" nor its address is stopped.`;
    return refused('nothing_to_lift', message, 'A block of a device or for too many requests is not lifted.');
  }
  tx.put(STANDINGS, shopper, {
    isAbnormal: false,
    liftedAtMs: nowMs,
    ...(address !== null && addressBlock === 'liftable' ? { exemptAddress: address } : {}),
  });
  return accepted({ shopper, lifted: true });
}
