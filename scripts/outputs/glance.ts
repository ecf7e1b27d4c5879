/**
 * The verdict as one takes it in at a glance. A pass: its objectives, its drills, and a line each for what was proven, for the load
 * and for what is open. A fail: its cause, its evidence, and where to look. Inconclusive: what was the bottleneck, and what to change.
 */
import { inFull } from '../text/numbers.ts';
import { cellsWhere, failedCells, fullName } from '../verdict/judge.ts';
import { isMissing } from '../verdict/objectives.ts';
import type { ObjectiveResult } from '../verdict/verdict.ts';
import { adviceFor, looksFor } from './advice.ts';
import { unplannedAlerts } from './alert-lines.ts';
import { drillRows } from './drill-lines.ts';
import { causeLines, checkLines, decision, failedLine, tracesNote } from './explained.ts';
import { headline } from './headline.ts';
import { objectiveHeading, objectiveRow } from './objective-row.ts';
import { INDENT, type Lines, wrapped } from './page.ts';
import { bestInWords, heldInWords } from './proven-lines.ts';
import { checks, explaining, failures, objectiveRows, unproven, widestCell } from './selection.ts';
import { block, dotted, labelled, type Sheet } from './sheet.ts';

const OBJECTIVES_MAX = 12;
const FAILED_MAX = 8;
const CAUSES_MAX = 4;
const LOOKS_MAX = 4;
const MISSING_MAX = 6;
const NOTES_MAX = { pass: 1, fail: 2, inconclusive: 2 } as const;
const ALERTS_MAX = 3;
const MISSING_IN_SHORT_MAX = 3;

export const glance = (sheet: Sheet): readonly Lines[] => [
  headline(sheet),
  ...BLOCKS[sheet.verdict.outcome](sheet),
];

const BLOCKS: Readonly<Record<Sheet['verdict']['outcome'], (sheet: Sheet) => readonly Lines[]>> = {
  pass: (sheet) => [objectiveLines(sheet), drills(sheet), summary(sheet)],
  fail: (sheet) => [
    block(sheet, 'causes', causeLines(explaining(sheet.verdict.causes), sheet, CAUSES_MAX)),
    block(sheet, 'evidence', evidenceOfFail(sheet)),
    block(sheet, 'look', lookLines(sheet)),
    summary(sheet),
  ],
  inconclusive: (sheet) => [
    ...advice(sheet),
    block(sheet, 'evidence', evidenceOfDoubt(sheet)),
    objectiveLines(sheet),
    drills(sheet),
    summary(sheet),
  ],
};

const drills = (sheet: Sheet): Lines => block(sheet, 'drills', drillRows(sheet));

// ── objectives ───────────────────────────────────────────────────────────────

/** A row each. What needed no declaration has a row only if it did not pass. */
function objectiveLines(sheet: Sheet): Lines {
  const { verdict, words } = sheet;
  const rows = objectiveRows(verdict);
  const shown = withoutMany(rows);
  const more = rows.length - shown.length;
  return [
    objectiveHeading(sheet),
    ...shown.flatMap((each): Lines => [objectiveRow(each, sheet), ...decision(widestCell(each))]),
    ...(more > 0 ? [`${INDENT}${words.table.othersPassed(inFull(more))}`] : []),
  ];
}

/** All of them, or those that did not pass and the first of the others. */
function withoutMany(rows: readonly ObjectiveResult[]): readonly ObjectiveResult[] {
  let room = Math.max(0, OBJECTIVES_MAX - rows.filter(({ state }) => state !== 'pass').length);
  return rows.filter(({ state }) => state !== 'pass' || room-- > 0);
}

// ── a fail ───────────────────────────────────────────────────────────────────

function evidenceOfFail(sheet: Sheet): Lines {
  const { shown, more } = failures(sheet.verdict);
  const lines = shown.slice(0, FAILED_MAX).flatMap((named) => failedLine(named, sheet));
  const left = more + Math.max(0, shown.length - FAILED_MAX);
  return left > 0 ? [...lines, `${INDENT}${sheet.words.table.more(inFull(left))}`] : lines;
}

function lookLines({ verdict, words }: Sheet): Lines {
  const looks = looksFor(failedCells(verdict.objectives)).slice(0, LOOKS_MAX);
  const isAbove = (place: string): boolean => explaining(verdict.causes).some(({ step }) => step === place);
  return dotted([
    ...looks.map(({ at, place }) => words.table.look[at](place, isAbove(place))),
    ...tracesNote({ verdict, words }),
  ]);
}

// ── neither ──────────────────────────────────────────────────────────────────

