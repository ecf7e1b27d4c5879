/** Tables by name. Apart from the store, so that a domain can be imported without the storage engine. */

/** A named table of records; declare it once, beside the domain that owns it. */
export interface Table<Row> {
  readonly name: string;
  /** Never set. Only carries the record's type. */
  readonly row?: Row;
}
export const table = <Row>(name: string): Table<Row> => ({ name });
