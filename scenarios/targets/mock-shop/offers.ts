/**
 * How else things are sold than at their price on the shelf: in the flash sale, to groups and in livestreams. These prices are
 * fixed: no coupon and no tier takes anything off them. Money in fen.
 */

/**
 * What an order is for, in the words of a promise: a product at its own price, `7`; to a group, `group:7`; or whatever a livestream
 * has on its screen, `room-1`.
 */
export const GROUP_OFFER = 'group:';

/** The limited product of the flash sale. */
export const FLASH_PRODUCT = 'flash-1';
/** 1 CNY: the campaign's one-yuan flash sale. */
export const FLASH_PRICE_FEN = 100;

/** Assumptions: a group pays four fifths of the price; the deposit is small compared with the cheapest product, 99 CNY. */
const GROUP_PRICE_PERCENT = 80;
export const DEPOSIT_FEN = 1_000;
export const groupPriceFen = (priceFen: number): number => Math.floor((priceFen * GROUP_PRICE_PERCENT) / 100);

/** Assumption: the discount that an opinion leader negotiates. */
const LIVE_PRICE_PERCENT = 85;
export const livePriceFen = (priceFen: number): number => Math.floor((priceFen * LIVE_PRICE_PERCENT) / 100);

/** Campaign review: three livestreams by key opinion leaders. */
export const ROOMS = ['room-1', 'room-2', 'room-3'] as const;
export type Room = (typeof ROOMS)[number];
