/** Bars beside figures, as SVG: they need no script. The figures stand beside them, so they are hidden from screen readers. */
import { type Html, html } from './html.ts';

const WIDTH = 200;
const HEIGHT = 14;
const DIGITS = 1;

/** What was seen as a bar, what was planned as a line across it. @param shares of the longest bar */
export function bar(seen: number, planned: number | null = null): Html {
  const at = (share: number): string => (Math.min(1, Math.max(0, share)) * WIDTH).toFixed(DIGITS);
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false"
><rect class="seen" x="0" y="2" width="${at(seen)}" height="10"/>${
    planned === null
      ? null
      : html`<line class="planned" x1="${at(planned)}" x2="${at(planned)}" y1="0" y2="14"/>`
  }</svg>`;
}
