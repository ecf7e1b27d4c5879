/**
 * Measurements with published fits. N. J. Gunther, "Guerrilla Capacity Planning", Springer 2007; the tables and the digits of their fits
 * also in the R package usl 3 (https://CRAN.R-project.org/package=usl), README and tests.
 */
import type { Point } from '../../capacity/fit.ts';

const points = (ns: readonly number[], throughputs: readonly number[]): readonly Point[] =>
  ns.map((n, i) => ({ n, throughput: throughputs[i]! }));

/** SPEC SDM91 on a SPARCcenter 2000 with 16 processors, October 1994: simulated users, scripts an hour. */
export const SPEC_SDM91 = points(
  [1, 18, 36, 72, 108, 144, 216],
  [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2],
);

/** A ray tracer on an SGI Origin 2000: processors, ray intersections a second. */
export const RAY_TRACER = points(
  [1, 4, 8, 12, 16, 20, 24, 28, 32, 48, 64],
  [20, 78, 130, 170, 190, 200, 210, 230, 260, 280, 310],
);
