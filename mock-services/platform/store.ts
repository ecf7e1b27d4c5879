/**
 * The shop's memory: lmdb, one file a region. Reads are synchronous; every change is a transaction, and an
 * acknowledged transaction is committed.
 *
 * All decisions of an event-loop turn run in one write transaction, so a commit is shared by many requests.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, TransactionFlags } from 'lmdb';
import type { ShopSettings } from '../../scenarios/campaigns/plan.ts';
import { Turn } from './turn.ts';

/** A named table of records; declare it once, beside the domain that owns it. */
export interface Table<Row> {
  readonly name: string;
  /** Never set: carries the record's type. */
  readonly row?: Row;
}
export const table = <Row>(name: string): Table<Row> => ({ name });

export interface Reader {
  get<Row>(table: Table<Row>, key: string): Row | undefined;
}
/** What a decision sees: its own puts included, other decisions' puts entirely or not at all. */
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
   * Runs `decide` alone and commits what it put; when it throws, nothing is put.
   * The promise resolves once the commit survives what the store's durability names.
   */
  transact<Answer>(decide: (tx: Tx) => Answer): Promise<Answer>;
  /** Rows in the order of their keys (UTF-8 bytes). */
  range<Row>(table: Table<Row>, options?: RangeOptions): Iterable<{ key: string; value: Row }>;
  /** Waits for running transactions. */
  close(): Promise<void>;
}

/** More than lmdb's 12: every service brings a few tables, and many services are still to come. */
const TABLES_MAX = 128;
/** Committed on return, so that it survives a killed process; the operating system writes it to disk when it sees fit. */
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
      // Waiting for the disk happens in lmdb's own thread; otherwise this thread is faster, as no two must wake each other.
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
 * Keeps a decision's changes back until it has ended: lmdb would commit what a throwing callback has put so far. Its own remedy,
 * nested transactions, costs more than this short list.
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
    // Inside a transaction lmdb's put and remove act at once, so nobody waits for the promises they return.
    for (const { database, key, row } of this.#changes) {
      if (row === undefined) database.remove(key);
      else database.put(key, row);
    }
  }
}
