/**
 * Watches the shelves. It looks at a slice of them at a time, because reading ten thousand at once would hold up the shoppers for
 * ten milliseconds, and at the flash-sale product and those it has shown every time: once around takes a round for each
 * thousand products, and so late may an ordinary product first be seen to sell. Kept in memory: after a restart it has to
 * see something sold before it can say anything.
 */

import { FLASH_PRODUCT } from '../catalogue.ts';
import type { Store } from '../platform/store.ts';
import { STOCK } from './domain.ts';
import { type Sample, stockoutMinutes, withSample } from './forecast.ts';

export interface Stockout {
  readonly product: string;
  /** Campaign minutes; Infinity while nothing sells. */
  readonly minutes: number;
}

const SLICE_PRODUCTS = 1_000;
/** Shown beside the flash-sale product, of what sells out and of what is sold out: more would be labels without end. */
const SHOWN_PRODUCTS_MAX = 5;
/** What will last longer than the burst's twelve hours of the campaign review is none of the few. */
const SHOWN_MINUTES_MAX = 12 * 60;

export class StockWatch {
  readonly #store: Store;
  readonly #samples = new Map<string, Sample[]>();
  /** Campaign minutes until each is sold out, as of its last sample. */
  readonly #minutes = new Map<string, number>();
  /** Ordinary products that are sold out, in the order of their being so. */
  readonly #soldOut = new Set<string>();
  #shown: Stockout[] = [];
  /** Up to this product the shelves have been looked at. */
  #seen = '';

  constructor(store: Store) {
    this.#store = store;
  }

  /** The flash-sale product, the few others that sell out soonest, and the few that were sold out last. */
  get soonest(): readonly Stockout[] {
    return this.#shown;
  }

  /** @param nowMs campaign time */
  look(nowMs: number): void {
    for (const product of new Set([FLASH_PRODUCT, ...this.#shown.map(({ product }) => product)])) {
      const stock = this.#store.get(STOCK, product);
      if (stock !== undefined) this.#note(product, stock.leftPieces, nowMs);
    }
    let last = '';
    for (const { key, value } of this.#store.range(STOCK, { start: this.#seen, limit: SLICE_PRODUCTS })) {
      this.#note(key, value.leftPieces, nowMs);
      last = key;
    }
    // Only itself was left to see: begin again.
    this.#seen = last === this.#seen ? '' : last;
    this.#shown = this.#choose();
  }

  #note(product: string, leftPieces: number, atMs: number): void {
    const samples = withSample(this.#samples.get(product) ?? [], { atMs, leftPieces });
    this.#samples.set(product, samples);
    this.#minutes.set(product, stockoutMinutes(samples));
    if (leftPieces > 0) this.#soldOut.delete(product);
    else if (product !== FLASH_PRODUCT) this.#soldOut.add(product);
  }

  #choose(): Stockout[] {
    const flash = {
      product: FLASH_PRODUCT,
      minutes: this.#minutes.get(FLASH_PRODUCT) ?? Number.POSITIVE_INFINITY,
    };
    const others: Stockout[] = [];
    for (const [product, minutes] of this.#minutes) {
      // What is sold out already would hide what is about to be: it has places of its own.
      if (product !== FLASH_PRODUCT && minutes > 0 && minutes <= SHOWN_MINUTES_MAX)
        others.push({ product, minutes });
    }
    others.sort((a, b) => a.minutes - b.minutes);
    const soldOut = [...this.#soldOut].slice(-SHOWN_PRODUCTS_MAX);
    const over = soldOut.map((product) => ({ product, minutes: 0 }));
    return [flash, ...others.slice(0, SHOWN_PRODUCTS_MAX), ...over];
  }
}
