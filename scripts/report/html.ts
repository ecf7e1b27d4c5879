/**
 * HTML as text. Whatever is put into a template is escaped, unless it is HTML made here: a cause of failures, the name of a step or a
 * plan's description may hold anything.
 */
import { escapedMarkup, jsonInScript } from '../text/markup.ts';
import { allShown, shown } from '../text/shown.ts';

/** HTML that may go into a page as it is. Only this file makes it. */
export class Html {
  private readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

export type Part = Html | string | number | null | readonly Part[];

/** Null is nothing. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(texts.reduce((page, text, i) => page + markupOf(parts[i - 1] ?? null) + text));

function markupOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'object') return part.map(markupOf).join('');
  return escapedMarkup(shown(String(part)));
}

/** Data in a page, whose script draws the texts in them: there, too, nothing may turn the direction of what stands beside it. */
export const jsonScript = (id: string, value: unknown): Html =>
  html`<script type="application/json" id="${id}">${new Html(jsonInScript(allShown(value)))}</script>`;

/** Code of our own from dist/. `</script` would end its element. */
export const inlineScript = (code: string): Html => new Html(`<script>${codeInScript(code)}</script>`);
export const inlineStyle = (code: string): Html => new Html(`<style>${code}</style>`);

/** As it stands in the page, which is what a hash in the page's policy is of. */
export const codeInScript = (code: string): string => code.replaceAll('</script', '<\\/script');
