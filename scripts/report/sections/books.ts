/** The audit: what was acknowledged against what is stored. */
import { inFull } from '../../text/numbers.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';
import { sign } from '../state.ts';
import { asWritten } from '../table.ts';

const LINES_MAX = 20;

export function books({ observations: { audit }, say, verdict }: Section): Html | null {
  const words = say.books;
  // A shop without orders has no books.
  if (!audit.done && !verdict.proven.hasOrders) return null;
  const title = html`<h2 id="books-title">${words.title}</h2>`;
  if (!audit.done)
    return html`<section id="books" aria-labelledby="books-title">${title}
<p class="warning">${words.notDone}: ${asWritten(audit.reason ?? '')}</p></section>`;
  const counted = (what: string, count: number, isBad: boolean): Html =>
    html`<div class="${isBad ? 'bad' : ''}"><dt>${what}</dt><dd>${inFull(count)}${
      isBad ? html` <span aria-hidden="true">${sign('fail')}</span>` : null
    }</dd></div>`;
  return html`<section id="books" aria-labelledby="books-title">${title}<p>${words.intro}</p><dl class="facts">
${counted(words.acknowledged, audit.acknowledged, false)}
${counted(words.lost, audit.lost, audit.lost > 0)}
${counted(words.indeterminate, audit.indeterminate, false)}
${counted(words.unexplained, audit.unexplained, false)}
${counted(words.oversold, audit.oversoldPieces, audit.oversoldPieces > 0)}
${counted(words.overissued, audit.overissuedCoupons, audit.overissuedCoupons > 0)}
</dl>${list(words.broken, audit.brokenPromises, say.more)}${list(words.unasked, audit.unasked, say.more)}${
    audit.notLookedUp === undefined
      ? null
      : list(
          words.notLookedUp,
          [audit.notLookedUp.limits, audit.notLookedUp.promises].filter((text) => text !== null),
          say.more,
        )
  }${(audit.notes ?? []).map((note) => html`<p>${asWritten(note)}</p>`)}</section>`;
}

function list(title: string, texts: readonly string[], more: (count: string) => string): Html | null {
  if (texts.length === 0) return null;
  const left = texts.length - LINES_MAX;
  return html`<h3>${title}</h3><ul>${texts
    .slice(0, LINES_MAX)
    .map(
      (text) => html`<li>${asWritten(text)}</li>`,
    )}${left > 0 ? html`<li>${more(inFull(left))}</li>` : null}</ul>`;
}
