/** Looks up orders: what was acknowledged must be there, at its price, and nothing may be there that nobody asked for. */
import type { AuditRow } from '../../../mock-services/audit/rows.ts';
import type { AuditContext } from './audit-context.ts';
import { priceOf, productOf } from './price.ts';
import type { OrderKind, Said } from './promise-book.ts';

export type OrderRow = AuditRow<'orders'>;

/** What became of an order in the books. */
const ABSENT = 0;
const LIVE = 1;
const ENDED = 2;

/** The audit's own reading, not the shop's: a mistake of the shop's must not hide itself. */
export const isEnded = ({ state }: Pick<OrderRow, 'state'>): boolean =>
  state === 'cancelled' || state === 'returned';

/** The states that show that an acknowledgement was kept. A paid order may be cancelled or returned later. */
const KEPT_IN: Readonly<Record<Exclude<OrderKind, 'order'>, readonly OrderRow['state'][]>> = {
  payment: ['paid', 'cancelled', 'returning', 'returned'],
  cancellation: ['cancelled'],
  return: ['returning', 'returned'],
};
const KINDS = Object.keys(KEPT_IN) as (keyof typeof KEPT_IN)[];

export class OrderAudit {
  readonly lostIds: string[] = [];
  lost = 0;
  /** Orders of this run that nobody placed. */
  unexplained = 0;
  /** Orders in the books that never got an answer. */
  unansweredStored = 0;
  /** Acknowledged payments that the bank has not settled. */
  unsettled = 0;
  readonly #context: AuditContext;
  readonly #seen: Uint8Array;
  readonly #lostIdsMax: number;

  constructor(context: AuditContext, lostIdsMax: number) {
    this.#context = context;
    this.#seen = new Uint8Array(context.book.rows);
    this.#lostIdsMax = lostIdsMax;
  }

