/** Tables and numbers of the bench's page. */

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const SIGNIFICANT_DIGITS = 3;
/** Three significant digits; whole numbers in full. */
export const figure = (value: number): string =>
  value >= 10 ** SIGNIFICANT_DIGITS
    ? inFull(Number(value.toPrecision(SIGNIFICANT_DIGITS)))
    : String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));

export const inFull = (value: number): string => value.toLocaleString('en');
