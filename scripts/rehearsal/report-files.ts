/** The report of a run as files. */
import { drillsInLanguage } from '../outputs/in-language.ts';
import { reportHtml } from '../report/report-html.ts';
import { reportMarkdown } from '../report/report-markdown.ts';
import type { ReportSource } from '../report/source.ts';
import { type Language, wordsOf } from '../words/language.ts';
import { readAssets } from './page-assets.ts';
import type { TextFile } from './write-files.ts';

/** How they are called in the run's folder. */
export const REPORT_FILES = { page: 'report.html', summary: 'report.md' } as const;

/** @throws CarnivalError when the page's script or style was not built */
export async function reportFiles(source: ReportSource, language: Language): Promise<readonly TextFile[]> {
  const words = wordsOf(language);
  const { verdict } = source;
  // The report says its sentences by itself: what has no words in its language is marked as English.
  const told = { ...source, verdict: { ...verdict, drills: drillsInLanguage(verdict.drills, words) } };
  return [
    { file: REPORT_FILES.page, text: reportHtml(told, words, await readAssets()) },
    { file: REPORT_FILES.summary, text: reportMarkdown(told, words) },
  ];
}
