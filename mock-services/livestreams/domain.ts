/** Livestreams: a room shows one product at a time and sells it at the livestream price while it is on the screen. */

import type { Catalogue } from '../catalogue.ts';
import { createOrder } from '../orders/domain.ts';
import { found, isAccepted, notFound, type Outcome } from '../platform/outcome.ts';
import type { Tx } from '../platform/store.ts';
import { ROOMS, type Room, type Showing } from './room.ts';
import type { LiveOrderRequest } from './schema.ts';

export const watch = (room: Room, { product, livePriceFen }: Showing, viewers: number): Outcome =>
  found({
    room,
    product: product.id,
    name: product.name,
    priceFen: product.priceFen,
    livePriceFen,
    viewers,
  });

/**
 * Orders one piece of the product on the screen. The answer names the product, because the screen may have changed since the
 * shopper looked.
 *
 * @param nowMs campaign time
 */
export function order(
  tx: Tx,
  catalogue: Catalogue,
  { product, livePriceFen }: Showing,
  request: LiveOrderRequest,
  nowMs: number,
): Outcome {
  const line = { product: product.id, quantity: 1, priceFen: livePriceFen };
  const ordered = createOrder(tx, catalogue, { ...request, ...line }, nowMs);
  if (!isAccepted(ordered)) return ordered;
  return { ...ordered, body: { ...ordered.body, product: product.id } };
}

export const unknownRoom = (room: string): Outcome =>
  notFound('unknown_room', `No room "${room}".`, `There are ${ROOMS.join(', ')}.`);
