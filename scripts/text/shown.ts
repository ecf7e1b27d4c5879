/**
 * Text from somebody else (a target's answer, a plan, a log, the environment) as a terminal may show it. Control characters are shown
 * as `\u001b`, never obeyed: an escape sequence could write the clipboard, rename the window, or hide what is printed after it.
 * In JSON the shown text means the same as before.
 */

/** All control characters but tab and line feed, and what changes the direction of text or breaks its lines. */
const CONTROLS = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff]/gu;

const HEX_DIGITS = 4;

export const shown = (text: string): string =>
  text.replace(
    CONTROLS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(HEX_DIGITS, '0')}`,
  );

/** The same value with every text in it shown, the names of its fields included. */
export function allShown<T>(value: T): T {
  if (typeof value === 'string') return shown(value) as T;
  if (Array.isArray(value)) return value.map(allShown) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [shown(key), allShown(item)])) as T;
}
