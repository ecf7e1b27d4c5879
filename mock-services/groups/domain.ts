/**
 * Group-buying: share → interact → join → order. A shopper has one place per product while its group runs.
 *
 * A member can order as soon as its deposit is paid, at the group price, even while the group still waits for others. The order
 * stands even if the group expires: like shops that complete groups by themselves (虛擬成團), this one never takes back an
 * acknowledged order. When a group ends, deposits that no order has used are given back. A used deposit (定金) is not given back,
 * even if the order is cancelled later.
 *
 * `nowMs` is campaign time throughout.
 */

import { DEPOSIT_FEN, groupPriceFen } from '../../scenarios/targets/mock-shop/offers.ts';
import { type Catalogue, FLASH_PRODUCT, type Product } from '../catalogue.ts';
import { createOrder } from '../orders/domain.ts';
import { sweep } from '../platform/agenda.ts';
import { accepted, found, isAccepted, notFound, type Outcome, refused } from '../platform/outcome.ts';
import type { Reader, Store, Tx } from '../platform/store.ts';
import {
  ENDS,
  endGroup,
  GROUP_SIZE,
  groupOf,
  isRunning,
  type Numbered,
  oldestOpen,
  openGroup,
  placeOf,
  setPlace,
  takePlace,
} from './group.ts';
import type { MemberRequest } from './schema.ts';

/** Shares a product. A sharer without a place opens a group and gets one in it; the deposit is due when the sharer joins. */
export function share(tx: Tx, catalogue: Catalogue, request: MemberRequest, nowMs: number): Outcome {
  const { shopper, product } = request;
  if (groupProduct(catalogue, product) === undefined) return unknownGroupProduct(product);
  const own =
    runningGroupOf(tx, request, nowMs) ?? openGroup(tx, product, { shopper, deposit: 'due' }, nowMs);
  return accepted(viewOf(own));
}

/** What a friend sees who opens a share. */
export function look(reader: Reader, catalogue: Catalogue, id: string, nowMs: number): Outcome {
  const product = groupProduct(catalogue, id);
  if (product === undefined) return unknownGroupProduct(id);
  const missing = GROUP_SIZE - (oldestOpen(reader, id, nowMs)?.group.places.length ?? 0);
  const { name, priceFen } = product;
  const groupFen = groupPriceFen(product.priceFen);
  return found({ product: id, name, priceFen, groupPriceFen: groupFen, depositFen: DEPOSIT_FEN, missing });
}

/** Pays the deposit: for the place that the shopper already has from sharing, or for one in the oldest open group. */
export function join(tx: Tx, catalogue: Catalogue, request: MemberRequest, nowMs: number): Outcome {
  const { shopper, product } = request;
  if (groupProduct(catalogue, product) === undefined) return unknownGroupProduct(product);
  const own = runningGroupOf(tx, request, nowMs);
  if (own === undefined) {
    return accepted(viewOf(takePlace(tx, product, { shopper, deposit: 'held' }, nowMs)));
  }
  if (placeOf(own.group, shopper)?.deposit !== 'due') {
    const message = `Shopper "${shopper}" is already in group "${own.id}" of product "${product}".`;
    return refused('already_joined', message, 'One place per shopper and product.');
  }
  return accepted(viewOf(setPlace(tx, own, { shopper, deposit: 'held' })));
}

/** Orders one piece at the group price, of which the deposit is a part. A refused order leaves the deposit where it is. */
export function order(
  tx: Tx,
  catalogue: Catalogue,
  request: MemberRequest & { readonly order: string },
  nowMs: number,
): Outcome {
  const product = groupProduct(catalogue, request.product);
  if (product === undefined) return unknownGroupProduct(request.product);
  const own = runningGroupOf(tx, request, nowMs);
  const deposit = own && placeOf(own.group, request.shopper)?.deposit;
  if (own === undefined || deposit === 'due') return notJoined(request);
  if (deposit === 'used') {
    const message = `Shopper "${request.shopper}" has already ordered in group "${own.id}".`;
    return refused('already_ordered', message, 'One order per place.');
  }
  const priceFen = groupPriceFen(product.priceFen);
  const ordered = createOrder(
    tx,
    catalogue,
    { ...request, quantity: 1, priceFen, depositFen: DEPOSIT_FEN },
    nowMs,
  );
  if (!isAccepted(ordered)) return ordered;
  setPlace(tx, own, { shopper: request.shopper, deposit: 'used', order: request.order });
  return accepted({ order: request.order, payableFen: priceFen - DEPOSIT_FEN, depositFen: DEPOSIT_FEN });
}

/** Ends the groups whose time is over. Returns how many. */
export const endDue = (store: Store, nowMs: number): Promise<number> =>
  sweep(store, ENDS, nowMs, (tx, id) => endGroup(tx, id, nowMs));

function runningGroupOf(tx: Tx, { shopper, product }: MemberRequest, nowMs: number): Numbered | undefined {
  const own = groupOf(tx, product, shopper);
  return own !== undefined && isRunning(own.group, nowMs) ? own : undefined;
}

const viewOf = ({ id, group }: Numbered) => ({
  group: id,
  product: group.product,
  missing: GROUP_SIZE - group.places.length,
});

/** Flash-sale pieces are taken one per shopper, never through a group. */
const groupProduct = (catalogue: Catalogue, id: string): Product | undefined =>
  id === FLASH_PRODUCT ? undefined : catalogue.get(id);

const unknownGroupProduct = (id: string): Outcome =>
  notFound(
    'unknown_product',
    `Product "${id}" is not sold to groups.`,
    'Every product of GET /search is, except the flash sale’s.',
  );

const notJoined = ({ shopper, product }: MemberRequest): Outcome =>
  refused(
    'not_joined',
    `Shopper "${shopper}" has paid no deposit in a running group of product "${product}".`,
    'Join one first: POST /groups/members.',
  );
