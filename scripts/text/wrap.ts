/** Long text as lines that fit a terminal. How wide a character is (emoji, Chinese, colour codes) is wrap-ansi's business. */
import wrapAnsi from 'wrap-ansi';
import { widthOf } from './width.ts';

/** Where nothing says how wide the terminal is. */
export const COLUMNS = 100;

export interface Wrapping {
  /** Opens the first line. */
  readonly lead?: string;
  /** Blanks before the text of every other line. */
  readonly hang?: number;
  /** Longest line, `hang` included. */
  readonly columns?: number;
  /** Cuts a word that no line has room for. Otherwise it stays whole and sticks out, so that it can be copied. */
  readonly cutsWords?: boolean;
}

/** Breaks at blanks. A number and its % stay together. */
export function wrap(
  text: string,
  { lead = '', hang = 0, columns = COLUMNS, cutsWords = false }: Wrapping = {},
): readonly string[] {
  const room = Math.max(1, columns - hang);
  const whole = text.replaceAll(' %', '\u00a0%');
  const lines = HAS_HAN.test(text)
    ? whole.split('\n').flatMap((line) => wrapChinese(line, room))
    : wrapAnsi(whole, room, { hard: cutsWords }).split('\n');
  return lines
    .map((line) => line.replaceAll('\u00a0%', ' %'))
    .map((line, i) => (i === 0 ? `${lead}${line}` : `${' '.repeat(hang)}${line}`));
}

const HAS_HAN = /\p{Script=Han}/u;

/** What stays together: a character or a word, with marks before it that may not end a line, and marks behind it that may not begin one. */
const PIECE =
  / +|[（《“‘]*(?:\p{Script=Han}|[^ \p{Script=Han}（《“‘，。；：、！？）》”’]+)?[，。；：、！？）》”’]*/gu;

/** Chinese has no blanks: a sentence of it may be broken anywhere, but not before a comma. */
function wrapChinese(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(PIECE) ?? []) {
    if (widthOf((line + piece).trimEnd()) <= room) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    const cut = wrapAnsi(piece.trimStart(), room, { hard: true }).split('\n');
    lines.push(...cut.slice(0, -1));
    line = cut.at(-1)!;
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}
