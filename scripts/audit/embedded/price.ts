/** What an order must cost, from the catalogue and from what was promised. The shop's own amounts are not asked. Money in fen. */
import { COUPON_OFFERS, orderDiscountFen } from '../../../scenarios/targets/mock-shop/coupons.ts';
import {
  DEPOSIT_FEN,
  FLASH_PRICE_FEN,
  FLASH_PRODUCT,
  GROUP_OFFER,
  groupPriceFen,
  livePriceFen,
  ROOMS,
} from '../../../scenarios/targets/mock-shop/offers.ts';
import { priceFenOf } from '../../../scenarios/targets/mock-shop/shelf.ts';
import { memberDiscountPercent } from '../../../scenarios/targets/mock-shop/tiers.ts';
import type { Said } from './promise-book.ts';

export interface Price {
  readonly totalFen: number;
  /** What may be taken off. More than one if it is not known whether a coupon was used. */
  readonly discountsFen: readonly number[];
  readonly depositFen: number;
}

/** How the discount may come about. */
export interface Reductions {
  /** The sets of coupons that may have been used. */
  readonly campaigns: readonly (readonly string[])[];
  readonly mayHaveCard: boolean;
}

const isRoom = (offer: string): boolean => (ROOMS as readonly string[]).includes(offer);

/** The product that was ordered; null if the shop chose it, because a livestream had it on its screen. */
export const productOf = (offer: string): string | null => {
  if (isRoom(offer)) return null;
  return offer.startsWith(GROUP_OFFER) ? offer.slice(GROUP_OFFER.length) : offer;
};

/** @returns null if there is no such product */
export function priceOf({ shopper, offer, quantity }: Said, product: string, by: Reductions): Price | null {
  const fixed = (pieceFen: number, depositFen = 0): Price => ({
    totalFen: pieceFen * quantity,
    discountsFen: [0],
    depositFen,
  });
  if (product === FLASH_PRODUCT) return fixed(FLASH_PRICE_FEN);
  const number = Number(product);
  if (!Number.isInteger(number) || number < 1) return null;
  const pieceFen = priceFenOf(number);
  if (isRoom(offer)) return fixed(livePriceFen(pieceFen));
  if (offer.startsWith(GROUP_OFFER)) return fixed(groupPriceFen(pieceFen), DEPOSIT_FEN);
  const totalFen = pieceFen * quantity;
  const cards = by.mayHaveCard ? [false, true] : [false];
  const discountsFen = by.campaigns.flatMap((names) => {
    const offers = names.flatMap((name) => COUPON_OFFERS.get(name) ?? []);
    return cards.map((card) => orderDiscountFen(offers, totalFen, memberDiscountPercent(shopper, card)));
  });
  return { totalFen, discountsFen, depositFen: 0 };
}
