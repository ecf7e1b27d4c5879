/** The rooms of the livestreams, and the product on each screen. */

import { type Catalogue, FLASH_PRODUCT, type Product } from '../catalogue.ts';
import { MINUTE_MS } from '../platform/campaign-clock.ts';

/** Campaign review: three livestreams by key opinion leaders. */
export const ROOMS = ['room-1', 'room-2', 'room-3'] as const;
export type Room = (typeof ROOMS)[number];

/** Assumption, on the campaign's clock: how long an opinion leader shows one product. */
export const ON_SCREEN_MS = 5 * MINUTE_MS;
/** Assumption: the discount that an opinion leader negotiates. */
const LIVE_PRICE_PERCENT = 85;

export const isRoom = (name: string): name is Room => (ROOMS as readonly string[]).includes(name);

export interface Showing {
  readonly product: Product;
  readonly livePriceFen: number;
}
/** What a room shows so many campaign milliseconds after the campaign began. */
export type Schedule = (room: Room, sinceStartMs: number) => Showing;

/** Rooms go through the catalogue one product apart. So no two show the same product, if there are at least three. */
export function createSchedule(catalogue: Catalogue): Schedule {
  const showings = [...catalogue.values()]
    .filter(({ id }) => id !== FLASH_PRODUCT)
    .map((product) => ({
      product,
      livePriceFen: Math.floor((product.priceFen * LIVE_PRICE_PERCENT) / 100),
    }));
  return (room, sinceStartMs) => {
    const turn = Math.floor(sinceStartMs / ON_SCREEN_MS);
    return showings[(turn * ROOMS.length + ROOMS.indexOf(room)) % showings.length]!;
  };
}
