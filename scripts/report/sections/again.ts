/** How to run it again, and what else is in the folder. */
import { type Html, html } from '../html.ts';
import { rehearseLine } from '../rehearse-line.ts';
import type { Section } from '../source.ts';

const FILES = [
  'verdict.json',
  'junit.xml',
  'report.md',
  'plan.json',
  'forecast.json',
  'observations.json',
  'timeline.json',
  'events.jsonl',
] as const;

export function again({ plan, forecast, verdict, say, words, timeline }: Section): Html {
  const its = say.again;
  const other = words.language === 'en' ? 'zh' : 'en';
  const files = FILES.filter((file) => timeline !== null || file !== 'timeline.json');
  const line = (what: string, code: string): Html =>
    html`<p>${what}</p><pre tabindex="0"><code>${code}</code></pre>`;
  return html`<section id="again" aria-labelledby="again-title"><h2 id="again-title">${its.title}</h2>
${line(its.rehearse, rehearseLine(plan, forecast.shop, verdict.onPurpose))}${forecast.shop.isOwn ? html`<p>${its.own}</p>` : null}
${line(its.judge, `npx carnival judge runs/${verdict.runId}`)}
${line(its.report, `npx carnival report runs/${verdict.runId} --lang ${other}`)}
<h3>${its.files}</h3><ul class="files">${files.map((file) => html`<li><a href="${file}">${file}</a></li>`)}</ul></section>`;
}
