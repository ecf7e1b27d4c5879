/** An alarm of a cloud: how many periods in a row a metric was beyond its threshold. */
export interface Alarm {
  readonly comparison: 'above' | 'below';
  readonly threshold: number;
  readonly periodSeconds: number;
  /** So many periods in a row. */
  readonly periods: number;
}

/** A metric that is not there breaks the row: it is no evidence of anything. */
export function breachesInARow(
  { comparison, threshold }: Alarm,
  before: number,
  value: number | null,
): number {
  if (value === null) return 0;
  const isBeyond = comparison === 'above' ? value > threshold : value < threshold;
  return isBeyond ? before + 1 : 0;
}
