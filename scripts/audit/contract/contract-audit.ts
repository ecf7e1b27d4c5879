/**
 * The audit of a shop that is not ours: what was acknowledged × the rows of its stored orders → findings. Pure: the rows are given to
 * it, in any order. What rows of orders do not tell (stock, coupons) stays not proven: docs/audit.md.
 */
import { plural } from '../../text/numbers.ts';
import { Column } from '../columns.ts';
import { Findings } from '../findings.ts';
import { decimalOf, decimalOfNumber } from './amount.ts';
import type { OrderBook } from './order-book.ts';
import type { StoredOrder } from './stored-order.ts';

/** Rows that break the contract. Nothing that they say counts. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/**
 * Which orders the rows are of. `asked`: only those that were asked for. `run`: all orders of this run, and no others. `table`: the
 * run's among any others.
 */
export type Covers = 'asked' | 'run' | 'table';

/**
 * Words for an order that a shop does not keep, unless its shop.ts names whole states. `wc-cancelled`, `CANCELLED_BY_SYSTEM` and
 * `PaymentFailed` have one of them.
 */
export const BAD_STATES = ['cancelled', 'canceled', 'failed', 'refunded', 'deleted'] as const;

export interface ContractAuditOptions {
  readonly book: OrderBook;
  readonly covers: Covers;
  readonly badStates?: readonly string[];
  readonly lostIdsMax: number;
}
export interface ContractFindings {
  readonly lost: number;
  /** The first ones. */
  readonly lostIds: readonly string[];
  readonly unexplained: number;
  readonly brokenPromises: readonly string[];
  /** Promises that could not be looked up, in words; null if all were. */
  readonly untold: string | null;
  /** What a reader must know about the audit. */
  readonly notes: readonly string[];
}

const ONCE = 'an acknowledged order is stored once';
const SAME_AMOUNT = 'an order is stored with the amount it was acknowledged with';
const KEPT = 'an acknowledged order is kept';
const TOLD = 1;
/** As much of somebody else's text as a finding quotes. */
const QUOTED_CHARACTERS = 40;

export class ContractAudit {
  readonly #options: ContractAuditOptions;
  readonly #isBad: (state: string) => boolean;
  readonly #times = new Column(Uint32Array);
  readonly #states = new Column(Uint8Array);
  readonly #broken = new Findings();
  #rows = 0;
  #strangers = 0;
  #stateless = 0;
  #amountless = 0;
  #amountlessId = '';

  constructor(options: ContractAuditOptions) {
    this.#options = options;
    const { badStates } = options;
    const named = new Set((badStates ?? BAD_STATES).map(normalised));
    this.#isBad =
      badStates === undefined
        ? (state) => wordsOf(state).some((word) => named.has(word))
        : (state) => named.has(normalised(state));
  }

  /** @throws ContractError when the row breaks the contract */
  look(stored: StoredOrder): void {
    const { book, covers } = this.#options;
    this.#rows++;
    const row = book.rowOf(stored.id);
    if (row === undefined || !book.isOrder(row)) {
      if (covers === 'asked')
        throw new ContractError(`there is a row of ${quoted(stored.id)}, which nobody asked for`);
      this.#strangers++;
      return;
    }
    const times = this.#times.at(row) + 1;
    this.#times.set(row, times);
    const state = stored.state?.trim() ?? '';
    if (state !== '') this.#states.set(row, TOLD);
    if (this.#isBad(state) && (book.isAcknowledged(row) || book.isPaid(row)))
      this.#broken.add(KEPT, `${stored.id}, which is ${cut(state)}`);
    if (!book.isAcknowledged(row)) return;
    if (state === '') this.#stateless++;
    this.#compareAmount(stored, book.amountOf(row));
  }

  /**
   * After the last row.
   * @throws ContractError when the rows leave out what the contract asks for
   */
  end(): ContractFindings {
    const { book, covers, lostIdsMax } = this.#options;
    if (this.#amountless > 0)
      throw new ContractError(
        `${plural(this.#amountless, 'row')} of orders that were acknowledged with an amount ${this.#amountless === 1 ? 'has' : 'have'} none, such as ${quoted(this.#amountlessId)}`,
      );
    const lostIds: string[] = [];
    let lost = 0;
    for (const [id, row] of book.orders()) {
      const times = this.#times.at(row);
      if (times > 1) this.#broken.add(ONCE, `${id}, which is there ${times} times`);
      if (book.isAcknowledged(row) && times === 0) {
        lost++;
        if (lostIds.length < lostIdsMax) lostIds.push(id);
      }
    }
    const { nameless } = book.counts;
    return {
      lost,
      lostIds,
      unexplained: covers === 'run' ? Math.max(0, this.#strangers - nameless) : 0,
      brokenPromises: [...book.brokenPromises, ...this.#broken.lines],
      untold: untoldInWords([['payment', book.payments - this.#toldPayments()], ...book.others]),
      notes: this.#notes(lost),
    };
  }

  #compareAmount({ id, amount }: StoredOrder, promised: string): void {
    if (promised === '') return;
    if (amount === undefined || amount === null || amount === '') {
      if (this.#amountless++ === 0) this.#amountlessId = id;
      return;
    }
    const decimal = typeof amount === 'number' ? decimalOfNumber(amount) : decimalOf(amount);
    if (decimal === null)
      throw new ContractError(
        `the amount of ${quoted(id)} is ${quoted(String(amount))}, which is no decimal number`,
      );
    if (decimal !== promised) this.#broken.add(SAME_AMOUNT, `${id}, ${decimal} instead of ${promised}`);
  }

  /** The state of an order that was paid tells whether it was kept. */
  #toldPayments(): number {
    const { book } = this.#options;
    let told = 0;
    for (const [, row] of book.orders()) if (book.isPaid(row) && this.#states.at(row) === TOLD) told++;
    return told;
  }

  #notes(lost: number): readonly string[] {
    const { book, covers } = this.#options;
    const { acknowledged, again } = book.counts;
    const notes: string[] = [];
    if (again > 0)
      notes.push(
        `${plural(again, 'order id')} ${again === 1 ? 'was' : 'were'} acknowledged more than once: counted as one order each`,
      );
    if (this.#stateless > 0)
      notes.push(
        `${plural(this.#stateless, 'row')} of acknowledged orders had no state, so whether they were cancelled is not known`,
      );
    if (this.#strangers > 0 && covers === 'table')
      notes.push(`${plural(this.#strangers, 'row')} of orders that are not this run's were passed over`);
    if (covers !== 'run') notes.push('orders that nobody placed were not looked for');
    if (lost === acknowledged && this.#rows > 0 && covers !== 'asked')
      notes.push(
        `none of the ${plural(this.#rows, 'row')} is an order of this run: is id what the shop's answers name it?`,
      );
    return notes;
  }
}

function untoldInWords(counts: readonly (readonly [kind: string, count: number])[]): string | null {
  const parts = counts.flatMap(([kind, count]) => (count > 0 ? [plural(count, kind)] : []));
  return parts.length === 0 ? null : `${parts.join(', ')} cannot be told from rows of orders`;
}

const normalised = (state: string): string => state.trim().toLowerCase();

/** Parted at what is no letter, and before a capital behind a small letter. */
const wordsOf = (state: string): readonly string[] =>
  state
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .split(/[^\p{L}]+/u)
    .map(normalised);

const cut = (text: string): string =>
  text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;
const quoted = (text: string): string => `“${cut(text)}”`;
