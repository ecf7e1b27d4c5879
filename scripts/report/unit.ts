/** How figures of a chart are written. Shares are fractions of 1. */
export type Unit = 'share' | 'count' | 'per-second' | 'ms' | 'megabytes';

/** Behind a figure. */
export const SIGNS: Readonly<Record<Unit, string>> = {
  share: ' %',
  count: '',
  'per-second': '/s',
  ms: ' ms',
  megabytes: ' MB',
};
