/** Machines that were ordered and do not count yet. */
export interface Ordered {
  readonly count: number;
  readonly warmAtSeconds: number;
}

export const stillWarming = (ordered: readonly Ordered[], nowSeconds: number): readonly Ordered[] =>
  ordered.filter(({ warmAtSeconds }) => warmAtSeconds > nowSeconds);

export const countOf = (ordered: readonly Ordered[]): number =>
  ordered.reduce((sum, { count }) => sum + count, 0);
