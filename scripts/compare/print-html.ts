/** A comparison as a page of its own: one file, no script, nothing from the network, light and dark. */
import { escapedMarkup } from '../text/markup.ts';
import { inFull } from '../text/numbers.ts';
import { allShown } from '../text/shown.ts';
import type { Words } from '../words/words.ts';
import type { ComparedDifference, ComparedSide, Comparison } from './comparison.ts';
import { differenceIn, figureIn, intervalOf, summaryOf, valueIn, wouldShowIn } from './words.ts';

export function printHtml(given: Comparison, words: Words): string {
  const comparison = allShown(given);
  const { compare, message } = words;
  const { page, side, column } = compare;
  const { base, head, differences, figures, planChanges, targetChanges, environmentChanges, notes } =
    comparison;
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapedMarkup(page.tab(head.runId, base.runId))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${page.title}</h1>
<p class="summary">${escapedMarkup(summaryOf(comparison, compare))}</p>
${table(
  page.runs,
  ['', column.run, column.outcome, column.seed, column.why],
  [sideRow(side.base, base, words), sideRow(side.head, head, words)],
)}
${list(page.notes, notes.map(message))}
${table(
  page.differences,
  ['', column.finding, column.difference, column.interval, side.base, side.head, column.wouldShow],
  [...differences]
    .sort((one, other) => RANK[one.finding] - RANK[other.finding])
    .map((each) => differenceRow(each, words)),
)}
${table(
  page.counts,
  ['', side.base, side.head],
  figures.map(({ name, base: one, head: other }) => ({
    cells: [message(name), String(one ?? '–'), String(other ?? '–')],
  })),
)}
${changes(page.plan, planChanges, compare)}
${changes(page.targets, targetChanges, compare)}
${changes(page.environment, environmentChanges, compare)}
${list(page.onlyInBase, comparison.onlyInBase.map(message))}
${list(page.onlyInHead, comparison.onlyInHead.map(message))}
</main>
</body>
</html>
`;
}

const RANK = { worse: 0, better: 1, 'none-shown': 2, 'no-evidence': 3 } as const;

interface TableRow {
  readonly cells: readonly string[];
  readonly finding?: ComparedDifference['finding'];
}

const sideRow = (
  name: string,
  { runId, outcome, seed, headline }: ComparedSide,
  { outcome: outcomes, reason }: Words,
): TableRow => ({
  cells: [name, runId, outcomes[outcome].toLowerCase(), String(seed ?? '?'), reason(headline)],
});

const differenceRow = (each: ComparedDifference, { compare, message }: Words): TableRow => ({
  finding: each.finding,
  cells: [
    message(each.name),
    compare.finding[each.finding],
    differenceIn(each.of, each.difference, compare),
    intervalOf(each, compare),
    seenIn(each.of, each.base, compare),
    seenIn(each.of, each.head, compare),
    wouldShowIn(each, compare),
  ],
});

/** `0.1 % of 10,000`, or `13.1 ms over 35,930`. */
const seenIn = (
  of: ComparedDifference['of'],
  { figure, n }: ComparedDifference['base'],
  words: Words['compare'],
): string => words.page.figureOf(of, figureIn(of, figure), inFull(n));

const changes = (title: string, all: Comparison['planChanges'], words: Words['compare']): string =>
  table(
    title,
    ['', words.side.base, words.side.head],
    all.map(({ path, base, head }) => ({ cells: [path, valueIn(base, words), valueIn(head, words)] })),
  );

function table(title: string, header: readonly string[], rows: readonly TableRow[]): string {
  if (rows.length === 0) return '';
  const head = header.map((text) =>
    text === '' ? '<td></td>' : `<th scope="col">${escapedMarkup(text)}</th>`,
  );
  const lines = rows.map(({ cells: [name = '', ...others], finding }) => {
    const cells = others.map((text) => `<td>${escapedMarkup(text)}</td>`).join('');
    return `<tr${finding === undefined ? '' : ` class="${finding}"`}><th scope="row">${escapedMarkup(name)}</th>${cells}</tr>`;
  });
  return `<section><h2>${escapedMarkup(title)}</h2><div class="wide" tabindex="0" role="region" aria-label="${escapedMarkup(title)}"><table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody></table></div></section>`;
}

const list = (title: string, items: readonly string[]): string =>
  items.length === 0
    ? ''
    : `<section><h2>${escapedMarkup(title)}</h2><ul>${items.map((item) => `<li>${escapedMarkup(item)}</li>`).join('')}</ul></section>`;

/** Both schemes have at least 4.5 : 1 between text and ground (WCAG 2.2 AA). A finding is said in words, and not by its colour alone. */
const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--quiet:#57606a;--line:#d0d7de;--worse:#a40e26;--better:#116329}
@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--text:#e6edf3;--quiet:#9198a1;--line:#30363d;--worse:#ff9492;--better:#56d364}}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:76rem;margin:0 auto;padding:1.5rem}
.summary{font-size:1.25rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
tbody th{font-weight:400}
thead th{color:var(--quiet);font-weight:600}
.worse td:nth-child(2){color:var(--worse);font-weight:600}
.better td:nth-child(2){color:var(--better);font-weight:600}
.none-shown,.no-evidence{color:var(--quiet)}
@media(max-width:40rem){main{padding:1rem}h2{font-size:1.25rem}td,tbody th{min-width:7rem}}
@media print{
:root{color-scheme:light;--ground:#fff;--text:#1b1f24;--quiet:#57606a;--line:#d0d7de;--worse:#a40e26;--better:#116329}
body{font-size:9pt}main{padding:0}td,tbody th{min-width:0}.wide{overflow:visible}th,td{padding:.2rem .3rem;overflow-wrap:anywhere}tr{break-inside:avoid}h2{break-after:avoid}
}
`;
