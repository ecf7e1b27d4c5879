/** The report of a run as files: the page needs what the build has made of its script and style. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../machine/project-root.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { drillsInLanguage } from '../outputs/in-language.ts';
import { type PageAssets, reportHtml } from '../report/report-html.ts';
import { reportMarkdown } from '../report/report-markdown.ts';
import type { ReportSource } from '../report/source.ts';
import { type Language, wordsOf } from '../words/language.ts';
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

async function readAssets(): Promise<PageAssets> {
  const built = (name: string): Promise<string> => readFile(join(projectRoot(), 'dist', name), 'utf8');
  try {
    return { script: await built('report.js'), style: await built('report-style.css') };
  } catch (cause) {
    throw new CarnivalError(`the report's page cannot be made: ${(cause as Error).message}`, {
      hint: 'npm run build makes what it needs',
      cause,
    });
  }
}
