/**
 * The largest of many numbers, or 0 if there is none; some may be missing. `Math.max(...numbers)` overflows the stack from about a
 * hundred thousand on: a day and a half in seconds.
 */
export const most = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((largest, number) => Math.max(largest, number ?? 0), 0);
