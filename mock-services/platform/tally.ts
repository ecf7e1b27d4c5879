/**
 * Counts in one row, changed in the same transaction as what they count. So they are exact under concurrency and after a restart,
 * every route counts alike, and a repeated request is not counted twice.
 */
import type { Reader, Tx } from './store.ts';
import type { Table } from './table.ts';

/** A missing name counts as zero. */
export type Tally<Name extends string> = Readonly<Partial<Record<Name, number>>>;

const ROW = 'all';

export function count<Name extends string>(tx: Tx, table: Table<Tally<Name>>, by: Tally<Name>): void {
  const counts: Partial<Record<string, number>> = { ...tx.get(table, ROW) };
  for (const [name, amount] of Object.entries<number>(by as Record<Name, number>))
    counts[name] = (counts[name] ?? 0) + amount;
  tx.put(table, ROW, counts as Tally<Name>);
}

export const counted = <Name extends string>(reader: Reader, table: Table<Tally<Name>>, name: Name): number =>
  reader.get(table, ROW)?.[name] ?? 0;
