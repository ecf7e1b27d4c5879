/**
 * Counts kept in one row and changed in the transaction of what they count. So they are exact under concurrency, the same whichever
 * route has the effect, not raised by a replay, and kept over a restart.
 */
import { Counter, type Registry } from 'prom-client';
import type { Reader, Store, Table, Tx } from './store.ts';

/** A name that is missing counts zero. */
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

/** A Prometheus counter of some of a tally's counts, read when it is scraped. */
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
