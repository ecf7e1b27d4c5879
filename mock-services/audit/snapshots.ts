/**
 * Snapshots of the books: the audit reads page after page, and meanwhile the shop goes on: orders time out, parcels leave. There is
 * one at a time. The next one replaces it, and it is closed if nobody reads from it for a while.
 */
import { notFound, type Outcome } from '../platform/outcome.ts';
import type { Books, Snapshot, Store } from '../platform/store.ts';

/** Longer than a page takes to be read, sent and compared. */
const UNREAD_MS_MAX = 60_000;

export class Snapshots {
  readonly #store: Store;
  #taken = 0;
  #snapshot: Snapshot | null = null;
  #end: NodeJS.Timeout | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @returns its name */
  take(): string {
    this.close();
    this.#snapshot = this.#store.snapshot();
    this.#taken += 1;
    this.#keep();
    return String(this.#taken);
  }

  /** The books at that moment, or now if no name is given. Null for a snapshot that is gone. */
  get(name: string): Books | null {
    if (name === '') return this.#store;
    if (this.#snapshot === null || name !== String(this.#taken)) return null;
    this.#keep();
    return this.#snapshot;
  }

  close(): void {
    clearTimeout(this.#end);
    this.#snapshot?.close();
    this.#snapshot = null;
  }

  #keep(): void {
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.close(), UNREAD_MS_MAX);
    this.#end.unref();
  }
}

export const unknownSnapshot = (name: string): Outcome =>
  notFound('unknown_snapshot', `No snapshot "${name}".`, 'Take one first: POST /admin/audit/snapshots.');
