/** How many coupons may be issued, are issued and are redeemed: per campaign, and in all. */
import type { Reader, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { CAMPAIGNS } from './campaigns.ts';

export interface Quota {
  /** An issue raises it. */
  readonly quota: number;
  /** Enforces the quota. The audit does not trust it and counts coupons instead. */
  readonly issued: number;
}
/** By campaign. */
export const QUOTAS = table<Quota>('coupon-quotas');
export interface Uses {
  readonly redeemed: number;
  /** Redemptions undone because the order was cancelled, returned or never came. */
  readonly released: number;
}
/** By campaign. */
export const USES = table<Uses>('coupon-uses');
const NONE: Uses = { redeemed: 0, released: 0 };

export const usesOf = (reader: Reader, campaign: string): Uses => reader.get(USES, campaign) ?? NONE;

export function countUse(tx: Tx, campaign: string, what: keyof Uses): void {
  const uses = usesOf(tx, campaign);
  tx.put(USES, campaign, { ...uses, [what]: uses[what] + 1 });
}

/** Coupons of all campaigns since the data directory was filled. */
export interface Totals {
  readonly issued: number;
  /** Redeemed and not released. */
  readonly redeemed: number;
}

export function totalsOf(reader: Reader): Totals {
  let issued = 0;
  let redeemed = 0;
  for (const campaign of CAMPAIGNS.keys()) {
    issued += reader.get(QUOTAS, campaign)?.issued ?? 0;
    const uses = usesOf(reader, campaign);
    redeemed += uses.redeemed - uses.released;
  }
  return { issued, redeemed };
}
