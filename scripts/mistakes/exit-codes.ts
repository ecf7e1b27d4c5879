/**
 * Exit codes of `carnival`. `fail` and `badPlan` are k6's numbers for the same things. The others are numbers that k6 does not use.
 * @see https://grafana.com/docs/k6/latest/using-k6/thresholds/ and k6's errext/exitcodes
 */
export const EXIT = {
  pass: 0,
  /** The tool itself broke. */
  broken: 1,
  /** Neither pass nor fail is proven: a saturated generator, missing data, too few samples. */
  inconclusive: 90,
  fail: 99,
  /** A mistake in the plan, an option or a target; no load was sent. */
  badPlan: 104,
  /** Stopped by Ctrl-C. The results so far are written first. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
