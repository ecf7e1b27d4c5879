/** The livestreams' rooms: which there are, and what is on the screen. */

import { type Catalogue, FLASH_PRODUCT, type Product } from '../catalogue.ts';
import { MINUTE_MS } from '../platform/campaign-clock.ts';

/** Campaign review: three livestreams by key opinion leaders. */
export const ROOMS = ['room-1', 'room-2', 'room-3'] as const;
export type Room = (typeof ROOMS)[number];

/** An assumption, on the campaign's clock: how long an opinion leader shows one product. */
export const ON_SCREEN_MS = 5 * MINUTE_MS;
/** An assumption: what an opinion leader bargains off. */
const LIVE_PRICE_PERCENT = 85;

export const isRoom = (name: string): name is Room => (ROOMS as readonly string[]).includes(name);

export interface Showing {
  readonly product: Product;
  readonly livePriceFen: number;
}
/** What a room shows, given the campaign milliseconds since the campaign began. */
export type Schedule = (room: Room, sinceStartMs: number) => Showing;

/** Rooms go through the catalogue side by side, so that no two show the same product while there are three. */
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
