/**
 * How `carnival` ends. `fail` and `badPlan` are k6's own numbers for the same things; the others keep clear of k6's.
 * @see https://grafana.com/docs/k6/latest/using-k6/thresholds/ and k6's errext/exitcodes
 */
export const EXIT = {
  pass: 0,
  /** The tool itself broke. */
  broken: 1,
  /** Nothing proven either way: a saturated generator, missing data, too few samples. */
  inconclusive: 90,
  fail: 99,
  /** A mistake in the plan, an option or a target; nothing was loaded. */
  badPlan: 104,
  /** Stopped by Ctrl-C, after writing what there was. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
