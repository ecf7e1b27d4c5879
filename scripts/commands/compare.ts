/** `carnival compare`: two runs side by side, with differences that know noise. */
import { compare } from '../compare/compare.ts';
import { printHtml } from '../compare/print-html.ts';
import { printComparison } from '../compare/print-text.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { printOptions } from '../outputs/index.ts';
import { paint, say } from '../text/terminal.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { extractFrom } from './extract-from.ts';
import { folderMistakes } from './option-mistakes.ts';
import { writeNamed } from './write-named.ts';

export interface CompareArguments {
  readonly json?: boolean;
  readonly html?: string;
  readonly otherMachine?: boolean;
  readonly lang?: Language;
}

/** Ends with 90 if nothing could be compared. */
export async function compareCommand(
  base: string,
  head: string,
  options: CompareArguments,
): Promise<ExitCode> {
  const mistakes = folderMistakes({ '--html': options.html });
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const { stdout, stderr } = process;
  const words = wordsOf(languageFrom(options.lang, process.env));
  const comparison = compare(await extractFrom(base), await extractFrom(head), {
    otherMachine: options.otherMachine ?? false,
  });
  if (options.json === true) say(stdout, JSON.stringify(comparison, null, 2));
  else paint(stdout, printComparison(comparison, printOptions(stdout, options)));
  if (options.html !== undefined) {
    await writeNamed(options.html, '--html', printHtml(comparison, words));
    say(stderr, words.compare.page.written(options.html));
  }
  return comparison.family.tests > 0 ? EXIT.pass : EXIT.inconclusive;
}
