/** Every way in which a verdict is shown. Files are written in this order. */
import { colourWanted } from '../text/colour.ts';
import { columnsOf, type Output as Screen } from '../text/terminal.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { Output, PrintOptions } from './output.ts';
import { table } from './table.ts';

export const OUTPUTS: readonly Output[] = [table, json, junit];

const FOR_A_FILE: PrintOptions = { colour: false };

/** What people asked for, as options of a command. */
export interface ShowOptions {
  readonly explain?: boolean;
  readonly lang?: Language;
}

/** What the output that a verdict is printed to can show, in the language of its reader. */
export const printOptions = (output: Screen, { explain = false, lang }: ShowOptions): PrintOptions => ({
  colour: colourWanted(output),
  columns: columnsOf(output),
  explain,
  words: wordsOf(languageFrom(lang, process.env)),
});

/** What goes into the run's folder, by file name. */
export const printedFiles = (verdict: Verdict): readonly { file: string; text: string }[] =>
  OUTPUTS.flatMap(({ file, print }) => (file === null ? [] : [{ file, text: print(verdict, FOR_A_FILE) }]));

/** What goes to the terminal. */
export const printed = (verdict: Verdict, options: PrintOptions): string =>
  OUTPUTS.flatMap(({ file, print }) => (file === null ? [print(verdict, options)] : [])).join('\n');
