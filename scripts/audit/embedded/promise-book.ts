/**
 * What one shop promised in its answers, as the crowd wrote it down: `promising` in scenarios/targets/mock-shop/mock-shop.ts has
 * the words. A run makes hundreds of thousands of promises, so an order is a short id and a row of numbers.
 */
import type { PromiseKind } from '../../../scenarios/shop/promise-kinds.ts';
import { Column, copied, Interned } from '../columns.ts';
import type { Sureness } from '../sureness.ts';

/** What can be said about an order. Each is a bit; what is unsure lies above what was acknowledged. */
const BIT = { order: 1, payment: 2, cancellation: 4, return: 8 } as const;
export type OrderKind = keyof typeof BIT;
const SHIFT: Readonly<Record<Sureness, number>> = { acknowledged: 0, unsure: 4 };

/** What shoppers hold. A card is of no product. */
export type HeldKind = 'piece' | 'reservation' | 'place' | 'card';
export interface Held extends HeldSince {
  readonly kind: HeldKind;
  readonly shopper: string;
  readonly product: string;
}
interface HeldSince {
  readonly sureness: Sureness;
  /** When the crowd wrote it down, epoch seconds. */
  readonly atSeconds: number;
}

/** What an order was to be. */
export interface Said {
  readonly shopper: string;
  /** See `GROUP_OFFER` in scenarios/targets/mock-shop/offers.ts. */
  readonly offer: string;
  readonly quantity: number;
}

const WORDS: Readonly<Record<PromiseKind, number>> = {
  order: 4,
  payment: 1,
  cancellation: 1,
  return: 1,
  redemption: 2,
  piece: 2,
  reservation: 2,
  place: 2,
  card: 1,
};
/** In front of an id that does not begin as those of this run. No id has it. */
const WHOLE = ' ';

export class PromiseBook {
  readonly #orderPrefix: string;
  readonly #rowOf = new Map<string, number>();
  readonly #bits = new Column(Uint8Array);
  readonly #offers = new Column(Uint32Array);
  readonly #quantities = new Column(Uint16Array);
  readonly #orderedAtSeconds = new Column(Uint32Array);
  readonly #redeemedAtSeconds = new Column(Uint32Array);
  readonly #campaigns = { acknowledged: new Column(Uint16Array), unsure: new Column(Uint16Array) };
  readonly #texts = new Interned();
  /** Only of shoppers after whom the order is not named: they came back to order. */
  readonly #shoppers = new Map<number, string>();
  readonly #held = new Map<string, HeldSince>();

  /** @param orderPrefix what the ids of the run's orders begin with; the rest is the shopper, if it came for the first time */
  constructor(orderPrefix: string) {
    this.#orderPrefix = orderPrefix;
  }

  /** Rows of orders about which anything was said: from 0 up to this. */
  get rows(): number {
    return this.#rowOf.size;
  }

  /**
   * @param words without ` later`
   * @returns false if they are not the kind's words, and nothing was noted
   */
  add(kind: PromiseKind, words: string, sureness: Sureness, atSeconds: number): boolean {
    const said = words.split(' ');
    if (said.length !== WORDS[kind] || said.includes('')) return false;
    const [id, second = ''] = said as [string, ...string[]];
    switch (kind) {
      case 'piece':
      case 'reservation':
      case 'place':
      case 'card':
        this.#hold(`${kind} ${id} ${second}`, { sureness, atSeconds });
        return true;
      case 'redemption':
        this.#redeem(this.#rowFor(id), second, sureness, atSeconds);
        return true;
      default: {
        const row = this.#rowFor(id);
        this.#bits.set(row, this.#bits.at(row) | (BIT[kind] << SHIFT[sureness]));
        if (kind === 'order') this.#order(row, said as [string, string, string, string], atSeconds);
        return true;
      }
    }
  }

  /** The row of an order; undefined if nothing was said about it. */
  rowOf(order: string): number | undefined {
    return this.#rowOf.get(this.#short(order));
  }

  has(row: number, kind: OrderKind, sureness: Sureness = 'acknowledged'): boolean {
    return (this.#bits.at(row) & (BIT[kind] << SHIFT[sureness])) !== 0;
  }

  /** Whether it was acknowledged, or may have happened. */
  mayHave(row: number, kind: OrderKind): boolean {
    return this.has(row, kind) || this.has(row, kind, 'unsure');
  }

  /** Null if other things were said about it, but not what it was to be. */
  saidOf(order: string, row: number): Said | null {
    if (!this.mayHave(row, 'order')) return null;
    const offer = this.#texts.textOf(this.#offers.at(row));
    const shopper = this.#shoppers.get(row) ?? firstShopper(order);
    return { shopper, offer, quantity: this.#quantities.at(row) };
  }

  /** The campaigns whose coupons were redeemed for an order. */
  campaignsOf(row: number, sureness: Sureness): readonly string[] {
    const names = this.#texts.textOf(this.#campaigns[sureness].at(row));
    return names === '' ? [] : names.split(' ');
  }

  /** 0 if it was never placed. */
  orderedAtSeconds(row: number): number {
    return this.#orderedAtSeconds.at(row);
  }

  /** The last time; 0 if never. */
  redeemedAtSeconds(row: number): number {
    return this.#redeemedAtSeconds.at(row);
  }

  *orders(): Generator<readonly [order: string, row: number]> {
    for (const [short, row] of this.#rowOf)
      yield [short.startsWith(WHOLE) ? short.slice(WHOLE.length) : `${this.#orderPrefix}${short}`, row];
  }

  *held(): Generator<Held> {
    for (const [key, since] of this.#held) {
      const [kind, shopper, product] = key.split(' ') as [HeldKind, string, string];
      yield { kind, shopper, product, ...since };
    }
  }

  mayHold(kind: HeldKind, shopper: string, product = ''): boolean {
    return this.#held.has(`${kind} ${shopper} ${product}`);
  }

  #order(
    row: number,
    [id, shopper, offer, quantity]: [string, string, string, string],
    atSeconds: number,
  ): void {
    this.#offers.set(row, this.#texts.numberOf(offer));
    this.#quantities.set(row, Number(quantity));
    this.#orderedAtSeconds.set(row, atSeconds);
    if (shopper !== firstShopper(id)) this.#shoppers.set(row, copied(shopper));
  }

  #redeem(row: number, campaign: string, sureness: Sureness, atSeconds: number): void {
    const known = this.campaignsOf(row, sureness);
    const names = known.includes(campaign) ? known : [...known, campaign];
    this.#campaigns[sureness].set(row, this.#texts.numberOf(names.join(' ')));
    this.#redeemedAtSeconds.set(row, atSeconds);
  }

  #hold(key: string, since: HeldSince): void {
    if (since.sureness === 'acknowledged' || !this.#held.has(key)) this.#held.set(copied(key), since);
  }

  #rowFor(order: string): number {
    const short = this.#short(order);
    const known = this.#rowOf.get(short);
    if (known !== undefined) return known;
    const row = this.#rowOf.size;
    this.#rowOf.set(copied(short), row);
    return row;
  }

  #short(order: string): string {
    const isOwn = order.startsWith(this.#orderPrefix);
    return isOwn ? order.slice(this.#orderPrefix.length) : `${WHOLE}${order}`;
  }
}

/** The order of a shopper who is there for the first time is named after it: see `Visit.order`. */
const firstShopper = (order: string): string => order.slice('o.'.length);
