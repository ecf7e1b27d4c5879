/** Shoppers as rows of typed arrays: 17 bytes each, and 8 more on the timer wheel. */

export class Rows {
  /** The shopper's number within its population, over all VUs. */
  shopper: Uint32Array<ArrayBuffer>;
  /** Requests intended so far by this row: the n of its draws. */
  n: Uint32Array<ArrayBuffer>;
  /** How many shoppers this held place has seen before the present one. */
  generation: Uint16Array<ArrayBuffer>;
  /** The next step, as a node of the population's graph. */
  node: Uint8Array<ArrayBuffer>;
  population: Uint8Array<ArrayBuffer>;
  /** How far the shopper's session has come: see SESSION. */
  session: Uint8Array<ArrayBuffer>;
  /** How often the present step has been tried before and failed. It wraps: the 257th try counts as a first one again. */
  tries: Uint8Array<ArrayBuffer>;
  /** Where a held place stands with the target curve: see PRESENCE. */
  presence: Uint8Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.shopper = new Uint32Array(capacity);
    this.n = new Uint32Array(capacity);
    this.generation = new Uint16Array(capacity);
    this.node = new Uint8Array(capacity);
    this.population = new Uint8Array(capacity);
    this.session = new Uint8Array(capacity);
    this.tries = new Uint8Array(capacity);
    this.presence = new Uint8Array(capacity);
  }

  get capacity(): number {
    return this.node.length;
  }

  grow(capacity: number): void {
    this.shopper = copyInto(new Uint32Array(capacity), this.shopper);
    this.n = copyInto(new Uint32Array(capacity), this.n);
    this.generation = copyInto(new Uint16Array(capacity), this.generation);
    this.node = copyInto(new Uint8Array(capacity), this.node);
    this.population = copyInto(new Uint8Array(capacity), this.population);
    this.session = copyInto(new Uint8Array(capacity), this.session);
    this.tries = copyInto(new Uint8Array(capacity), this.tries);
    this.presence = copyInto(new Uint8Array(capacity), this.presence);
  }
}

export const SESSION = {
  /** Its first request has left. */
  begun: 0,
  /** No request of it has left yet. */
  fresh: 1,
  /** Risk control has stopped it once. */
  stopped: 2,
} as const;

export const PRESENCE = {
  /** In a session. */
  here: 0,
  /** Left because the curve fell, but still on the wheel or in flight: goes when it next wakes. */
  leaving: 1,
  /** Not in the shop and not on the wheel. */
  away: 2,
} as const;

function copyInto<T extends { set(from: T): void }>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
