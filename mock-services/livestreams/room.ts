/** The rooms of the livestreams, and the product on each screen. */

import { livePriceFen, ROOMS, type Room } from '../../scenarios/targets/mock-shop/offers.ts';
import { type Catalogue, FLASH_PRODUCT, type Product } from '../catalogue.ts';
import { MINUTE_MS } from '../platform/campaign-clock.ts';

export { ROOMS, type Room };

/** Assumption, on the campaign's clock: how long an opinion leader shows one product. */
export const ON_SCREEN_MS = 5 * MINUTE_MS;

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
      livePriceFen: livePriceFen(product.priceFen),
    }));
  return (room, sinceStartMs) => {
    const turn = Math.floor(sinceStartMs / ON_SCREEN_MS);
    return showings[(turn * ROOMS.length + ROOMS.indexOf(room)) % showings.length]!;
  };
}
