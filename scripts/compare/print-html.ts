/** A comparison as a page of its own: one file, no script, nothing from the network, light and dark. */
import { escapedMarkup } from '../text/markup.ts';
import { inFull } from '../text/numbers.ts';
import { allShown } from '../text/shown.ts';
import type { Words } from '../words/words.ts';
import type { ComparedDifference, ComparedFigure, ComparedSide, Comparison } from './comparison.ts';
import { isDecided } from './full-counts.ts';
import {
  countIn,
  differenceIn,
  figureIn,
  intervalOf,
  notComparedIn,
  sidesIn,
  summaryOf,
  valueIn,
  wouldShowIn,
} from './words.ts';

export function printHtml(given: Comparison, words: Words): string {
  const comparison = allShown(given);
  const { compare, message } = words;
  const { page, side, column } = compare;
  const { base, head, differences, figures, causes, notes } = comparison;
  const { planChanges, targetChanges, environmentChanges } = comparison;
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
${list(page.notes, notes.map(message))}
${table(
  page.runs,
  ['', column.outcome, column.why, column.seed, column.run],
  sidesIn(comparison).map(([name, its]) => sideRow(side[name], its, words)),
)}
<p class="summary">${escapedMarkup(summaryOf(comparison, compare))}</p>
${table(
  page.decided,
  ['', column.finding, side.base, side.head],
  figures.filter(isDecided).map((each) => ({
    finding: FOUND[each.finding],
    cells: [message(each.name), compare.countFinding[each.finding], ...countsOf(each, compare)],
  })),
)}
${table(
  page.causes,
  ['', column.cause, side.base, side.head],
  causes.map((each) => ({
    cells: [each.step, each.cause, each.base === null ? '?' : inFull(each.base), inFull(each.head)],
  })),
)}
${differenceTables(differences, words)}
${table(
  page.counts,
  ['', side.base, side.head],
  figures
    .filter((each) => !isDecided(each))
    .map((each) => ({ cells: [message(each.name), ...countsOf(each, compare)] })),
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

/** What was found, and what the plan requires; the many others are folded away. */
function differenceTables(all: Comparison['differences'], words: Words): string {
  const { page, side, column, moreBelow } = words.compare;
  const header = [
    ...['', column.finding, column.difference, column.interval],
    ...[side.base, side.head, column.wouldShow],
  ];
  const isTold = ({ finding, required }: ComparedDifference): boolean =>
    required || finding === 'worse' || finding === 'better';
  const rowsOf = (some: readonly ComparedDifference[]): readonly TableRow[] =>
    some
      .toSorted((one, other) => RANK[one.finding] - RANK[other.finding])
      .map((each) => differenceRow(each, words));
  const others = all.filter((each) => !isTold(each));
  const name = moreBelow(inFull(others.length));
  const folded =
    others.length === 0
      ? ''
      : `<details><summary>${escapedMarkup(name)}</summary>${grid(name, header, rowsOf(others))}</details>`;
  return `${table(page.differences, header, rowsOf(all.filter(isTold)))}${folded}`;
}

/** The colour of a full count's finding. */
const FOUND = {
  ...{ worse: 'worse', 'fails-in-both': 'worse', better: 'better', differs: 'none-shown' },
} as const satisfies Record<ComparedFigure['finding'], ComparedDifference['finding']>;

const countsOf = (each: ComparedFigure, words: Words['compare']): readonly string[] =>
  [each.base, each.head].map((value) => countIn(value, each, words));

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
  ...(outcome === 'inconclusive' ? {} : { finding: outcome === 'fail' ? 'worse' : 'better' }),
  cells: [name, outcomes[outcome].toLowerCase(), reason(headline), String(seed ?? '?'), runId],
});

const differenceRow = (each: ComparedDifference, { compare, message }: Words): TableRow => ({
  finding: each.finding,
  cells: [
    message(each.name),
    each.finding === 'no-evidence' ? notComparedIn(each, compare) : compare.finding[each.finding],
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

const table = (title: string, header: readonly string[], rows: readonly TableRow[]): string =>
  rows.length === 0 ? '' : `<section><h2>${escapedMarkup(title)}</h2>${grid(title, header, rows)}</section>`;

/** On a phone a row is a card, and each figure has its column's name beside it. The roles keep it a table for those who hear it. */
function grid(title: string, header: readonly string[], rows: readonly TableRow[]): string {
  const head = header.map((text) =>
    text === '' ? '<td role="cell"></td>' : `<th scope="col" role="columnheader">${escapedMarkup(text)}</th>`,
  );
  const lines = rows.map(({ cells: [name = '', ...others], finding }) => {
    const cells = others.map(
      (text, i) =>
        `<td role="cell" data-name="${escapedMarkup(header[i + 1] ?? '')}">${escapedMarkup(text)}</td>`,
    );
    return `<tr role="row"${finding === undefined ? '' : ` class="${finding}"`}><th scope="row" role="rowheader">${escapedMarkup(name)}</th>${cells.join('')}</tr>`;
  });
  return `<div class="wide" tabindex="0" role="region" aria-label="${escapedMarkup(title)}"><table role="table">
<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>
<tbody role="rowgroup">
${lines.join('\n')}
</tbody></table></div>`;
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
summary{cursor:pointer;padding:.5rem 0;color:var(--quiet)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
tbody th{font-weight:400}
thead th{color:var(--quiet);font-weight:600}
.worse td:nth-child(2){color:var(--worse);font-weight:600}
.better td:nth-child(2){color:var(--better);font-weight:600}
.none-shown,.no-evidence{color:var(--quiet)}
@media screen and (max-width:40rem){
main{padding:1rem}h2{font-size:1.25rem}
table,tbody,tr,tbody th,tbody td{display:block}thead{display:none}
tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
tbody th,tbody td{padding:.1rem 0;border:0;overflow-wrap:anywhere}
tbody th{font-weight:600;color:var(--text)}
tbody td::before{content:attr(data-name) ': ';color:var(--quiet);font-weight:400}
}
@media print{
:root{color-scheme:light;--ground:#fff;--text:#1b1f24;--quiet:#57606a;--line:#d0d7de;--worse:#a40e26;--better:#116329}
body{font-size:9pt}main{padding:0}details::details-content{content-visibility:visible}.wide{overflow:visible}th,td{padding:.2rem .3rem;overflow-wrap:anywhere}tr{break-inside:avoid}h2{break-after:avoid}
}
`;
