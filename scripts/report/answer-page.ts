/** A page that answers one question: the sentence, a chart, and what goes with both. A capacity, a scale-out and a drill are such pages. */
import type { Words } from '../words/words.ts';
import { type Chart, type ChartFrame, figure } from './chart.ts';
import { type Html, html } from './html.ts';
import { chartData, type PageAssets, page } from './page.ts';

export interface AnswerPage {
  /** Of its main part, for links. */
  readonly id: string;
  /** In the tab of a browser. */
  readonly tab: string;
  readonly title: string;
  readonly outcome: 'pass' | 'fail' | 'inconclusive' | '';
  readonly about: string;
  /** Null: nothing was asked. */
  readonly sentence: string | null;
  /** What it means. */
  readonly meanings: readonly string[];
  readonly frame: ChartFrame;
  readonly chart: Chart;
  /** Of the section with the chart, which is the first. */
  readonly chartSection: readonly [id: string, title: string];
  readonly sections: readonly (readonly [id: string, title: string, markup: Html])[];
  readonly footer: string;
}

export function answerPage(answer: AnswerPage, words: Words, assets: PageAssets): string {
  const { report } = words;
  const { id: main, sentence, frame, chart } = answer;
  const sections = [
    [
      ...answer.chartSection,
      html`<noscript><p class="note">${report.noScript}</p></noscript>${figure(chart, frame, report)}`,
    ] as const,
    ...answer.sections,
  ];
  return page({
    ...{ words, assets, title: answer.tab, data: chartData(frame, [chart], report) },
    body: html`<a class="skip" href="#${main}">${report.skip}</a>
<header class="verdict ${answer.outcome}">
<p class="run"><span>${answer.about}</span></p><h1>${answer.title}</h1>
${sentence === null ? null : html`<p class="sentence">${sentence}</p>`}${answer.meanings.map((text) => html`<p class="meaning">${text}</p>`)}
</header>
<div class="page"><nav aria-label="${report.contents}"><ol>${sections.map(
      ([id, title]) => html`<li><a href="#${id}">${title}</a></li>`,
    )}</ol></nav>
<main id="${main}" tabindex="-1">${sections.map(
      ([id, title, markup]) =>
        html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${markup}</section>`,
    )}</main></div>
<footer><p>Carnival · ${answer.footer}</p></footer>`,
  });
}

/** What must be known of an answer; no section where there is nothing. */
export const notesSection = (title: string, notes: readonly string[]): AnswerPage['sections'] =>
  notes.length === 0 ? [] : [['notes', title, html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`]];
