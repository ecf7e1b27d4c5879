/**
 * What a shop of anybody's acknowledged, as the crowd wrote it down: an order is an id, and an amount if the shop's promise names
 * one. Beside it, `embedded/promise-book.ts` knows the richer words of the embedded shop.
 */

import { OF_SESSION, type PromiseKind } from '../../../scenarios/shop/promise-kinds.ts';
import { Column, copied, Interned } from '../columns.ts';
import { Findings } from '../findings.ts';
import type { Sureness } from '../sureness.ts';
import { decimalOf } from './amount.ts';
import { ID_CHARACTERS_MAX } from './stored-order.ts';

const BIT = { acknowledged: 1, unsure: 2, again: 4, payment: 8, shared: 16 } as const;
/** Words of the embedded shop: id, shopper, offer and quantity. Of these, rows of orders know the id alone. */
const EMBEDDED_WORDS = 4;
const TAG_RADIX = 36;
/** Nobody knows which session. */
const NO_SESSION = 0;

export class OrderBook {
  readonly #rowOf = new Map<string, number>();
  readonly #bits = new Column(Uint8Array);
  readonly #amounts = new Column(Uint32Array);
  readonly #regions = new Column(Uint16Array);
  /** The session that was told so first, as its tag. */
  readonly #sessions = new Column(Uint32Array);
  readonly #texts = new Interned();
  readonly #broken = new Findings();
  #nameless = 0;
  #again = 0;
  #payments = 0;
  readonly #others = new Map<string, number>();
  /** Why the audit cannot be done, whatever the rows say; the first reason. */
  #obstacle: string | null = null;

  /**
   * @param words without ` later`
   * @returns false if they are not the kind's words, and nothing was noted
   */
  add(kind: PromiseKind, words: string, sureness: Sureness, region: string): boolean {
    const said = words === '' ? [] : words.split(' ');
    if (!said.every(isWord)) return false;
    const session = sessionIn(said);
    const [id, amount] = said;
    // What may have happened to an order whose id only an answer would have named.
    if (id === undefined && sureness === 'acknowledged') return false;
    switch (kind) {
      case 'order':
        if (said.length > 2 && said.length !== EMBEDDED_WORDS) return false;
        if (id === undefined) this.#nameless++;
        else this.#order(id, said.length === 2 ? amount! : null, sureness, region, session);
        return true;
      case 'payment':
        if (id !== undefined && sureness === 'acknowledged') this.#pay(id);
        return true;
      default:
        if (sureness === 'acknowledged') this.#others.set(kind, (this.#others.get(kind) ?? 0) + 1);
        return true;
    }
  }

  get rows(): number {
    return this.#rowOf.size;
  }

  rowOf(id: string): number | undefined {
    return this.#rowOf.get(id);
  }

  isOrder(row: number): boolean {
    return (this.#bits.at(row) & (BIT.acknowledged | BIT.unsure)) !== 0;
  }

  isAcknowledged(row: number): boolean {
    return (this.#bits.at(row) & BIT.acknowledged) !== 0;
  }

  isPaid(row: number): boolean {
    return (this.#bits.at(row) & BIT.payment) !== 0;
  }

  /** As it was acknowledged, in one spelling; empty if no amount was. */
  amountOf(row: number): string {
    return this.#texts.textOf(this.#amounts.at(row));
  }

  /** Where it was ordered. */
  regionOf(row: number): string {
    return this.#texts.textOf(this.#regions.at(row));
  }

  /** Every order with its row: acknowledged, or without an answer. */
  *orders(): Generator<readonly [id: string, row: number]> {
    for (const entry of this.#rowOf) if (this.isOrder(entry[1])) yield entry;
  }

  get counts(): OrderCounts {
    let [acknowledged, indeterminate] = [0, this.#nameless];
    for (const [, row] of this.orders())
      if (this.isAcknowledged(row)) acknowledged++;
      else indeterminate++;
    return { acknowledged, indeterminate, nameless: this.#nameless, again: this.#again };
  }

  /** Orders of which a payment was acknowledged. */
  get payments(): number {
    return this.#payments;
  }

  /** Acknowledged promises that no row of an order tells, by kind. */
  get others(): ReadonlyMap<string, number> {
    return this.#others;
  }

  get obstacle(): string | null {
    return this.#obstacle;
  }

  /** What the answers contradict by themselves. */
  get brokenPromises(): readonly string[] {
    return this.#broken.lines;
  }

  #pay(id: string): void {
    const row = this.#rowFor(id);
    if (!this.isPaid(row)) this.#payments++;
    this.#bits.set(row, this.#bits.at(row) | BIT.payment);
  }

  #order(id: string, amount: string | null, sureness: Sureness, region: string, session: number): void {
    const row = this.#rowFor(id);
    const known = this.#bits.at(row);
    const isKnown = (known & (BIT.acknowledged | BIT.unsure)) !== 0;
    const from = this.#texts.numberOf(region);
    if (isKnown && this.#regions.at(row) !== from)
      this.#obstacle ??= `order ${id} is of region ${this.#texts.textOf(this.#regions.at(row))} and of region ${region}: rows of orders cannot tell them apart`;
    this.#regions.set(row, from);
    this.#bits.set(row, known | BIT[sureness]);
    if (sureness === 'unsure') return;
    const isAgain = (known & BIT.acknowledged) !== 0;
    if (isAgain && (known & BIT.again) === 0) {
      this.#again++;
      this.#bits.set(row, known | BIT.acknowledged | BIT.again);
    }
    const first = this.#sessions.at(row);
    if (first === NO_SESSION) this.#sessions.set(row, session);
    // One session may ask again for what it has. Two that have one order between them are an order too few.
    else if (session !== NO_SESSION && session !== first && (known & BIT.shared) === 0) {
      this.#broken.add('an order is acknowledged to one session', `${id}, which several were told`);
      this.#bits.set(row, this.#bits.at(row) | BIT.shared);
    }
    if (amount !== null) this.#promiseAmount(id, row, amount);
  }

  #promiseAmount(id: string, row: number, amount: string): void {
    const decimal = decimalOf(amount);
    if (decimal === null) {
      this.#obstacle ??= `order ${id} was acknowledged with the amount “${amount}”, which is no decimal number`;
      return;
    }
    const before = this.amountOf(row);
    if (before !== '' && before !== decimal)
      this.#broken.add('an order is acknowledged with one amount', `${id} with ${before} and ${decimal}`);
    this.#amounts.set(row, this.#texts.numberOf(decimal));
  }

  #rowFor(id: string): number {
    const known = this.#rowOf.get(id);
    if (known !== undefined) return known;
    const row = this.#rowOf.size;
    this.#rowOf.set(copied(id), row);
    return row;
  }
}

/** Takes the session's tag off the words. */
function sessionIn(said: string[]): number {
  const last = said.length > 1 ? said.at(-1)! : '';
  if (!last.startsWith(OF_SESSION)) return NO_SESSION;
  said.pop();
  const tag = Number.parseInt(last.slice(OF_SESSION.length), TAG_RADIX);
  return Number.isNaN(tag) ? NO_SESSION : tag;
}

/** A target names its orders. A line end in an id would be two ids to a command. */
const isWord = (word: string): boolean =>
  word !== '' && word.length <= ID_CHARACTERS_MAX && !/[\s\p{Cc}]/u.test(word);

export interface OrderCounts {
  /** Distinct orders. */
  readonly acknowledged: number;
  /** Orders that got no answer, those without a known id included. */
  readonly indeterminate: number;
  readonly nameless: number;
  /** Ids that were acknowledged more than once. */
  readonly again: number;
}
