/** Accounts marked as abnormal, and what their appeals lifted. */

import { accepted, type Outcome, refused } from '../platform/outcome.ts';
import type { Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import type { BlockState } from './memory.ts';

export interface Standing {
  /** True after too many failed redemptions: stopped until an appeal. */
  readonly isAbnormal: boolean;
  /** When its one appeal was granted, in campaign epoch milliseconds. */
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
  /** The address that the appeal comes from; null if unknown. */
  readonly address: string | null;
  readonly addressBlock: BlockState;
}

/**
 * Lifts the account's mark, and exempts the account from the block of the address that it appeals from (one account per block). A
 * block of a device, or for too many requests, stays. The granted appeal is stored, because an account gets only one. If the
 * address is not blocked, only the mark is lifted: an exemption in advance would last forever.
 */
export function appeal(tx: Tx, { shopper, address, addressBlock }: Appeal, nowMs: number): Outcome {
  const standing = tx.get(STANDINGS, shopper);
  if (standing?.liftedAtMs !== undefined) {
    const message = `An appeal of shopper "${shopper}" was already granted.`;
    return refused('lifted_before', message, 'One per account; a block ends after ten quiet minutes.');
  }
  if (!standing?.isAbnormal && addressBlock === 'spent') {
    const message = `Address "${address}" is blocked, and its one exemption was given to another account.`;
    return refused('appeals_spent', message, 'One account per block; it ends after ten quiet minutes.');
  }
  if (!standing?.isAbnormal && addressBlock === 'none') {
    const message = `Neither shopper "${shopper}" nor its address is blocked.`;
    return refused(
      'nothing_to_lift',
      message,
      'An appeal does not lift a block of a device or for too many requests.',
    );
  }
  tx.put(STANDINGS, shopper, {
    isAbnormal: false,
    liftedAtMs: nowMs,
    ...(address !== null && addressBlock === 'liftable' ? { exemptAddress: address } : {}),
  });
  return accepted({ shopper, lifted: true });
}
