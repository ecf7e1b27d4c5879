/** A table as HTML. It scrolls by itself where the page is narrow, and the keyboard can scroll it. */
import type { Words } from '../words/words.ts';
import { type Html, html, type Part } from './html.ts';

export interface Table {
  /** What it is, for those who do not see where it stands. */
  readonly name: string;
  readonly columns: readonly string[];
  /** A row's first cell is its head, unless `headAt` says which. */
  readonly rows: readonly (readonly Part[])[];
  readonly headAt?: number;
  /** Columns of numbers, from the left. */
  readonly numbers?: readonly number[];
  /** On a phone, each row becomes a few lines: for tables with long texts. */
  readonly stacks?: boolean;
}

export function table({ name, columns, rows, headAt = 0, numbers = [], stacks = false }: Table): Html {
  const kind = (i: number): string => (numbers.includes(i) ? 'number' : '');
  const cell = (part: Part, i: number): Html =>
    i === headAt
      ? html`<th scope="row" class="${kind(i)}">${part}</th>`
      : html`<td class="${kind(i)}" data-column="${columns[i] ?? ''}">${part}</td>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${name}"><table class="${stacks ? 'stacks' : ''}">
<thead><tr>${columns.map((column, i) =>
    // A column of bars has no name: the figures that they show have one.
    column === '' ? html`<td></td>` : html`<th scope="col" class="${kind(i)}">${column}</th>`,
  )}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table></div>`;
}

/** Text that stands in the run's files as it is: English, whatever the page's language. A number and its unit stay on one line. */
export const asWritten = (text: string): Html =>
  html`<span lang="en">${text.replace(NUMBER_AND_UNIT, '$1\u00a0')}</span>`;

/** A sentence of the verdict in the page's language; as it is written, where that has no words for it. */
export function inWords(sentence: string, words: Pick<Words, 'reason'>): Html {
  const said = words.reason(sentence);
  return said === sentence ? asWritten(sentence) : html`${said}`;
}

const NUMBER_AND_UNIT = /(\d) (?=%|m?s\b)/g;
