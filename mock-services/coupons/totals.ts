/** How many coupons there may be, are issued and are redeemed, a campaign and in all. */
import { type Reader, type Tx, table } from '../platform/store.ts';
import { CAMPAIGNS } from './campaigns.ts';

export interface Quota {
  /** An issue raises it. */
  readonly quota: number;
  /** Guards the quota; the audit counts coupons instead. */
  readonly issued: number;
}
/** By campaign. */
export const QUOTAS = table<Quota>('coupon-quotas');
export interface Uses {
  readonly redeemed: number;
  /** Of those, made usable again because their order came to nothing. */
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

/** Coupons, over all campaigns and since the data directory was filled. */
export interface Totals {
  readonly issued: number;
  /** And not released. */
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
