/** A comparison for a terminal: what differs first, then what the plan requires, then what changed. The rest is in JSON and HTML. */
import { INDENT, type Lines, onPage, type Row, wrapped } from '../outputs/page.ts';
import { type Paints, paintsFor } from '../text/colour.ts';
import { inFull, inShort, plural } from '../text/numbers.ts';
import { allShown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import type { ComparedDifference, ComparedSide, Comparison } from './comparison.ts';
import { differenceIn, figureIn, intervalOf, summaryOf, valueIn, wouldShowIn } from './words.ts';

export interface PrintOptions {
  readonly colour: boolean;
  readonly columns?: number;
}

const LAYOUT = { wide: [-36, 10, 10, 17, 22], narrow: [-22, 9, 9, 17, 19] };
const CHANGES_SHOWN_MAX = 12;
const NAMES_SHOWN_MAX = 8;

export function printComparison(given: Comparison, { colour, columns = COLUMNS }: PrintOptions): string {
  const comparison = allShown(given);
  const paints = paintsFor(colour);
  const blocks: readonly Lines[] = [
    [
      `${paints.bold('COMPARED')}  ${comparison.head.runId} with ${comparison.base.runId}`,
      ...wrapped(summaryOf(comparison), ''),
      ...sideLine('base', comparison.base, paints),
      ...sideLine('head', comparison.head, paints),
    ],
    titled('DIFFERENCES', differenceLines(comparison, paints), paints),
    titled('FULL COUNTS', figureLines(comparison), paints),
    titled('PLAN', changeLines(comparison.planChanges), paints),
    titled('MACHINE AND VERSIONS', changeLines(comparison.environmentChanges), paints),
    titled('ONLY IN ONE', onlyLines(comparison), paints),
    titled(
      'NOTES',
      comparison.notes.flatMap((note) => wrapped(note, '· ')),
      paints,
    ),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap((line) => onPage(line, columns)).join('\n'))
    .join('\n\n')}\n`;
}

const titled = (title: string, lines: Lines, paints: Paints): Lines =>
  lines.length === 0 ? [] : [paints.bold(title), ...lines];

const sideLine = (name: string, { outcome, headline, seed }: ComparedSide, { dim }: Paints): Lines =>
  wrapped(`${name}: ${outcome}, seed ${seed ?? '?'}: ${headline}`, '').map((line) => ({
    ...line,
    painted: dim,
  }));

const isShown = ({ finding }: ComparedDifference): boolean => finding === 'worse' || finding === 'better';

export function differenceLines({ differences, family }: Comparison, paints: Paints): Lines {
  if (family.tests === 0) return [];
  const shown = [
    ...differences.filter(isShown),
    ...differences.filter((each) => each.required && !isShown(each)),
  ];
  const header: Row = {
    cells: ['', 'base', 'head', 'head − base', '95 % each side'],
    layout: LAYOUT,
    lead: `${INDENT}  `,
    painted: paints.dim,
  };
  const more = differences.length - shown.length;
  return [
    header,
    ...shown.flatMap((each) => rowOf(each, paints)),
    ...(more > 0
      ? wrapped(
          `… and ${inFull(more)} more, without a difference that could be shown: --html or --json has all`,
          '',
        )
      : []),
    ...wrapped(
      `shares are of bad answers, times are means; ${plural(family.tests, 'test')} as one family: ${inShort(100 * family.chance)} % for even one that is none`,
      '',
    ).map((line) => ({ ...line, painted: paints.dim })),
  ];
}

export function rowOf(each: ComparedDifference, paints: Paints): Lines {
  const { of, name, base, head, difference, finding } = each;
  const marks = {
    worse: paints.red('✗'),
    better: paints.green('✓'),
    'none-shown': paints.dim('·'),
    'no-evidence': paints.dim('–'),
  };
  const cells = [
    name,
    figureIn(of, base.figure),
    figureIn(of, head.figure),
    differenceIn(of, difference),
    intervalOf(each),
  ];
  const row: Row = { cells, layout: LAYOUT, lead: `${INDENT}${marks[finding]} ` };
  const words = {
    worse: 'worse',
    better: 'better',
    'none-shown': `no difference that could be shown; ${wouldShowIn(each)} or more would have shown`,
    'no-evidence': 'not compared: see the notes',
  }[finding];
  return [
    row,
    ...wrapped(words, `${INDENT}  `, 2 * INDENT.length + 2).map((line) => ({ ...line, painted: paints.dim })),
  ];
}

const figureLines = ({ figures }: Comparison): Lines =>
  figures.flatMap(({ name, unit, base, head }) => {
    const shown = (value: number | null): string =>
      value === null ? '–' : unit === 'share' ? `${inShort(value * 100)} %` : inShort(value);
    return wrapped(`${name}: ${shown(base)} → ${shown(head)}${unit === 'seconds' ? ' s' : ''}`, '· ');
  });

function changeLines(changes: Comparison['planChanges']): Lines {
  const lines = changes
    .slice(0, CHANGES_SHOWN_MAX)
    .flatMap(({ path, base, head }) => wrapped(`${path}: ${valueIn(base)} → ${valueIn(head)}`, '· '));
  const more = changes.length - CHANGES_SHOWN_MAX;
  return more > 0 ? [...lines, `${INDENT}… and ${plural(more, 'change')} more`] : lines;
}

function onlyLines({ onlyInBase, onlyInHead }: Comparison): Lines {
  const line = (side: string, names: readonly string[]): Lines => {
    if (names.length === 0) return [];
    const more = names.length - NAMES_SHOWN_MAX;
    const shown = names.slice(0, NAMES_SHOWN_MAX).join(', ');
    return wrapped(`${side}: ${shown}${more > 0 ? ` and ${inFull(more)} more` : ''}`, '· ');
  };
  return [...line('base', onlyInBase), ...line('head', onlyInHead)];
}
