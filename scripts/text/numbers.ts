/** Numbers for people. Percentages are cut, not rounded: a share just below its target must not print as the target. */
const PERCENT = 100;
const MILLI = 1000;
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
/** Keeps 0.998 × 100,000 = 99,799.99… from being cut to 99.799 %. */
const CUT_SLACK = 1e-6;

export const inPercent = (share: number): string =>
  thousandths(Math.floor(share * PERCENT * MILLI + CUT_SLACK));

/** For a share with a maximum: rounded up, so that a share just above the maximum does not print as the maximum. */
export const inPercentUp = (share: number): string =>
  thousandths(Math.ceil(share * PERCENT * MILLI - CUT_SLACK));

const thousandths = (count: number): string => `${(count / MILLI).toFixed(3).replace(/\.?0+$/, '')} %`;

export const inFull = (count: number): string => whole.format(count);

/** Three significant digits below 100; whole numbers from there on. */
export const inShort = (value: number): string => (Math.abs(value) >= PERCENT ? whole : short).format(value);

export function inBytes(bytes: number): string {
  const MEGABYTE = 1e6;
  return bytes >= MILLI * MEGABYTE
    ? `${(bytes / MEGABYTE / MILLI).toFixed(2)} GB`
    : `${inShort(bytes / MEGABYTE)} MB`;
}

export const plural = (count: number, noun: string): string =>
  `${inFull(count)} ${noun}${count === 1 ? '' : 's'}`;

/** The number that a text says; NaN: none. To JavaScript an empty text is 0. */
export const numberFrom = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
