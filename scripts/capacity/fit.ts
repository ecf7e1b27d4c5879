/**
 * Fits a curve to points by least squares, with λ > 0 and σ, κ ≥ 0.
 *
 * The reciprocal of the law is linear: 1 / X(n) = (a + b(n − 1) + cn(n − 1)) / n with a = 1/λ, b = σ/λ, c = κ/λ. So each step of Gauss
 * and Newton is a linear problem in (a, b, c) whose bounds are b, c ≥ 0, and that is solved exactly: with three unknowns, every set
 * of those that may be zero is tried (Lawson & Hanson, "Solving Least Squares Problems", 1974, chapter 23). No start value is asked for:
 * the relative errors 1 − X/X(n) are linear themselves, and their solution is the start.
 */
import { type Curve, type CurveName, throughputAt } from './usl.ts';

/** One measurement: what n of them carried. */
export interface Point {
  readonly n: number;
  /** Above 0. */
  readonly throughput: number;
}

/** `constant`: throughputs scatter by as much everywhere, as in Gunther's fits. `relative`: by the same share of each. */
export const ERRORS = ['constant', 'relative'] as const;
export type Errors = (typeof ERRORS)[number];

export interface Fit extends Curve {
  readonly name: CurveName;
  /** Squared errors: of throughputs, or of their logarithms. */
  readonly squares: number;
}

/** Unknowns of each curve. */
export const UNKNOWNS: Readonly<Record<CurveName, number>> = { linear: 1, amdahl: 2, usl: 3 };

type Abc = readonly [number, number, number];
type Index = 0 | 1 | 2;

/** Which of a, b, c may be above 0. The first that has no negative one is the solution; of several smaller ones, the best. */
const FREE: Readonly<Record<CurveName, readonly (readonly Index[])[]>> = {
  linear: [[0]],
  amdahl: [[0, 1], [0]],
  usl: [[0, 1, 2], [0, 2], [0, 1], [0]],
};

const STEPS_MAX = 200;
const HALVINGS_MAX = 30;
/** Squares that shrink by less no longer change a digit that is printed. */
const CONVERGED = 1e-12;

/** @param points at least one; as many different n as the curve has unknowns, or those that cannot be told are 0 */
export function fitCurve(points: readonly Point[], name: CurveName, errors: Errors): Fit {
  const bases = points.map(({ n }): Abc => [1 / n, (n - 1) / n, n - 1]);
  let at = solved(
    bases.map((base, i) => scaled(base, points[i]!.throughput)),
    points.map(() => 1),
    name,
  );
  let squares = squaresOf(points, bases, at, errors);
  for (let step = 0; step < STEPS_MAX; step++) {
    const next = stepFrom(at, points, bases, name, errors);
    const [better, fewer] = halved(at, next, (abc) => squaresOf(points, bases, abc, errors), squares);
    const gain = squares - fewer;
    [at, squares] = [better, fewer];
    if (gain <= CONVERGED * squares) break;
  }
  return { name, lambda: 1 / at[0], sigma: at[1] / at[0], kappa: at[2] / at[0], squares };
}

/** What a point lies off its curve, as the errors count it. */
export const residualOf = (curve: Curve, { n, throughput }: Point, errors: Errors): number => {
  const fitted = throughputAt(curve, n);
  return errors === 'relative' ? Math.log(throughput / fitted) : throughput - fitted;
};

const dot = (one: Abc, other: Abc): number => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
const scaled = (abc: Abc, factor: number): Abc => [abc[0] * factor, abc[1] * factor, abc[2] * factor];

function squaresOf(points: readonly Point[], bases: readonly Abc[], abc: Abc, errors: Errors): number {
  let sum = 0;
  for (const [i, { throughput }] of points.entries()) {
    const reciprocal = dot(bases[i]!, abc);
    if (!(reciprocal > 0)) return Number.POSITIVE_INFINITY;
    sum += (errors === 'relative' ? Math.log(throughput * reciprocal) : throughput - 1 / reciprocal) ** 2;
  }
  return sum;
}

