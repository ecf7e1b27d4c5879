/** Amounts of money as texts: equal when they are the same number, however it is written. Never a sum, so never rounded. */

/** Currency as people write it: letters, symbols and blanks before or behind. Commas mean different things in different countries. */
const AMOUNT = /^\s*([+-]?)[\p{L}\p{Sc}\s]*([+-]?)(\d+)(?:\.(\d+))?[\p{L}\p{Sc}\s]*$/u;
/** A double holds every decimal of so many digits; what stands behind them is a trace of adding up (0.30000000000000004). */
const DIGITS_MAX = 15;

/** One spelling of each number: `10`, `10.00` and `€ 10.0` are `10`. Null if the text is no decimal number. */
export function decimalOf(text: string): string | null {
  const match = AMOUNT.exec(text);
  if (match === null) return null;
  const [, outer, inner, digits, decimals = ''] = match as unknown as [
    string,
    string,
    string,
    string,
    string?,
  ];
  if (outer !== '' && inner !== '') return null;
  const whole = digits.replace(/^0+(?=\d)/, '');
  const fraction = decimals.replace(/0+$/, '');
  if (fraction !== '' && whole.length + fraction.length > DIGITS_MAX)
    return inPlain(Number(`${outer}${inner}${whole}.${fraction}`));
  const number = fraction === '' ? whole : `${whole}.${fraction}`;
  return number !== '0' && (outer === '-' || inner === '-') ? `-${number}` : number;
}

/** The same of a number from JSON. */
export const decimalOfNumber = (value: number): string | null =>
  Number.isSafeInteger(value) ? String(value === 0 ? 0 : value) : inPlain(value);

/** Null if it can only be written with an exponent, as no amount is. */
function inPlain(value: number): string | null {
  const text = String(Number(value.toPrecision(DIGITS_MAX)));
  return /^-?\d+(\.\d+)?$/.test(text) ? (text === '-0' ? '0' : text) : null;
}
