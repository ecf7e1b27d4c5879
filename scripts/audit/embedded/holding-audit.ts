/** Looks up what shoppers hold: coupons that they redeemed, flash-sale pieces, reservations and places in groups. */
import type { AuditRow } from '../../../mock-services/audit/rows.ts';
import { FLASH_PRODUCT } from '../../../scenarios/targets/mock-shop/offers.ts';
import { RESERVED_HOURS } from '../../../scenarios/targets/mock-shop/rules.ts';
import type { AuditContext } from './audit-context.ts';
import { isEnded, type OrderAudit, type OrderRow } from './order-audit.ts';
import type { Held, HeldKind } from './promise-book.ts';

const MINUTES_PER_HOUR = 60;
const pair = (product: string, shopper: string): string => `${product} of ${shopper}`;

const WORDS: Readonly<Record<HeldKind, string>> = {
  piece: 'flash-sale piece',
  reservation: 'reservation',
  place: 'place in a group',
  card: 'card',
};
type Shown = Exclude<HeldKind, 'card'>;

export class HoldingAudit {
  readonly #context: AuditContext;
  readonly #orders: OrderAudit;
  readonly #shown: Readonly<Record<Shown, Set<string>>> = {
    piece: new Set(),
    reservation: new Set(),
    place: new Set(),
  };
  /** Live flash-sale orders by id, with their shopper, until their piece is found. */
  readonly #flashOrders = new Map<string, string>();
  /** Pieces and reservations that went back, because the order that used them ended. */
  readonly #gaveBack = new Set<string>();
  /** Redeemed coupons of this run's orders: `<order> <campaign>`. */
  readonly #redeemed = new Set<string>();

  constructor(context: AuditContext, orders: OrderAudit) {
    this.#context = context;
    this.#orders = orders;
  }

  order(row: OrderRow): void {
    const { order, shopper, product, reserved } = row;
    if (product !== FLASH_PRODUCT && !reserved) return;
    if (isEnded(row)) this.#gaveBack.add(pair(product, shopper));
    else if (product === FLASH_PRODUCT) this.#flashOrders.set(order, shopper);
  }

  coupon({ campaign, shopper, order }: AuditRow<'coupons'>): void {
    const { book, unasked, isOurs } = this.#context;
    if (order === '' || !isOurs(order, shopper)) return;
    const at = book.rowOf(order);
    const asked =
      at === undefined ? [] : [...book.campaignsOf(at, 'acknowledged'), ...book.campaignsOf(at, 'unsure')];
    if (asked.includes(campaign)) this.#redeemed.add(`${order} ${campaign}`);
    else unasked.add('a coupon is redeemed by its shopper', `${campaign} of ${shopper} for ${order}`);
  }

  /** Pieces come after all orders. */
  piece({ product, shopper, order }: AuditRow<'pieces'>): void {
    if (order !== '' && !this.#flashOrders.delete(order))
      this.#context.broken.add(
        'a flash-sale piece is held by one live order',
        `${pair(product, shopper)}, for ${order}`,
      );
    this.#show('piece', product, shopper);
  }

  reservation({ product, shopper }: AuditRow<'reservations'>): void {
    this.#show('reservation', product, shopper);
  }

  place({ product, shopper, deposit }: AuditRow<'places'>): void {
    // Who shares has a place, but has joined only once the deposit is paid.
    if (deposit !== 'due') this.#show('place', product, shopper);
  }

  /** After the last row. */
  end(): void {
    const { book, broken } = this.#context;
    for (const [order, shopper] of this.#flashOrders)
      broken.add('a flash-sale order holds a piece of its own', `${order} of ${shopper}`);
    for (const held of book.held()) this.#checkHeld(held);
    for (const [order, at] of book.orders())
      for (const campaign of book.campaignsOf(at, 'acknowledged'))
        if (!this.#redeemed.has(`${order} ${campaign}`) && !this.#orders.mayHaveReleased(at))
          broken.add('an acknowledged redemption is in the books', `${campaign} for ${order}`);
  }

  #show(kind: Shown, product: string, shopper: string): void {
    const { book, unasked, isOurs } = this.#context;
    if (!isOurs('', shopper)) return;
    this.#shown[kind].add(pair(product, shopper));
    if (!book.mayHold(kind, shopper, product))
      unasked.add(`a ${WORDS[kind]} is asked for by its shopper`, pair(product, shopper));
  }

  #checkHeld({ kind, shopper, product, sureness, atSeconds }: Held): void {
    if (kind === 'card' || sureness === 'unsure') return;
    const { time, broken } = this.#context;
    const held = pair(product, shopper);
    if (this.#shown[kind].has(held)) return;
    if (kind === 'piece' && (this.#gaveBack.has(held) || time.mayHaveLetGo(atSeconds))) return;
    const expires = RESERVED_HOURS * MINUTES_PER_HOUR;
    if (kind === 'reservation' && (this.#gaveBack.has(held) || time.minutesSince(atSeconds) >= expires))
      return;
    broken.add(`an acknowledged ${WORDS[kind]} is in the books`, held);
  }
}
