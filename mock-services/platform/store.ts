/**
 * The shop's storage: lmdb, one file per region. Reads are synchronous. Every change is a transaction, and is committed before it
 * is acknowledged.
 *
 * All decisions of an event-loop turn share one write transaction, so many requests share a commit.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, TransactionFlags } from 'lmdb';
import type { ShopSettings } from '../../scenarios/campaigns/plan.ts';
import { Turn } from './turn.ts';

/** A named table of records; declare it once, beside the domain that owns it. */
export interface Table<Row> {
  readonly name: string;
  /** Never set. Only carries the record's type. */
  readonly row?: Row;
}
export const table = <Row>(name: string): Table<Row> => ({ name });

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
export interface Store extends Reader {
  /**
   * Runs `decide` with no other decision at the same time, and commits its puts. If it throws, nothing is put.
   * The promise resolves once the commit is durable: see `durability`.
   */
  transact<Answer>(decide: (tx: Tx) => Answer): Promise<Answer>;
  /** Rows in the order of their keys (UTF-8 bytes). */
  range<Row>(table: Table<Row>, options?: RangeOptions): Iterable<{ key: string; value: Row }>;
  /** Waits for running transactions, then closes the store. */
  close(): Promise<void>;
}

/** lmdb's default is 12, but every service has a few tables. */
const TABLES_MAX = 128;
/** Committed on return, so it survives a killed process. The operating system writes it to disk later. */
const COMMIT_WITHOUT_FLUSH = TransactionFlags.SYNCHRONOUS_COMMIT | TransactionFlags.NO_SYNC_FLUSH;

/**
 * @param dataDir is created when missing.
 * @throws Error when the directory cannot be used.
 */
export function openStore(
  dataDir: string,
  durability: ShopSettings['durability'],
  tables: readonly Table<unknown>[],
): Store {
  const handles = new Map<string, Database<unknown, string>>();
  const root = openFile(dataDir, durability);
  // In one transaction: one wait for the disk instead of one for each table.
  root.transactionSync(() => {
    for (const { name } of tables) handles.set(name, root.openDB<unknown, string>({ name }));
  });

  const turn = new Turn((run) => root.transactionSync(run, COMMIT_WITHOUT_FLUSH));

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
        changes.apply();
        return answer;
      };
      // lmdb waits for the disk in a thread of its own. If there is no wait, this thread alone is faster: see decision 014.
      return durability === 'power' ? root.transaction(decision) : turn.decide(decision);
    },
    range: <Row>(table: Table<Row>, options: RangeOptions = {}) =>
      handle(table).getRange(options) as Iterable<{ key: string; value: Row }>,
    async close() {
      await turn.ended();
      await root.close();
    },
  };
}

function openFile(dataDir: string, durability: ShopSettings['durability']) {
  try {
    mkdirSync(dataDir, { recursive: true });
    return open<unknown, string>({
      path: join(dataDir, 'shop.mdb'),
      maxDbs: TABLES_MAX,
      // Off: the commit itself waits for fdatasync of the pages and a synchronous write of the meta page, so it survives
      // power loss. On: it may return before.
      overlappingSync: durability === 'process',
    });
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