  look(row: OrderRow): void {
    const { book, broken, isOurs } = this.#context;
    if (!isOurs(row.order, row.shopper)) return;
    this.#checkWaiting(row);
    const at = book.rowOf(row.order);
    const said = at === undefined ? null : book.saidOf(row.order, at);
    if (said === null) this.unexplained++;
    if (at === undefined) return;
    if (this.#seen[at] !== ABSENT) broken.add('an order is in the books once', row.order);
    this.#seen[at] = isEnded(row) ? ENDED : LIVE;
    if (said !== null && !book.has(at, 'order')) this.unansweredStored++;
    this.#checkState(row, at);
    if (said !== null) this.#checkSame(row, said);
    if (said !== null) this.#checkPrice(row, at, said);
    if (row.payment === 'pending' && book.has(at, 'payment')) this.unsettled++;
  }

  /** After the last row. */
  end(): void {
    const { book, broken } = this.#context;
    for (const [order, at] of book.orders()) {
      if (this.#seen[at] !== ABSENT) continue;
      if (book.has(at, 'order')) {
        this.lost++;
        if (this.lostIds.length < this.#lostIdsMax) this.lostIds.push(order);
        continue;
      }
      for (const kind of KINDS)
        if (book.has(at, kind))
          broken.add(`an acknowledged ${kind} is in the books`, `${order}, which is not there`);
    }
  }

  /** Whether an order's coupons may have become usable again: it ended, or it came late or not at all. */
  mayHaveReleased(at: number): boolean {
    const { book, time } = this.#context;
    if (this.#seen[at] === ENDED) return true;
    if (this.#seen[at] === ABSENT) return time.mayHaveLetGo(book.redeemedAtSeconds(at));
    return time.mayHaveLetGo(book.redeemedAtSeconds(at), book.orderedAtSeconds(at));
  }

  /** What an order waits for must come. These rows of the shop contradict each other, whatever was promised. */
  #checkWaiting({ order, state, payment, isPaymentQueued, dispatch }: OrderRow): void {
    const { broken } = this.#context;
    if (state === 'paid' && dispatch === '')
      broken.add('a paid order waits for a courier or has a parcel', order);
    if (payment === 'pending' && !isPaymentQueued) broken.add('a pending payment waits for the bank', order);
  }

  #checkSame(row: OrderRow, said: Said): void {
    const product = productOf(said.offer);
    const isSame =
      row.shopper === said.shopper &&
      row.quantity === said.quantity &&
      (product === null || row.product === product);
    if (isSame) return;
    const stored = `${row.quantity} of ${row.product} for ${row.shopper}`;
    const promised = `${said.quantity} of ${said.offer} for ${said.shopper}`;
    this.#context.broken.add(
      'an order is for who ordered it, and for what was ordered',
      `${row.order} is ${stored}, not ${promised}`,
    );
  }

  #checkPrice(row: OrderRow, at: number, said: Said): void {
    const { book, broken } = this.#context;
    const price = priceOf(said, productOf(said.offer) ?? row.product, {
      campaigns: this.#usableCampaigns(at),
      mayHaveCard: book.mayHold('card', said.shopper),
    });
    if (price === null) {
      broken.add('an order is for something that is sold', `${row.order} for ${row.product}`);
      return;
    }
    const { totalFen, depositFen, discountsFen } = price;
    const paidFen = row.totalFen - row.discountFen - row.depositFen;
    const isRight =
      row.totalFen === totalFen && row.depositFen === depositFen && discountsFen.includes(row.discountFen);
    const dueFen = totalFen - discountsFen[0]! - depositFen;
    if (!isRight)
      broken.add(
        'an order costs what the catalogue, its coupons and its tier say',
        `${row.order} of ${paidFen} fen, not ${dueFen}`,
      );
    const isPaidRight = discountsFen.some((discount) => row.paidFen === totalFen - discount - depositFen);
    if (row.payment !== '' && !isPaidRight)
      broken.add('what is paid is what is due', `${row.order} with ${row.paidFen} fen paid of ${dueFen}`);
  }

  /** The sets of coupons that may have been used: what was acknowledged first. */
  #usableCampaigns(at: number): readonly (readonly string[])[] {
    const { book } = this.#context;
    const sure = book.campaignsOf(at, 'acknowledged');
    const unsure = book.campaignsOf(at, 'unsure');
    const sets = [sure];
    if (unsure.length > 0) sets.push([...new Set([...sure, ...unsure])]);
    const cameLate =
      sure.length > 0 &&
      this.#context.time.mayHaveLetGo(book.redeemedAtSeconds(at), book.orderedAtSeconds(at));
    if (cameLate) sets.push([]);
    return sets;
  }

  #checkState(row: OrderRow, at: number): void {
    const { book, broken, unasked } = this.#context;
    const { order, state, payment } = row;
    for (const kind of KINDS) {
      if (!book.has(at, kind) || KEPT_IN[kind].includes(state)) continue;
      broken.add(`an acknowledged ${kind} is in the books`, `${order}, which is ${state}`);
    }
    if (book.has(at, 'payment') && payment === '' && state !== 'created')
      broken.add('an acknowledged payment is in the books', `${order}, which has none`);
    if (isEnded(row) && payment === 'settled')
      broken.add('what is cancelled or returned is refunded', `${order}, which is ${state}`);
    if (!isEnded(row) && payment === 'refunded')
      unasked.add('only what is cancelled or returned is refunded', `${order}, which is ${state}`);
    if (state === 'paid' && !book.mayHave(at, 'payment'))
      unasked.add('an order is paid by its shopper', order);
    if ((state === 'returning' || state === 'returned') && !book.mayHave(at, 'return'))
      unasked.add('an order is returned by its shopper', order);
    if (state === 'cancelled' && !this.#mayBeCancelled(at))
      unasked.add('an order is cancelled by its shopper, or if it is not paid in time', order);
  }

  #mayBeCancelled(at: number): boolean {
    const { book, time } = this.#context;
    if (book.mayHave(at, 'cancellation')) return true;
    return !book.has(at, 'payment') && time.mayHaveLetGo(book.orderedAtSeconds(at));
  }
}
