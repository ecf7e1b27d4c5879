/** The verdict in a sentence, and why. */

import { cellName } from '../../evidence/cell.ts';
import { boundText, figureText, targetInWords } from '../../outputs/objective-figures.ts';
import { deciders, failures, unproven } from '../../outputs/selection.ts';
import { inFull, inShort } from '../../text/numbers.ts';
import { fullName } from '../../verdict/judge.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';
import { sign } from '../state.ts';
import { inWords, table } from '../table.ts';

const SIGNS = { pass: sign('pass'), fail: sign('fail'), inconclusive: sign('not-proven') } as const;

export function headline({ verdict, words, say, plan }: Section): Html {
  const { outcome, seed, scale, pace, speed } = verdict;
  const settings = say.headline.settings(String(seed), inShort(scale), inShort(pace), inShort(speed));
  return html`<header class="verdict ${outcome}">
<p class="run"><b>${plan.name}</b> <span>${verdict.runId}</span></p>
<h1><span class="sign" aria-hidden="true">${SIGNS[outcome]}</span> ${words.outcome[outcome]}</h1>
<p class="sentence">${inWords(verdict.headline, words)}</p>
<p class="meaning">${say.meaning[outcome]}</p>
<p class="settings">${settings}</p>
</header>`;
}

/** What failed or is missing, or what a pass rests on. */
export function why(section: Section): Html {
  const { verdict, say } = section;
  const { shown, more } = deciders(verdict);
  const rest = more > 0 ? html`<li>${say.more(inFull(more))}</li>` : null;
  return html`<section id="why" aria-labelledby="why-title"><h2 id="why-title">${say.headline.why}</h2>
${verdict.interrupted ? html`<p class="warning">${say.headline.interrupted}</p>` : null}
${verdict.aborted === null ? null : html`<p class="warning">${say.headline.aborted} ${inWords(verdict.aborted, section.words)}</p>`}
${failedTable(section)}${brokenChecks(section)}${unprovenTable(section)}
${
  verdict.outcome === 'pass'
    ? html`<p>${section.words.table.passRestsOn(inFull(verdict.decidedBy.length))}</p>`
    : shown.length === 0
      ? null
      : html`<h3>${say.headline.restsOn}</h3><ul>${shown.map((each) => html`<li>${inWords(each, section.words)}</li>`)}${rest}</ul>`
}
${list(say.headline.onPurpose, verdict.onPurpose, section)}${list(say.headline.notes, verdict.notes, section)}
</section>`;
}

const list = (title: string, texts: readonly string[], { words }: Section): Html | null =>
  texts.length === 0
    ? null
    : html`<h3>${title}</h3><ul>${texts.map((text) => html`<li>${inWords(text, words)}</li>`)}</ul>`;

function failedTable({ verdict, say, words }: Section): Html | null {
  const { shown, more } = failures(verdict);
  if (shown.length === 0) return null;
  const [, objective, figure, bound, target] = say.objectives.columns;
  return html`<h3>${say.objectives.failedTitle}</h3>${table({
    name: say.objectives.failedTitle,
    stacks: true,
    columns: [objective, figure, bound, target, say.objectives.placeColumns[5]],
    numbers: [1, 2, 3],
    rows: shown.map((named) => {
      const of = verdict.objectives.find(({ id }) => id === named.objective.id)!;
      return [
        words.reason(fullName(named)),
        figureText(of, named.cell.figure),
        boundText(of, named.cell),
        targetInWords(of, words.table.counted),
        inWords(named.cell.reason, words),
      ];
    }),
  })}${more > 0 ? html`<p>${say.more(inFull(more))}</p>` : null}`;
}

function brokenChecks({ verdict, say, words }: Section): Html | null {
  const broken = verdict.validity.filter(({ state }) => state === 'broken');
  if (broken.length === 0) return null;
  return html`<p class="warning">${say.generator.invalid}</p><ul>${broken.map(
    ({ id, phase, reason }) =>
      html`<li><b>${words.check[id]}</b>${phase === null ? '' : ` · ${phase}`}: ${inWords(reason, words)}</li>`,
  )}</ul>`;
}

function unprovenTable({ verdict, say, words }: Section): Html | null {
  const rows = unproven(verdict).flatMap(({ objective, required }) =>
    required.map((cell) => [
      words.reason(`${objective.id} · ${cellName(cell)}`),
      inFull(cell.n),
      inWords(cell.reason, words),
    ]),
  );
  if (rows.length === 0) return null;
  return html`<h3>${say.objectives.unprovenTitle}</h3>${table({
    name: say.objectives.unprovenTitle,
    stacks: true,
    columns: [say.objectives.columns[1], say.objectives.columns[5], say.objectives.placeColumns[5]],
    numbers: [1],
    rows,
  })}`;
}
