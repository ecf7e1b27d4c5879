import { cutTo, fillEnd, fillStart } from './width.ts';

/**
 * Texts side by side. A negative width puts the text on the left of its column, with a blank after it. What is too long
 * ends in an ellipsis.
 */
export const columns = (texts: readonly string[], widths: readonly number[]): string =>
  texts
    .map((text, i) => {
      const width = widths[i]!;
      return width < 0 ? fillEnd(cutTo(text, -width - 1), -width) : fillStart(cutTo(text, width), width);
    })
    .join('')
    .trimEnd();
