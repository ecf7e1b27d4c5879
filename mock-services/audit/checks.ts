/** Checks that the tables of different services agree. Each check reads one table from start to end. */

import { orderDiscountFen } from '../../scenarios/targets/mock-shop/coupons.ts';
import { FLASH_PRODUCT } from '../catalogue.ts';
import { isOrdered } from '../coupons/awaited.ts';
import { CAMPAIGNS } from '../coupons/campaigns.ts';
import {
  AWAITED,
  awaitedKey,
  COUPONS,
  type Coupon,
  couponKey,
  couponsOf,
  discountFen,
  isSameCart,
  ORDER_COUPONS,
  orderKey,
} from '../coupons/domain.ts';
import { PIECES, STOCK, UNORDERED, unorderedKey } from '../inventory/domain.ts';
import { payableFen, salesSoFar, soldFen, UNPAID, unpaidKey } from '../orders/domain.ts';
import { PAYMENTS, type PaymentStatus } from '../orders/payment.ts';
import type { BrokenPromises } from '../platform/broken-promises.ts';
import { isLive, ORDERS, type Order } from '../platform/order.ts';
import { pairOf } from '../platform/pair.ts';
import type { Store } from '../platform/store.ts';
import { EXPIRING, expiringKey, RESERVATIONS, reservationKey } from '../reservations/domain.ts';
import { INSPECTIONS, inspectionKey, RETURNS } from '../returns/domain.ts';

export interface StockLine {
  readonly product: string;
  readonly initialPieces: number;
  /** Pieces in live orders, and flash-sale pieces that shoppers hold. */
  readonly soldPieces: number;
  /** In live reservations. */
  readonly promisedPieces: number;
}

type PiecesByProduct = Map<string, number>;

const addTo = (pieces: PiecesByProduct, product: string, by: number): void =>
  void pieces.set(product, (pieces.get(product) ?? 0) + by);

/** Also counts orders, and the pieces in live orders. `checkPieces` counts the pieces of flash-sale orders. */
export function checkOrders(
  store: Store,
  broken: BrokenPromises,
): { orders: number; soldPieces: PiecesByProduct } {
  let orders = 0;
  const soldPieces: PiecesByProduct = new Map();
  for (const { key: id, value: order } of store.range(ORDERS)) {
    orders += 1;
    if (isLive(order) && order.product !== FLASH_PRODUCT) addTo(soldPieces, order.product, order.quantity);
    checkState(store, id, order, broken);
    checkDiscount(store, id, order, broken);
  }
  return { orders, soldPieces };
}

/**
 * The discount is at least the coupons', and at most the coupons' plus the member's present one: a card bought after the order can
 * only raise that. A fixed price has no coupons and no discount.
 */
function checkDiscount(store: Store, id: string, order: Order, broken: BrokenPromises): void {
  if (!isLive(order)) return;
  const { shopper, totalFen } = order;
  const coupons = couponsOf(store, id, shopper);
  const names = coupons?.campaigns ?? [];
  const campaigns = names.map((name) => CAMPAIGNS.get(name)!);
  const leastFen = orderDiscountFen(campaigns, totalFen, 0);
  const mostFen = discountFen(store, names, totalFen, shopper);
  if (order.discountFen < leastFen || order.discountFen > mostFen) {
    const found = `order "${id}" of ${totalFen} fen, ${order.discountFen} off, not ${leastFen} to ${mostFen}`;
    broken.add('the discount is what coupons and card allow', found);
  }
  if (coupons === undefined) return;
  if (!isSameCart(coupons, order) || campaigns.some(({ minimumFen }) => totalFen < minimumFen))
    broken.add('coupons are used for the cart that earned them', `order "${id}" of "${shopper}"`);
}

/** What an order waits for must exist, so that it does not wait forever. */
function checkState(store: Store, id: string, order: Order, broken: BrokenPromises): void {
  const { state } = order;
  if (state === 'created') {
    if (store.get(UNPAID, unpaidKey(id, order)) === undefined)
      broken.add('an unpaid order times out', `order "${id}"`);
    return;
  }
  if (state !== 'cancelled' && store.get(PAYMENTS, id) === undefined)
    broken.add('a paid order has a payment', `order "${id}", which is ${state}`);
  if (state !== 'returning' && state !== 'returned') return;
  const sentBack = store.get(RETURNS, id);
  const waits = sentBack?.status === 'inspection';
  const ends = waits && store.get(INSPECTIONS, inspectionKey(id, sentBack)) !== undefined;
  if (sentBack === undefined || waits !== (state === 'returning') || waits !== ends)
    broken.add('a return is completed', `order "${id}", which is ${state}`);
}

/** Also counts the flash-sale pieces that shoppers hold, ordered or not. */
export function checkPieces(store: Store, broken: BrokenPromises): PiecesByProduct {
  const held: PiecesByProduct = new Map();
  for (const { key, value: piece } of store.range(PIECES)) {
    addTo(held, pairOf(key).thing, 1);
    if (piece.order === undefined) {
      if (store.get(UNORDERED, unorderedKey(key, piece)) === undefined)
        broken.add('a flash-sale piece is ordered or goes back into stock', `piece "${key}"`);
    } else if (!isLiveOrder(store, piece.order))
      broken.add('a cancelled or returned order holds no flash-sale piece', `piece "${key}"`);
  }
  return held;
}