/** The errors, made linear around `at`: with g = 1 / X(n), dX = −X² dg and d log X = −X dg. */
function stepFrom(
  at: Abc,
  points: readonly Point[],
  bases: readonly Abc[],
  name: CurveName,
  errors: Errors,
): Abc {
  const fitted = bases.map((base) => 1 / dot(base, at));
  const isRelative = errors === 'relative';
  return solved(
    bases.map((base, i) => scaled(base, isRelative ? fitted[i]! : fitted[i]! ** 2)),
    points.map(({ throughput }, i) =>
      isRelative ? 1 - Math.log(throughput / fitted[i]!) : 2 * fitted[i]! - throughput,
    ),
    name,
  );
}

/** A whole step, or half of it, and so on, until the squares do not grow; where none helps, no step. */
function halved(
  at: Abc,
  next: Abc,
  squaresAt: (abc: Abc) => number,
  squares: number,
): readonly [Abc, number] {
  for (let halvings = 0, share = 1; halvings < HALVINGS_MAX; halvings++, share /= 2) {
    const there: Abc = [
      at[0] + share * (next[0] - at[0]),
      at[1] + share * (next[1] - at[1]),
      at[2] + share * (next[2] - at[2]),
    ];
    const fewer = squaresAt(there);
    if (fewer <= squares) return [there, fewer];
  }
  return [at, squares];
}

/** The (a, b, c) with the fewest squares of rows · (a, b, c) − wanted, a > 0 and b, c ≥ 0. */
function solved(rows: readonly Abc[], wanted: readonly number[], name: CurveName): Abc {
  const normal = normalEquations(rows, wanted);
  let best: Abc | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [i, free] of FREE[name].entries()) {
    const abc = unbounded(normal, free);
    if (abc === null || !(abc[0] > 0) || abc[1] < 0 || abc[2] < 0) continue;
    if (i === 0) return abc;
    const squares = rows.reduce((sum, row, j) => sum + (dot(row, abc) - wanted[j]!) ** 2, 0);
    if (squares < fewest) [best, fewest] = [abc, squares];
  }
  // a alone is above 0, because rows and what is wanted are: but for a step too far, which `halved` takes back.
  return best ?? [Number.MIN_VALUE, 0, 0];
}

/** Products of the columns with each other, and in a fourth column with what is wanted. */
function normalEquations(rows: readonly Abc[], wanted: readonly number[]): readonly Float64Array[] {
  const products = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
  for (const [i, row] of rows.entries())
    for (let p = 0; p < 3; p++) {
      const [value, into] = [row[p as Index], products[p]!];
      for (let q = 0; q < 3; q++) into[q]! += value * row[q as Index];
      into[3]! += value * wanted[i]!;
    }
  return products;
}

/** Below it, columns that were scaled to 1 cannot be told apart. */
const SINGULAR = 1e-13;

/** With columns scaled to length 1, by Gauss's elimination; null where they cannot be told apart. */
function unbounded(normal: readonly Float64Array[], free: readonly Index[]): Abc | null {
  const lengths = free.map((p) => Math.sqrt(normal[p]![p]!));
  if (lengths.some((length) => !(length > 0))) return null;
  const size = free.length;
  const table = free.map((one, p) => [
    ...free.map((other, q) => normal[one]![other]! / (lengths[p]! * lengths[q]!)),
    normal[one]![3]! / lengths[p]!,
  ]);
  for (let p = 0; p < size; p++) {
    const pivot = table[p]!;
    if (!(pivot[p]! > SINGULAR)) return null;
    for (let q = p + 1; q < size; q++) {
      const factor = table[q]![p]! / pivot[p]!;
      for (let column = p; column <= size; column++) table[q]![column]! -= factor * pivot[column]!;
    }
  }
  const abc: [number, number, number] = [0, 0, 0];
  const found: number[] = [];
  for (let p = size - 1; p >= 0; p--) {
    const row = table[p]!;
    let rest = row[size]!;
    for (let q = p + 1; q < size; q++) rest -= row[q]! * found[q]!;
    found[p] = rest / row[p]!;
    abc[free[p]!] = found[p]! / lengths[p]!;
  }
  return abc;
}
