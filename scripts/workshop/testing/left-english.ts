/** What is still English in a text that should be Chinese. */

/** Words in a row, with one blank between them: names in the columns of a table have more. */
const inARow = (count: number): RegExp =>
  new RegExp(`(?:\\b[A-Za-z][a-z]+\\b[,:;]? ){${count - 1}}[A-Za-z][a-z]+\\b`);
const A_LINE = inARow(3);
const A_SENTENCE = inARow(4);

/**
 * Lines that say the same in both languages and hold three words in a row, and lines of the Chinese text with four.
 * @param allowed what stays English: command lines, names, words of somebody else
 */
export function leftEnglish(en: string, zh: string, allowed: readonly RegExp[] = []): readonly string[] {
  const linesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.trim());
  const english = new Set(linesOf(en));
  return linesOf(zh).filter((line) => {
    const left = allowed.reduce((text, each) => text.replace(each, '…'), line);
    return A_SENTENCE.test(left) || (english.has(line) && A_LINE.test(left));
  });
}
