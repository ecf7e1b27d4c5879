/** Sums by place and slice of time, as the columns of a table a place. A slice in which nothing grew has no row. */
import type { Slices } from './slices.ts';

/** @typeParam Place what makes one table: its values, in this order, are its key */
export class SliceRows<Place extends object, Column extends string> {
  private readonly columns: readonly Column[];
  private readonly tables = new Map<
    string,
    { readonly place: Place; readonly rows: Map<number, Record<Column, number>> }
  >();

  constructor(columns: readonly Column[]) {
    this.columns = columns;
  }

  add(place: Place, slice: number, column: Column, more: number): void {
    const key = JSON.stringify(Object.values(place));
    const table = this.tables.get(key) ?? { place, rows: new Map() };
    this.tables.set(key, table);
    const row = table.rows.get(slice) ?? this.emptyRow();
    table.rows.set(slice, row);
    row[column] += more;
  }

  /** In the order in which the places were met, by time. */
  inColumns({ sliceSeconds }: Slices) {
    return [...this.tables.values()].map(({ place, rows }) => {
      const slices = [...rows.keys()].sort((one, other) => one - other);
      const atSeconds = slices.map((slice) => slice * sliceSeconds);
      const ofColumn = (column: Column): number[] => slices.map((slice) => rows.get(slice)![column]);
      const columns = Object.fromEntries(this.columns.map((column) => [column, ofColumn(column)]));
      return { ...place, sliceSeconds, atSeconds, ...(columns as Record<Column, number[]>) };
    });
  }

  private emptyRow(): Record<Column, number> {
    return Object.fromEntries(this.columns.map((column) => [column, 0])) as Record<Column, number>;
  }
}
