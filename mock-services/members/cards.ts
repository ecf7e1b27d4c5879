/** Annual cards, sold in membership month. The campaign review names 80,000 of them, but no limit and no price. */
import { memberDiscountPercent, tierOf } from '../../scenarios/targets/mock-shop/tiers.ts';
import { accepted, found, type Outcome, refused } from '../platform/outcome.ts';
import type { Reader, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';

export interface Card {
  /** On the campaign's clock. */
  readonly sinceMs: number;
}
/** By member. */
export const CARDS = table<Card>('member-cards');

/** Sells one card per member. */
export function buyCard(tx: Tx, member: string, nowMs: number): Outcome {
  if (tx.get(CARDS, member) !== undefined) {
    return refused('has_card', `Member "${member}" already has an annual card.`, 'It is valid for a year.');
  }
  tx.put(CARDS, member, { sinceMs: nowMs });
  return accepted({ member, discountPercent: discountPercentOf(tx, member) });
}

/** Everybody has a tier, even without registering: a real shop has known its members for years. */
export function viewMember(reader: Reader, member: string): Outcome {
  return found({
    member,
    tier: tierOf(member),
    card: reader.get(CARDS, member) !== undefined,
    discountPercent: discountPercentOf(reader, member),
  });
}

/** In whole percents, of tier and card. */
export const discountPercentOf = (reader: Reader, member: string): number =>
  memberDiscountPercent(member, reader.get(CARDS, member) !== undefined);
