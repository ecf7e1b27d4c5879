/**
 * How many columns of a terminal a text takes, and texts made to fit. A Chinese character or an emoji takes two, an accent none:
 * which, is string-width's business. Characters whose width is ambiguous (…, █) count one, as terminals draw them unless told otherwise.
 */
import stringWidth from 'string-width';

/** Colours take none. */
export const widthOf = (text: string): number => stringWidth(text);

/** What people see as one character: an emoji of several code points, a letter with its accents. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text, or as much of it as fits before an ellipsis. For texts without colours. */
export function cutTo(text: string, columnsMax: number): string {
  if (widthOf(text) <= columnsMax) return text;
  const ellipsis = columnsMax > 0 ? '…' : '';
  let kept = '';
  let left = columnsMax - ellipsis.length;
  for (const { segment } of characters.segment(text)) {
    left -= widthOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept + ellipsis;
}

/** Blanks behind a text, up to a width. */
export const fillEnd = (text: string, columns: number): string => text + blanks(columns - widthOf(text));

/** Blanks before a text, up to a width. */
export const fillStart = (text: string, columns: number): string => blanks(columns - widthOf(text)) + text;

const blanks = (count: number): string => ' '.repeat(Math.max(0, count));
