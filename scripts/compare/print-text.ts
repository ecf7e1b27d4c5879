/** A comparison for a terminal: what a reader must know, what decides, what differs, what the plan requires, what changed. The rest is in JSON and HTML. */
import { INDENT, type Lines, onPage, type Row, wrapped } from '../outputs/page.ts';
import { type Paints, paintsFor } from '../text/colour.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { allShown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import type { ComparedDifference, ComparedSide, Comparison } from './comparison.ts';
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

export interface PrintOptions {
  readonly colour: boolean;
  readonly columns?: number;
  /** English if left out. */
  readonly words?: Words;
}

/** How it is said, and with which colours. */
interface Voice {
  readonly words: Words;
  readonly paints: Paints;
}

const LAYOUT = { wide: [-36, 10, 10, 17, 22], narrow: [-22, 9, 9, 17, 19] };
const CHANGES_SHOWN_MAX = 12;
const NAMES_SHOWN_MAX = 8;
const CAUSES_SHOWN_MAX = 4;

export function printComparison(
  given: Comparison,
  { colour, columns = COLUMNS, words = en }: PrintOptions,
): string {
  const comparison = allShown(given);
  const voice: Voice = { words, paints: paintsFor(colour) };
  const { heading, with: compared } = words.compare;
  const { base, head, figures } = comparison;
  const blocks: readonly Lines[] = [
    [
      `${voice.paints.bold(heading.compared)}  ${compared(head.runId, base.runId)}`,
      // First, because a reader must know it to believe what follows.
      ...comparison.notes.flatMap((note) => wrapped(words.message(note), '· ')),
      ...sidesIn(comparison).flatMap(([name, side]) => sideLine(name, side, voice)),
      ...wrapped(summaryOf(comparison, words.compare), ''),
    ],
    titled('counts', figureLines(figures.filter(isDecided), voice), voice),
    titled('causes', causeLines(comparison, voice), voice),
    titled('differences', differenceLines(comparison, voice), voice),
    titled(
      'otherCounts',
      figureLines(
        figures.filter((each) => !isDecided(each)),
        voice,
      ),
      voice,
    ),
    titled('plan', changeLines(comparison.planChanges, voice), voice),
    titled('targets', changeLines(comparison.targetChanges, voice), voice),
    titled('environment', changeLines(comparison.environmentChanges, voice), voice),
    titled('onlyInOne', onlyLines(comparison, voice), voice),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap((line) => onPage(line, columns)).join('\n'))
    .join('\n\n')}\n`;
}

const titled = (title: keyof Words['compare']['heading'], lines: Lines, { words, paints }: Voice): Lines =>
  lines.length === 0 ? [] : [paints.bold(words.compare.heading[title]), ...lines];

const sideLine = (
  side: 'base' | 'head',
  { outcome, headline, seed }: ComparedSide,
  { words, paints }: Voice,
): Lines => {
  const { compare, reason } = words;
  const shown = words.outcome[outcome].toLowerCase();
  const mark = { pass: paints.green('✓'), fail: paints.red('✗'), inconclusive: paints.yellow('?') }[outcome];
  return wrapped(compare.of(compare.side[side], shown, String(seed ?? '?'), reason(headline)), `${mark} `);
};

const isShown = ({ finding }: ComparedDifference): boolean => finding === 'worse' || finding === 'better';

function differenceLines({ differences, family }: Comparison, voice: Voice): Lines {
  if (family.tests === 0) return [];
  const { compare } = voice.words;
  const { dim } = voice.paints;
  const shown = [
    ...differences.filter(isShown),
    ...differences.filter((each) => each.required && !isShown(each)),
  ];
  const header: Row = {
    cells: ['', compare.side.base, compare.side.head, compare.column.difference, compare.column.interval],
    layout: LAYOUT,
    lead: `${INDENT}  `,
    painted: dim,
  };
  const more = differences.length - shown.length;
  return [
    header,
    ...shown.flatMap((each) => rowOf(each, voice)),
    ...(more > 0 ? wrapped(compare.moreDifferences(inFull(more)), '') : []),
    ...wrapped(compare.family(inFull(family.tests), inShort(100 * family.chance)), '').map((line) => ({
      ...line,
      painted: dim,
    })),
  ];
}

function rowOf(each: ComparedDifference, { words, paints }: Voice): Lines {
  const { of, name, base, head, difference, finding } = each;
  const { compare } = words;
  const marks = {
    worse: paints.red('✗'),
    better: paints.green('✓'),
    'none-shown': paints.dim('·'),
    'no-evidence': paints.dim('–'),
  };
  const cells = [
    words.message(name),
    figureIn(of, base.figure),
    figureIn(of, head.figure),
    differenceIn(of, difference, compare),
    intervalOf(each, compare),
  ];
  const row: Row = { cells, layout: LAYOUT, lead: `${INDENT}${marks[finding]} ` };
  const said = {
    worse: compare.finding.worse,
    better: compare.finding.better,
    'none-shown': compare.wouldHaveShown(each.wouldShow === null ? null : wouldShowIn(each, compare)),
    'no-evidence': notComparedIn(each, compare),
  }[finding];
  return [
    row,
    ...wrapped(said, `${INDENT}  `, 2 * INDENT.length + 2).map((line) => ({ ...line, painted: paints.dim })),
  ];
}

const figureLines = (
  figures: Comparison['figures'],
  { words: { compare, message }, paints }: Voice,
): Lines => {
  const marks = {
    worse: paints.red('✗'),
    'fails-in-both': paints.red('✗'),
    better: paints.green('✓'),
    differs: '·',
  };
  return figures.flatMap((each) => {
    const { name, base, head, finding } = each;
    const change = `${message(name)}: ${countIn(base, each, compare)} → ${countIn(head, each, compare)}`;
    const said = isDecided(each) ? compare.decided(change, compare.countFinding[finding]) : change;
    return wrapped(said, `${marks[finding]} `);
  });
};

function causeLines({ causes }: Comparison, { words: { compare } }: Voice): Lines {
  const lines = causes
    .slice(0, CAUSES_SHOWN_MAX)
    .flatMap(({ step, cause, base, head }) =>
      wrapped(`${step}: ${cause}: ${base === null ? '?' : inFull(base)} → ${inFull(head)}`, '· '),
    );
  const more = causes.length - CAUSES_SHOWN_MAX;
  return more > 0 ? [...lines, `${INDENT}${compare.more(inFull(more))}`] : lines;
}

function changeLines(changes: Comparison['planChanges'], { words: { compare } }: Voice): Lines {
  const lines = changes
    .slice(0, CHANGES_SHOWN_MAX)
    .flatMap(({ path, base, head }) =>
      wrapped(`${path}: ${valueIn(base, compare)} → ${valueIn(head, compare)}`, '· '),
    );
  const more = changes.length - CHANGES_SHOWN_MAX;
  return more > 0 ? [...lines, `${INDENT}${compare.moreChanges(inFull(more))}`] : lines;
}

function onlyLines({ onlyInBase, onlyInHead }: Comparison, { words }: Voice): Lines {
  const { compare, message } = words;
  const line = (side: string, names: readonly string[]): Lines => {
    if (names.length === 0) return [];
    const more = names.length - NAMES_SHOWN_MAX;
    const shown = names.slice(0, NAMES_SHOWN_MAX).map(message).join(', ');
    return wrapped(compare.onlyIn(side, shown, more > 0 ? inFull(more) : null), '· ');
  };
  return [...line(compare.side.base, onlyInBase), ...line(compare.side.head, onlyInHead)];
}
