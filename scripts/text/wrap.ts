/** Long text as lines that fit a terminal. How wide a character is (emoji, Chinese, colour codes) is wrap-ansi's business. */
import wrapAnsi from 'wrap-ansi';

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
  const hard = cutsWords || HAS_HAN.test(text);
  const lines = wrapAnsi(text.replaceAll(' %', '\u00a0%'), room, { hard }).split('\n');
  return lines
    .map((line) => line.replaceAll('\u00a0%', ' %'))
    .map((line, i) => (i === 0 ? `${lead}${line}` : `${' '.repeat(hang)}${line}`));
}

/** Chinese has no blanks: a sentence of it may be broken anywhere. */
const HAS_HAN = /\p{Script=Han}/u;
