/** A comparison as a page of its own: one file, no script, nothing from the network, light and dark. */
import { escapedMarkup } from '../text/markup.ts';
import { allShown } from '../text/shown.ts';
import type { ComparedDifference, ComparedSide, Comparison } from './comparison.ts';
import {
  differenceIn,
  FINDING_WORDS,
  figureIn,
  intervalOf,
  summaryOf,
  valueIn,
  wouldShowIn,
} from './words.ts';

export function printHtml(given: Comparison): string {
  const comparison = allShown(given);
  const { base, head, differences, figures, planChanges, environmentChanges, notes } = comparison;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapedMarkup(`${head.runId} compared with ${base.runId}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Compared</h1>
<p class="summary">${escapedMarkup(summaryOf(comparison))}</p>
${table('The runs', ['', 'run', 'outcome', 'seed', 'why'], [sideRow('base', base), sideRow('head', head)])}
${list('Read this first', notes)}
${table(
  'Differences: shares are of bad answers, times are means',
  ['', 'base', 'head', 'head − base', '95 % each side', 'finding', 'would have shown'],
  [...differences].sort((one, other) => RANK[one.finding] - RANK[other.finding]).map(differenceRow),
)}
${table(
  'Full counts that differ',
  ['', 'base', 'head'],
  figures.map(({ name, base: one, head: other }) => ({
    cells: [name, String(one ?? '–'), String(other ?? '–')],
  })),
)}
${changes('What changed in the plan', planChanges)}
${changes('What changed in the machine and the versions', environmentChanges)}
${list('Only in the base', comparison.onlyInBase)}
${list('Only in the head', comparison.onlyInHead)}
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

const sideRow = (name: string, { runId, outcome, seed, headline }: ComparedSide): TableRow => ({
  cells: [name, runId, outcome, String(seed ?? '?'), headline],
});

const differenceRow = (each: ComparedDifference): TableRow => ({
  finding: each.finding,
  cells: [
    each.name,
    `${figureIn(each.of, each.base.figure)} of ${each.base.n}`,
    `${figureIn(each.of, each.head.figure)} of ${each.head.n}`,
    differenceIn(each.of, each.difference),
    intervalOf(each),
    FINDING_WORDS[each.finding],
    wouldShowIn(each),
  ],
});

const changes = (title: string, all: Comparison['planChanges']): string =>
  table(
    title,
    ['', 'base', 'head'],
    all.map(({ path, base, head }) => ({ cells: [path, valueIn(base), valueIn(head)] })),
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
.worse td:nth-child(6){color:var(--worse);font-weight:600}
.better td:nth-child(6){color:var(--better);font-weight:600}
.none-shown,.no-evidence{color:var(--quiet)}
@media print{.wide{overflow:visible}}
`;