const isLiveOrder = (store: Store, id: string): boolean => {
  const order = store.get(ORDERS, id);
  return order !== undefined && isLive(order);
};

/** Coupons must be numbered in the order in which their claims arrived. */
export function checkFirstCome(store: Store, broken: BrokenPromises): void {
  const given = new Map<string, Coupon[]>();
  for (const { key, value: coupon } of store.range(COUPONS)) {
    const { thing: campaign } = pairOf(key);
    const coupons = given.get(campaign) ?? [];
    given.set(campaign, coupons);
    coupons.push(coupon);
  }
  for (const [campaign, coupons] of given) {
    coupons.sort((one, other) => one.number - other.number);
    coupons.forEach(({ number, ingress }, at) => {
      if (at > 0 && ingress <= coupons[at - 1]!.ingress)
        broken.add('first come, first served', `coupon ${number} of "${campaign}"`);
    });
  }
}

/** Coupon and order must name each other, and the order must be live or still awaited. */
export function checkCoupons(store: Store, broken: BrokenPromises): void {
  for (const { key, value: coupon } of store.range(COUPONS)) {
    if (coupon.redemption === undefined) continue;
    const { thing: campaign, shopper } = pairOf(key);
    const together = store.get(ORDER_COUPONS, orderKey(coupon.redemption.order, shopper));
    if (!together?.campaigns.includes(campaign))
      broken.add('a used coupon belongs to its order', `coupon "${key}"`);
  }
  for (const { key, value: together } of store.range(ORDER_COUPONS)) {
    const { thing: order, shopper } = pairOf(key);
    const isUsedHere = (campaign: string): boolean =>
      store.get(COUPONS, couponKey(campaign, shopper))?.redemption?.order === order;
    if (!together.campaigns.every(isUsedHere))
      broken.add('the coupons of an order are used for no other order', `order "${order}" of "${shopper}"`);
    const comesBack = store.get(AWAITED, awaitedKey(key, together)) !== undefined;
    if (!comesBack && !isOrdered(store, order, shopper))
      broken.add(
        'a coupon is used by a live order or becomes usable again',
        `order "${order}" of "${shopper}"`,
      );
  }
}

/** Also counts pieces that are promised and not ordered. */
export function checkReservations(store: Store, broken: BrokenPromises): PiecesByProduct {
  const promised: PiecesByProduct = new Map();
  for (const { key, value: reservation } of store.range(RESERVATIONS)) {
    if (reservation.order === undefined) {
      addTo(promised, pairOf(key).thing, 1);
      if (store.get(EXPIRING, expiringKey(key, reservation)) === undefined)
        broken.add('a live reservation expires', `reservation "${key}"`);
      continue;
    }
    const order = store.get(ORDERS, reservation.order);
    const kept =
      order?.reserved === true && isLive(order) && reservationKey(order.product, order.shopper) === key;
    if (!kept) broken.add('a used reservation has a live order of its own', `reservation "${key}"`);
  }
  return promised;
}

export function checkStock(store: Store, lines: readonly StockLine[], broken: BrokenPromises): void {
  for (const { product, initialPieces, soldPieces, promisedPieces } of lines) {
    const { leftPieces } = store.get(STOCK, product)!;
    if (leftPieces < 0) broken.add('stock is never below zero', `product "${product}"`);
    if (leftPieces + promisedPieces + soldPieces !== initialPieces) {
      const sum = `${leftPieces} left, ${promisedPieces} promised and ${soldPieces} sold of ${initialPieces}`;
      broken.add('left, promised and sold pieces add up to the stock', `product "${product}": ${sum}`);
    }
  }
}

/** Allowed payment states by order state. A pending payment may still become settled or refunded. */
const STATUSES: Readonly<Record<Order['state'], readonly PaymentStatus[]>> = {
  created: [],
  paid: ['settled', 'pending'],
  returning: ['settled', 'pending'],
  cancelled: ['refunded', 'pending'],
  returned: ['refunded', 'pending'],
};

/** Also checks the counters that the KPIs are read from. */
export function checkPayments(store: Store, broken: BrokenPromises): void {
  const recorded = { orders: 0, revenueFen: 0 };
  for (const { key: id, value: payment } of store.range(PAYMENTS)) {
    const order = store.get(ORDERS, id);
    const state = order?.state;
    if (state === undefined || !STATUSES[state].includes(payment.status)) {
      const found = `order "${id}", which is ${state ?? 'not there'}, with a payment ${payment.status}`;
      broken.add('a payment is refunded when, and only when, its order was cancelled or returned', found);
    }
    if (order === undefined) continue;
    if (payment.amountFen !== payableFen(order)) {
      const found = `order "${id}" with ${payment.amountFen} fen paid of ${payableFen(order)}`;
      broken.add('the amount paid is the amount due', found);
    }
    if (state !== 'paid' && state !== 'returning') continue;
    recorded.orders += 1;
    recorded.revenueFen += soldFen(order);
  }
  const counted = salesSoFar(store);
  if (counted.orders !== recorded.orders || counted.revenueFen !== recorded.revenueFen) {
    const found = `${counted.orders} orders of ${counted.revenueFen} fen, where ${recorded.orders} of ${recorded.revenueFen} are recorded`;
    broken.add('the counted sales match the recorded sales', found);
  }
}
