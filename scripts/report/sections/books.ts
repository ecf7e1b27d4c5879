/** The audit: what was acknowledged against what is stored. */
import { everyVuFinished } from '../../evidence/evidence.ts';
import { inFull } from '../../text/numbers.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';
import { sign } from '../state.ts';
import { asWritten } from '../table.ts';

const LINES_MAX = 20;

export function books(section: Section): Html | null {
  const { observations, say, verdict } = section;
  const { audit } = observations;
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
${
  audit.indeterminateStored === undefined || audit.indeterminate === 0
    ? null
    : counted(words.indeterminateStored, audit.indeterminateStored, false)
}
${counted(words.unexplained, audit.unexplained, false)}
${counted(words.oversold, audit.oversoldPieces, audit.oversoldPieces > 0)}
${counted(words.overissued, audit.overissuedCoupons, audit.overissuedCoupons > 0)}
</dl>${list(words.broken, audit.brokenPromises, say.more)}${unasked(section)}${
    audit.notLookedUp === undefined
      ? null
      : list(
          words.notLookedUp,
          [audit.notLookedUp.limits, audit.notLookedUp.promises].filter((text) => text !== null),
          say.more,
        )
  }${(audit.notes ?? []).map((note) => html`<p>${asWritten(note)}</p>`)}</section>`;
}

/** After a run that was cut short, its last answers are missing: such a list would accuse the target of what it was asked for. */
const unasked = (section: Section): Html | null => {
  const { audit } = section.observations;
  const isWhole = everyVuFinished(section);
  const count = audit.unexplained + audit.unasked.length;
  if (isWhole || count === 0) return list(section.say.books.unasked, audit.unasked, section.say.more);
  return html`<p>${section.words.table.cutShort}</p>`;
};

function list(title: string, texts: readonly string[], more: (count: string) => string): Html | null {
  if (texts.length === 0) return null;
  const left = texts.length - LINES_MAX;
  return html`<h3>${title}</h3><ul>${texts
    .slice(0, LINES_MAX)
    .map(
      (text) => html`<li>${asWritten(text)}</li>`,
    )}${left > 0 ? html`<li>${more(inFull(left))}</li>` : null}</ul>`;
}
