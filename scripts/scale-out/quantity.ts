/**
 * Quantities as Kubernetes writes them: `500m`, `1.5`, `2Gi`, `1e3`.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.4/staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go
 */
const SUFFIX_POWER: Readonly<Record<string, readonly [base: bigint, power: number]>> = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  '': [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  P: [10n, 15],
  E: [10n, 18],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
  Ti: [2n, 40],
  Pi: [2n, 50],
  Ei: [2n, 60],
};
const QUANTITY = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)$/;

/** 1.5 is 1,500. What is finer than a thousandth is rounded up, as the controller reads it. Null: not a quantity. */
export function milliOf(text: string): number | null {
  const [whole, sign, integer = '', fraction = '', exponent, suffix = ''] = QUANTITY.exec(text) ?? [];
  if (whole === undefined) return null;
  const [base, power] = exponent === undefined ? SUFFIX_POWER[suffix]! : ([10n, Number(exponent)] as const);
  // In whole numbers: 2.2 × 1000 is a little more than 2200 for a computer.
  const above = BigInt(integer + fraction) * 1000n * (power > 0 ? base ** BigInt(power) : 1n);
  const below = 10n ** BigInt(fraction.length) * (power < 0 ? base ** BigInt(-power) : 1n);
  const isNegative = sign === '-';
  const rounded = isNegative ? above / below : (above + below - 1n) / below;
  return Number(isNegative ? -rounded : rounded);
}
