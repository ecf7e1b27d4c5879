/**
 * Counts in one row, changed in the same transaction as what they count. So they are exact under concurrency and after a restart,
 * every route counts alike, and a repeated request is not counted twice.
 */
import { Counter, type Registry } from 'prom-client';
import type { Reader, Store, Table, Tx } from './store.ts';

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

/** A Prometheus counter for some counts of a tally, read when Prometheus scrapes. */
export function exposeTally<Name extends string>(
  { store, registry }: { readonly store: Store; readonly registry: Registry },
  table: Table<Tally<Name>>,
  metric: { readonly name: string; readonly help: string; readonly label: string },
  names: readonly Name[],
): void {
  new Counter({
    name: metric.name,
    help: metric.help,
    labelNames: [metric.label],
    registers: [registry],
    collect() {
      this.reset();
      for (const name of names) this.inc({ [metric.label]: name }, counted(store, table, name));
    },
  });
}
