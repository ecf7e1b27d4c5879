/**
 * The shop's storage: lmdb, one file per region. Reads are synchronous. Every change is a transaction, and is committed before it
 * is acknowledged.
 *
 * All decisions of an event-loop turn share one write transaction, so many requests share a commit.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabaseOptions, TransactionFlags } from 'lmdb';
import type { ShopSettings } from '../../scenarios/targets/mock-shop/settings.ts';
import { DiskRoom } from './disk-room.ts';
import type { Table } from './table.ts';
import { Turn } from './turn.ts';

export interface Reader {
  get<Row>(table: Table<Row>, key: string): Row | undefined;
}
/** A decision sees its own puts, and all puts of another decision or none of them. */
export interface Tx extends Reader {
  put<Row>(table: Table<Row>, key: string, row: Row): void;
  remove<Row>(table: Table<Row>, key: string): void;
}
export interface RangeOptions {
  /** First key, included. */
  readonly start?: string;
  readonly limit?: number;
}
/** Reads one table after the other. */
export interface Books extends Reader {
  /** Rows in the order of their keys (UTF-8 bytes). */
  range<Row>(table: Table<Row>, options?: RangeOptions): Iterable<{ key: string; value: Row }>;
}
/** Keeps the pages that it shows, so the file grows until it is closed. */
export interface Snapshot extends Books {
  close(): void;
}
export interface Store extends Books {
  /**
   * Runs `decide` with no other decision at the same time, and commits its puts. If it throws, nothing is put.
   * The promise resolves once the commit is durable: see `durability`.
   */
  transact<Answer>(decide: (tx: Tx) => Answer): Promise<Answer>;
  /** The store as it is now, whatever changes meanwhile. */
  snapshot(): Snapshot;
  /** Waits for running transactions, then closes the store. */
  close(): Promise<void>;
}

/** lmdb's default is 12, but every service has a few tables. */
const TABLES_MAX = 128;

/** What a store leaves in its directory. */
const BOOKS_FILE = 'shop.mdb';
export const BOOKS_FILES = [BOOKS_FILE, `${BOOKS_FILE}-lock`] as const;

type Durability = ShopSettings['durability'];

/**
 * What lmdb does before it says that a commit is done.
 *
 * - `process`: it writes the pages to the page cache, which outlives the process, and nothing more. The operating system writes them to
 *   the disk when it likes and in any order: a power cut may leave a file that cannot be read. Not through a writable map: that is
 *   faster, and a commit has been seen to abort the process (decision 141).
 * - `power`: it waits for fdatasync of the pages and a synchronous write of the meta page. With `overlappingSync` it would return
 *   before.
 *
 * Measured variants: decision 032.
 */
const COMMIT: Readonly<Record<Durability, RootDatabaseOptions>> = {
  process: { noSync: true },
  power: { overlappingSync: false },
};

/**
 * @param dataDir is created when missing.
 * @param room refuses changes while the disk is full; what is stored can still be read
 * @throws Error when the directory cannot be used.
 */
export function openStore(
  dataDir: string,
  durability: Durability,
  tables: readonly Table<unknown>[],
  room = new DiskRoom(dataDir),
): Store {
  const handles = new Map<string, Database<unknown, string>>();
  const root = openFile(dataDir, durability, room);
  // In one transaction: one wait for the disk instead of one for each table.
  root.transactionSync(() => {
    for (const { name } of tables) handles.set(name, root.openDB<unknown, string>({ name }));
  });

  const turn = new Turn((run) => root.transactionSync(run, TransactionFlags.SYNCHRONOUS_COMMIT));

  const handle = (table: Table<unknown>): Database<unknown, string> => {
    const found = handles.get(table.name);
    if (found === undefined) {
      throw new Error(`Table "${table.name}" is not open: name it in its service's "tables".`);
    }
    return found;
  };
  return {
    get: <Row>(table: Table<Row>, key: string) => handle(table).get(key) as Row | undefined,
    transact: <Answer>(decide: (tx: Tx) => Answer) => {
      const decision = (): Answer => {
        const changes = new Changes(handle);
        const answer = decide(changes);
        if (!changes.isEmpty) room.require();
        changes.apply();
        return answer;
      };
      // lmdb waits for the disk in a thread of its own. If there is no wait, this thread alone is faster: see decision 014.
      return durability === 'power' ? root.transaction(decision) : turn.decide(decision);
    },
    range: <Row>(table: Table<Row>, options: RangeOptions = {}) =>
      handle(table).getRange(options) as Iterable<{ key: string; value: Row }>,
    snapshot() {
      const transaction = root.useReadTransaction();
      return {
        get: <Row>(table: Table<Row>, key: string) =>
          handle(table).get(key, { transaction }) as Row | undefined,
        range: <Row>(table: Table<Row>, options: RangeOptions = {}) =>
          handle(table).getRange({ ...options, transaction }) as Iterable<{ key: string; value: Row }>,
        close: () => transaction.done(),
      };
    },
    async close() {
      await turn.ended();
      await root.close();
    },
  };
}

function openFile(dataDir: string, durability: Durability, room: DiskRoom) {
  try {
    mkdirSync(dataDir, { recursive: true });
    const path = join(dataDir, BOOKS_FILE);
    if (!existsSync(path)) room.require();
    return open<unknown, string>({ path, maxDbs: TABLES_MAX, ...COMMIT[durability] });
  } catch (error) {
    throw new Error(
      `Data directory "${dataDir}" cannot be used: ${(error as Error).message}. Name a directory that can be written to.`,
    );
  }
}

interface Change {
  readonly database: Database<unknown, string>;
  readonly key: string;
  /** `undefined` removes the row. */
  readonly row: unknown;
}

/**
 * Keeps the changes of a decision until it has ended, because lmdb would commit what a callback put before it threw. lmdb's nested
 * transactions would solve this too, but cost more than this short list.
 */
class Changes implements Tx {
  readonly #handle: (table: Table<unknown>) => Database<unknown, string>;
  readonly #changes: Change[] = [];

  constructor(handle: (table: Table<unknown>) => Database<unknown, string>) {
    this.#handle = handle;
  }

  get isEmpty(): boolean {
    return this.#changes.length === 0;
  }

  get<Row>(table: Table<Row>, key: string): Row | undefined {
    const database = this.#handle(table);
    const own = this.#changes.findLast((change) => change.database === database && change.key === key);
    return (own === undefined ? database.get(key) : own.row) as Row | undefined;
  }

  put<Row>(table: Table<Row>, key: string, row: Row): void {
    this.#changes.push({ database: this.#handle(table), key, row });
  }

  remove<Row>(table: Table<Row>, key: string): void {
    this.#changes.push({ database: this.#handle(table), key, row: undefined });
  }

  apply(): void {
    // Inside a transaction, put and remove act at once. So nobody needs to wait for the promises that they return.
    for (const { database, key, row } of this.#changes) {
      if (row === undefined) database.remove(key);
      else database.put(key, row);
    }
  }
}
