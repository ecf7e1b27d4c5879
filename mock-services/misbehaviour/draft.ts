/** A store whose decisions are changed before they are written. The shop does not know it. */
import type { Store, Tx } from '../platform/store.ts';
import type { Table } from '../platform/table.ts';

/** Changes what a decision is about to write. The shopper's answer stays as it is. */
export type Tamper = (draft: Draft) => void;

interface Change {
  readonly table: Table<unknown>;
  readonly key: string;
  /** `undefined` removes the row. */
  readonly row: unknown;
}

/** A decision that has been made and not written. */
export class Draft implements Tx {
  readonly #tx: Tx;
  #changes: Change[] = [];

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** As the decision left it. */
  get<Row>(table: Table<Row>, key: string): Row | undefined {
    const own = this.#changes.findLast((change) => change.table === table && change.key === key);
    return own === undefined ? this.#tx.get(table, key) : (own.row as Row | undefined);
  }

  /** As it was before the decision. */
  before<Row>(table: Table<Row>, key: string): Row | undefined {
    return this.#tx.get(table, key);
  }

  put<Row>(table: Table<Row>, key: string, row: Row): void {
    this.#changes.push({ table, key, row });
  }

  remove<Row>(table: Table<Row>, key: string): void {
    this.#changes.push({ table, key, row: undefined });
  }

  /** The rows that the decision puts into a table, in their order. */
  rows<Row>(table: Table<Row>): { readonly key: string; readonly row: Row }[] {
    return this.#changes
      .filter((change) => change.table === table && change.row !== undefined)
      .map(({ key, row }) => ({ key, row: row as Row }));
  }

  /** Leaves a table as it was. */
  leave(table: Table<unknown>): void {
    this.#changes = this.#changes.filter((change) => change.table !== table);
  }

  /** Leaves all tables as they were, but these. */
  keepOnly(...tables: readonly Table<unknown>[]): void {
    this.#changes = this.#changes.filter((change) => tables.includes(change.table));
  }

  write(): void {
    for (const { table, key, row } of this.#changes) {
      if (row === undefined) this.#tx.remove(table, key);
      else this.#tx.put(table, key, row);
    }
  }
}

/** The store itself if there is nothing to tamper with: then this costs nothing. */
export function tampered(store: Store, tampers: readonly Tamper[]): Store {
  if (tampers.length === 0) return store;
  return {
    ...store,
    transact: (decide) =>
      store.transact((tx) => {
        const draft = new Draft(tx);
        const answer = decide(draft);
        for (const tamper of tampers) tamper(draft);
        draft.write();
        return answer;
      }),
  };
}
