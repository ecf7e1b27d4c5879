/** A tally in the metrics. Apart from the tally, so that a domain can be imported without Prometheus' client. */
import { Counter, type Registry } from 'prom-client';
import type { Store } from './store.ts';
import type { Table } from './table.ts';
import { counted, type Tally } from './tally.ts';

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
