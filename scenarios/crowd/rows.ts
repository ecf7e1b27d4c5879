/** Shoppers as rows of typed arrays: 17 bytes per shopper, plus 8 on the timer wheel. */

export class Rows {
  /** The shopper's number within its population, over all VUs. */
  shopper: Uint32Array<ArrayBuffer>;
  /** Requests this row has intended so far: the n of its draws. */
  n: Uint32Array<ArrayBuffer>;
  /** How many shoppers had this held place before the current one. */
  generation: Uint16Array<ArrayBuffer>;
  /** The next step, as a node of the population's graph. */
  node: Uint8Array<ArrayBuffer>;
  population: Uint8Array<ArrayBuffer>;
  /** How far the shopper's session has come: see SESSION. */
  session: Uint8Array<ArrayBuffer>;
  /** How often the current step has already failed. It wraps: the 257th try counts as a first try again. */
  tries: Uint8Array<ArrayBuffer>;
  /** Whether a held place is in use: see PRESENCE. */
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
  /** The first request was sent. */
  begun: 0,
  /** Risk control has stopped the session at least once. */
  stopped: 1,
  /** No request was sent yet. All values from here on say so. */
  fresh: 2,
  /** The same, of a session that follows another at its held place. */
  next: 3,
} as const;

export const PRESENCE = {
  /** In a session. */
  here: 0,
  /** Must leave because the curve fell, but is still on the wheel or in flight. It leaves when it next wakes. */
  leaving: 1,
  /** Not in the shop and not on the wheel. */
  away: 2,
} as const;

function copyInto<T extends { set(from: T): void }>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
