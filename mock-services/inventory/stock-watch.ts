/**
 * Watches the stock. Each round reads a thousand products, because reading ten thousand at once would hold up shoppers for ten
 * milliseconds. So it may take one round per thousand products until it notices that an ordinary product sells. It reads the
 * flash-sale product, and the products that it shows, in every round. All of this is in memory: after a restart it shows nothing
 * until something sells.
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
/** How many products are shown of those about to sell out, and of those sold out. More would make too many series. */
const SHOWN_PRODUCTS_MAX = 5;
/** A product that lasts longer than the burst (twelve hours in the campaign review) is not shown. */
const SHOWN_MINUTES_MAX = 12 * 60;

export class StockWatch {
  readonly #store: Store;
  readonly #samples = new Map<string, Sample[]>();
  /** Campaign minutes until each is sold out, as of its last sample. */
  readonly #minutes = new Map<string, number>();
  /** Ordinary products that are sold out, in the order in which they sold out. */
  readonly #soldOut = new Set<string>();
  #shown: Stockout[] = [];
  /** The product read last; the next round goes on after it. */
  #seen = '';

  constructor(store: Store) {
    this.#store = store;
  }

  /** The flash-sale product, the few others that sell out soonest, and the few that sold out last. */
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
    // All products are read: start again.
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
      // Sold-out products have their own places, so that they do not hide those about to sell out.
      if (product !== FLASH_PRODUCT && minutes > 0 && minutes <= SHOWN_MINUTES_MAX)
        others.push({ product, minutes });
    }
    others.sort((a, b) => a.minutes - b.minutes);
    const soldOut = [...this.#soldOut].slice(-SHOWN_PRODUCTS_MAX);
    const over = soldOut.map((product) => ({ product, minutes: 0 }));
    return [flash, ...others.slice(0, SHOWN_PRODUCTS_MAX), ...over];
  }
}
