/** The live page: its frame in HTML, its look, and the script that puts what the command sends into it. No framework, no address. */
import { escapedMarkup, jsonInScript } from '../text/markup.ts';
import type { Words } from '../words/words.ts';

/** The nonce makes its own script and style the only ones that a browser runs. */
export function livePage({ language, live }: Words, nonce: string): string {
  const section = (id: string, heading: string): string =>
    `<section aria-labelledby="${id}-heading"><h2 id="${id}-heading">${escapedMarkup(heading)}</h2><ul id="${id}"></ul></section>`;
  return `<!doctype html>
<html lang="${escapedMarkup(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Carnival</title>
<style nonce="${nonce}">${STYLE}</style>
<main>
<header><h1 id="title">Carnival</h1><p id="progress" role="status">${escapedMarkup(live.pageWaiting)}</p>
<p id="silence" role="alert"></p></header>
<section aria-labelledby="warnings-heading" id="warned"><h2 id="warnings-heading">${escapedMarkup(live.alerts)}</h2><ul id="warnings" aria-live="polite"></ul></section>
<section class="wide" aria-labelledby="figures-heading"><h2 id="figures-heading">${escapedMarkup(live.figures)}</h2><div class="scroll" tabindex="0" role="group" aria-labelledby="figures-heading">
<table><thead><tr><th scope="col">${escapedMarkup(live.figure)}</th><th scope="col" id="recent"></th><th scope="col">${escapedMarkup(live.wholeRun)}</th><th scope="col">${escapedMarkup(live.course)}</th></tr></thead><tbody id="figures"></tbody></table></div></section>
${section('phases', live.phases)}
${section('drills', live.drills)}
${section('breakers', live.breakersHeading)}
</main>
<script nonce="${nonce}">const SAID = ${jsonInScript({
    judging: live.pageJudging,
    gone: live.pageGone,
    noReport: live.pageNoReport,
    noWarnings: live.noAlerts,
  })};${SCRIPT}</script>
</html>
`;
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--page:#fff;--card:#f6f8fa;--line:#d0d7de;--ok:#116329;--bad:#b42318;--warn:#7d4e00;--bar:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9da7b1;--page:#0d1117;--card:#161b22;--line:#30363d;--ok:#56d364;--bad:#ff7b72;--warn:#e3b341;--bar:#6cb6ff}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif}
main{max-width:72rem;margin:0 auto;padding:1rem;display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr))}
header,.wide,#warned{grid-column:1/-1}h1{font-size:1.25rem;margin:0;overflow-wrap:anywhere}h2{font-size:1rem;margin:0 0 .5rem}
header p{margin:.25rem 0}#progress{font-size:1.125rem}#silence{color:var(--bad)}#silence:empty{display:none}
section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
section:has(ul:empty,tbody:empty){display:none}
ul{list-style:none;margin:0;padding:0}li{display:flex;gap:.75rem;justify-content:space-between;padding:.15rem 0;flex-wrap:wrap}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:.25rem .75rem;white-space:nowrap;border-top:1px solid var(--line)}thead th{border:0;color:var(--dim);font-weight:400}
th:first-child,th:last-child,td:last-child{text-align:left}tbody th{font-weight:400}td:last-child{width:45%}td svg{display:block;width:100%;min-width:4.5rem;height:2rem;color:var(--bar)}
.track{flex-basis:100%;height:.5rem;background:var(--line);border-radius:.25rem;overflow:hidden}.track svg{display:block;width:100%;height:100%;color:var(--bar)}
.open,.fault,.bad{color:var(--bad);font-weight:600}.half-open,.recovery,.ticket{color:var(--warn);font-weight:600}.closed{color:var(--ok)}.over,.ahead{color:var(--dim)}
@media(max-width:40rem){main{padding:.5rem}section{padding:.5rem}table{font-size:.875rem}th,td{padding:.25rem}tbody th{white-space:normal}td:last-child{width:auto}td svg{min-width:3rem}}
`;

const SCRIPT = `
'use strict';
const NS = 'http://www.w3.org/2000/svg';
const at = (id) => document.getElementById(id);
const tag = (name, text, kind) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
};
const svg = (viewBox, label) => {
  const made = document.createElementNS(NS, 'svg');
  made.setAttribute('viewBox', viewBox);
  made.setAttribute('preserveAspectRatio', 'none');
  if (label) { made.setAttribute('role', 'img'); made.setAttribute('aria-label', label); }
  else made.setAttribute('aria-hidden', 'true');
  return made;
};
const shape = (name, of) => {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(of)) made.setAttribute(key, value);
  return made;
};
const course = (trend, label) => {
  const drawn = svg('0 0 120 20', label);
  let path = '', open = false;
  trend.forEach((figure, i) => {
    if (figure === null) { open = false; return; }
    path += (open ? 'L' : 'M') + (120 - trend.length + i) + ' ' + (19 - 18 * figure).toFixed(2);
    open = true;
  });
  drawn.append(shape('path', { d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5', 'vector-effect': 'non-scaling-stroke' }));
  return drawn;
};
const track = ({ from, now, until }) => {
  const holder = tag('div', undefined, 'track');
  const drawn = svg('0 0 1 1');
  drawn.append(shape('rect', { x: from, width: until - from, height: 1, fill: 'currentColor', opacity: 0.35 }));
  drawn.append(shape('rect', { x: from, width: now - from, height: 1, fill: 'currentColor' }));
  holder.append(drawn);
  return holder;
};
const item = ({ name, is, text }, more) => {
  const made = tag('li');
  made.append(tag('span', name), tag('span', text, is));
  if (more) made.append(more);
  return made;
};
const draw = (model) => {
  document.title = model.title;
  at('title').textContent = model.title;
  at('progress').textContent = model.progress;
  at('silence').textContent = model.silence;
  at('recent').textContent = model.recent;
  at('figures').replaceChildren(...model.figures.map(({ name, recent, whole, trend }) => {
    const row = tag('tr');
    const head = tag('th', name);
    head.scope = 'row';
    const last = tag('td');
    if (trend) last.append(course(trend, name + ': ' + recent));
    row.append(head, tag('td', recent), tag('td', whole), last);
    return row;
  }));
  at('phases').replaceChildren(...model.phases.map((phase) => item(phase, track(phase))));
  at('drills').replaceChildren(...model.drills.map((drill) => item(drill)));
  at('breakers').replaceChildren(...model.breakers.map((breaker) => item(breaker)));
  const warnings = model.warnings.length === 0 ? [tag('li', SAID.noWarnings, 'over')] : model.warnings.map(({ text, isPage }) => tag('li', text, isPage ? 'bad' : 'ticket'));
  at('warnings').replaceChildren(...warnings);
};
const events = new EventSource('events');
let over = false;
events.addEventListener('state', ({ data }) => draw(JSON.parse(data)));
events.addEventListener('judging', () => { at('progress').textContent = SAID.judging; });
events.addEventListener('report', () => { over = true; events.close(); location.replace('report'); });
events.addEventListener('over', () => { over = true; events.close(); at('progress').textContent = SAID.noReport; });
events.addEventListener('error', () => { if (!over && events.readyState === EventSource.CLOSED) at('progress').textContent = SAID.gone; else if (!over) at('silence').textContent = SAID.gone; });
`;
