/** Texts from elsewhere in Markdown: they are shown as they are, whatever is in them. */
import { shown } from '../text/shown.ts';

/** Everything that CommonMark lets a backslash escape: whatever means something means nothing behind one. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** Harmless inside a sentence, and common: `1,200`, `coupon.redeem`. */
const PLAIN = new Set([',', '.', ';', ':', '%', '(', ')', '-', '+', '/', '=', '?', "'", '"']);
/** Before it, these would begin a list, a quotation or a heading. */
const FIRST = /^(?=[-+=]|\d+[.)](?:\s|$))/;
const NOTHING = '\u200b';

/**
 * On one line. A web address is no link, and a name behind @ calls nobody.
 *
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export const inMarkdown = (text: string): string =>
  shown(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(PUNCTUATION, (character) => (PLAIN.has(character) ? character : `\\${character}`))
    .replaceAll('\\@', `\\@${NOTHING}`)
    .replaceAll('://', '\\://')
    .replace(/www\./gi, (www) => `${www}${NOTHING}`)
    .replace(FIRST, NOTHING);

/** As code, in a fence or a line: backticks inside it would end it. */
export const inCode = (text: string): string => {
  const line = shown(text).replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
};

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
