/**
 * The Universal Scalability Law: X(n) = λn / (1 + σ(n − 1) + κn(n − 1)).
 * @see N. J. Gunther, "A Simple Capacity Model of Massively Parallel Transaction Systems", CMG 1993, and "Guerrilla Capacity Planning",
 *   Springer 2007, chapters 4 to 6
 */

export interface Curve {
  /** Throughput of one: what n of them would carry n times if they shared nothing. */
  readonly lambda: number;
  /** Contention: the share of the work that waits for something of which there is one. */
  readonly sigma: number;
  /** Crosstalk: what each pair costs to agree. */
  readonly kappa: number;
}

/** Curves from the simplest: linear has σ = κ = 0, Amdahl's (1967) has κ = 0. */
export const CURVES = ['linear', 'amdahl', 'usl'] as const;
export type CurveName = (typeof CURVES)[number];

export const throughputAt = ({ lambda, sigma, kappa }: Curve, n: number): number =>
  (lambda * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));

/** Where the curve is highest: √((1 − σ)/κ), but not below 1. Infinity where it rises for ever. */
export const topOf = ({ sigma, kappa }: Curve): number =>
  sigma >= 1 ? 1 : kappa === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.sqrt((1 - sigma) / kappa));

/** What the curve reaches at most: at its top, or as n grows without end. Infinity for a linear one. */
export function mostOf(curve: Curve): number {
  const top = topOf(curve);
  if (Number.isFinite(top)) return throughputAt(curve, top);
  return curve.sigma === 0 ? Number.POSITIVE_INFINITY : curve.lambda / curve.sigma;
}

/** Of what n of them lose against n times one: the share that contention (σ) takes; crosstalk takes the rest. */
export function contentionShareAt({ sigma, kappa }: Curve, n: number): number {
  const lost = sigma * (n - 1) + kappa * n * (n - 1);
  return lost === 0 ? 0 : (sigma * (n - 1)) / lost;
}

/**
 * The fewest whole n that carry a throughput; Infinity if none does. X(n) ≥ y is the quadratic κy n² + (σy − κy − λ)n + (1 − σ)y ≤ 0,
 * so no n is left out, and none is tried one by one.
 */
export function fewestFor(curve: Curve, throughput: number): number {
  const { lambda, sigma, kappa } = curve;
  const [a, b, c] = [kappa * throughput, (sigma - kappa) * throughput - lambda, (1 - sigma) * throughput];
  if (throughput <= lambda) return 1;
  if (a === 0) return b >= 0 ? Number.POSITIVE_INFINITY : wholeAbove(-c / b, curve, throughput);
  const root = b * b - 4 * a * c;
  if (root < 0 || b >= 0) return Number.POSITIVE_INFINITY;
  // The smaller root, written so that nothing cancels.
  return wholeAbove((2 * c) / (-b + Math.sqrt(root)), curve, throughput);
}

/** Roundings must not ask for one more. */
const SLACK = 1e-9;

/** Between both roots there may be no whole number. */
function wholeAbove(root: number, curve: Curve, throughput: number): number {
  const n = Math.max(1, Math.ceil(root - SLACK * root));
  return throughputAt(curve, n) >= throughput * (1 - SLACK) ? n : Number.POSITIVE_INFINITY;
}