function advice(sheet: Sheet): readonly Lines[] {
  const given = adviceFor(sheet.verdict);
  if (given === null) return [];
  const { bottleneck, facts } = given;
  const { table } = sheet.words;
  return [
    block(sheet, 'bottleneck', wrapped(table.bottleneck[bottleneck](facts), '')),
    block(sheet, 'change', dotted(table.change[bottleneck](facts))),
  ];
}

/** The checks that the load broke, and what the plan requires and nobody could prove. */
function evidenceOfDoubt(sheet: Sheet): Lines {
  const { verdict, marks, words } = sheet;
  const broken = checks(verdict).filter(({ check }) => check.state === 'broken');
  const missing = unproven(verdict).flatMap(({ objective, required }) =>
    required.map((cell) => ({ objective, cell })),
  );
  const left = Math.max(0, broken.length - MISSING_MAX) + Math.max(0, missing.length - MISSING_MAX);
  return [
    ...broken.slice(0, MISSING_MAX).flatMap((placed) => checkLines(placed, sheet)),
    ...missing
      .slice(0, MISSING_MAX)
      .flatMap((named) =>
        wrapped(`${words.reason(fullName(named))}: ${named.cell.reason}`, `${marks['not-proven']} `),
      ),
    ...(left > 0 ? [`${INDENT}${words.table.more(inFull(left))}`] : []),
  ];
}

// ── the lines that every outcome ends with ───────────────────────────────────

function summary(sheet: Sheet): Lines {
  const { verdict, words } = sheet;
  const { table } = words;
  const isPass = verdict.outcome === 'pass';
  return labelled(sheet, [
    ['passed', verdict.outcome === 'fail' ? passed(sheet) : null],
    ['drills', verdict.outcome === 'fail' ? drillsInShort(sheet) : null],
    ['proven', isPass ? table.joined([heldInWords(verdict, words), bestInWords(verdict, words)]) : null],
    ['load', loadInShort(sheet)],
    ['unproven', UNPROVEN[verdict.outcome](sheet)],
    ['alerts', cut(unplannedAlerts(verdict), ALERTS_MAX, sheet)],
    ['notes', cut(verdict.notes, NOTES_MAX[verdict.outcome], sheet)],
    ['more', table.explain],
  ]);
}

/** The first of some texts, and how many more there are. */
const cut = (texts: readonly string[], max: number, { words: { table } }: Sheet): string =>
  table.joined([
    ...texts.slice(0, max),
    ...(texts.length > max ? [table.more(inFull(texts.length - max))] : []),
  ]);

const passed = ({ verdict }: Sheet): string =>
  verdict.objectives
    .filter(({ drill, state }) => drill === null && state === 'pass')
    .map(({ id }) => id)
    .join(', ');

function drillsInShort({ verdict, words }: Sheet): string | null {
  const judged = verdict.drills.filter(({ state }) => state !== 'not-judged');
  const others = judged.filter(({ state }) => state !== 'pass').map(({ drill }) => drill);
  const held = inFull(judged.length - others.length);
  return judged.length === 0 ? null : words.table.drillsHeld(held, inFull(judged.length), others);
}

function loadInShort({ verdict, words }: Sheet): string {
  const all = checks(verdict);
  const broken = all.filter(({ check }) => check.state === 'broken');
  if (broken.length > 0)
    return words.table.brokenChecks(
      [...new Set(broken.map(({ check }) => words.check[check.id]))].join(', '),
    );
  const notChecked = all.filter(({ check }) => check.state === 'not-checked');
  return words.table.checksHold(
    inFull(all.length - notChecked.length),
    notChecked.map(({ check }) => words.check[check.id]).join(', '),
  );
}

/** What the plan requires: it would have kept the run from a pass, even if nothing had failed. */
const missingInShort = (sheet: Sheet): string =>
  cut(cellsWhere(sheet.verdict.objectives, isMissing).map(fullName), MISSING_IN_SHORT_MAX, sheet);

/** Of a run that is inconclusive, the page is about it. */
const UNPROVEN: Readonly<Record<Sheet['verdict']['outcome'], (sheet: Sheet) => string | null>> = {
  pass: (sheet) => unprovenInShort(sheet),
  fail: missingInShort,
  inconclusive: () => null,
};

function unprovenInShort({ verdict, words }: Sheet): string {
  const open = cellsWhere(verdict.objectives, ({ state }) => state === 'not-proven').length;
  const all = cellsWhere(verdict.objectives, ({ state }) => state !== 'not-judged').length;
  return open === 0 ? words.table.nothingUnproven : words.table.unprovenCells(inFull(open), inFull(all));
}
