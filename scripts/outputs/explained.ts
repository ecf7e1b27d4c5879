/** The verdict with all that is known (`--explain`): every objective with what it rests on, every check, every alert. */
import { type Cell, cellName } from '../evidence/cell.ts';
import { inFull } from '../text/numbers.ts';
import { fillEnd } from '../text/width.ts';
import { fullName, type NamedCell } from '../verdict/judge.ts';
import type { ObjectiveResult, Verdict } from '../verdict/verdict.ts';
import { alertLines } from './alert-lines.ts';
import { drillLines } from './drill-lines.ts';
import { decidedBy, headline } from './headline.ts';
import { boundText, figureText } from './objective-figures.ts';
import { objectiveHeading, objectiveRow, samples } from './objective-row.ts';
import { INDENT, type Lines, type Prose, wrapped } from './page.ts';
import { provenLines } from './proven-lines.ts';
import {
  cellsIn,
  checks,
  explaining,
  failures,
  inTimeWords,
  type PlacedCheck,
  unproven,
  widestCell,
} from './selection.ts';
import { block, dotted, type Sheet } from './sheet.ts';

export const explained = (sheet: Sheet): readonly Lines[] => [
  [...headline(sheet), ...decidedBy(sheet)],
  objectiveLines(sheet),
  block(sheet, 'drills', drillLines(sheet)),
  block(sheet, 'failed', failedLines(sheet)),
  block(sheet, 'causes', causeLines(sheet.verdict.causes, sheet, CAUSE_STEPS_MAX)),
  block(sheet, 'unproven', unprovenLines(sheet)),
  block(
    sheet,
    sheet.verdict.loadValid ? 'valid' : 'not-valid',
    checks(sheet.verdict).flatMap((placed) => checkLines(placed, sheet)),
  ),
  block(sheet, 'alerts', alertLines(sheet)),
  block(sheet, 'proven', provenLines(sheet)),
  block(sheet, 'notes', dotted([...sheet.verdict.notes, ...tracesNote(sheet)])),
];

// ── objectives ───────────────────────────────────────────────────────────────

function objectiveLines(sheet: Sheet): Lines {
  const { verdict, paints } = sheet;
  const ofPlan = verdict.objectives.filter(({ drill }) => drill === null);
  const lines = ofPlan.flatMap((objective): Lines => {
    const widest = widestCell(objective);
    const counts = countsByState(objective);
    const row = objectiveRow(objective, sheet, counts === '' ? '' : `  ${paints.dim(counts)}`);
    const below = [...inTime(widest), ...decision(widest), ...alsoRequired(objective, widest)];
    return [row, ...below.map((line) => ({ ...line, painted: paints.dim }))];
  });
  return [objectiveHeading(sheet), ...lines];
}

/** How the samples of a share lie in time, below its bound. */
function inTime(cell: Cell | undefined): readonly Prose[] {
  const words = cell === undefined ? null : inTimeWords(cell);
  return words === null ? [] : wrapped(words, `${INDENT}  `, 2 * INDENT.length + 2);
}

/** What to do with a gray release. Where it failed or is not proven, the reason stands below FAILED or NOT PROVEN. */
export function decision(cell: Cell | undefined): readonly Prose[] {
  if (cell?.gray === undefined || cell.state !== 'pass') return [];
  return wrapped(cell.reason, `${INDENT}  `, 2 * INDENT.length + 2);
}

/** The other cells that the plan requires of a share: its outcome rests on them as much. */
function alsoRequired(objective: ObjectiveResult, widest: Cell | undefined): readonly Prose[] {
  const others = objective.cells.filter((cell) => cell.required && cell !== widest && cell.sample !== null);
  return others.flatMap((cell) => {
    const words = [`${cellName(cell)} ${boundText(objective, cell)} of ${samples(cell)}`, inTimeWords(cell)];
    return wrapped(words.filter((each) => each !== null).join('; '), `${INDENT}  `, 2 * INDENT.length + 2);
  });
}

/** `12✓ 1✗ 3?`: how many of its cells passed, failed and are not proven. */
function countsByState(objective: ObjectiveResult): string {
  const of = (state: Cell['state'], mark: string): string => {
    const count = cellsIn(objective, state);
    return count === 0 ? '' : `${count}${mark}`;
  };
  return [of('pass', '✓'), of('fail', '✗'), of('not-proven', '?')].filter(Boolean).join(' ');
}

// ── what failed, and what is not proven ──────────────────────────────────────

const FAILED_COLUMNS = { wide: [-58, 12, 12, 13], narrow: [-40, 12, 12, 12] };

function failedLines(sheet: Sheet): Lines {
  const { shown, more } = failures(sheet.verdict);
  const lines = shown.flatMap((named) => failedLine(named, sheet));
  return more > 0 ? [...lines, `${INDENT}${sheet.words.table.moreInFile(inFull(more))}`] : lines;
}

export function failedLine(named: NamedCell, { marks, words }: Pick<Sheet, 'marks' | 'words'>): Lines {
  const { objective, cell } = named;
  const name = words.reason(fullName(named));
  // Only a sampled share has bounds, and its figures fit into a row. The other kinds say what they found in a sentence, and a canary
  // may have failed for its time.
  if (cell.lower === null || cell.gray !== undefined)
    return wrapped(`${name}: ${cell.reason}`, `${marks.fail} `);
  const cells = [name, figureText(objective, cell.figure), boundText(objective, cell), samples(cell)];
  return [{ cells, layout: FAILED_COLUMNS, lead: `${INDENT}${marks.fail} ` }];
}

const TRACES_SHOWN_MAX = 3;

/** Where to look in the target's own tracing. */
export function tracesNote({ verdict, words }: Pick<Sheet, 'verdict' | 'words'>): readonly string[] {
  const shown = verdict.traces.slice(0, TRACES_SHOWN_MAX);
  if (shown.length === 0) return [];
  const ids = shown.map(
    ({ id, step, outcome, responseMs }) => `${id} (${step}, ${outcome}, ${inFull(responseMs)} ms)`,
  );
  return [words.table.traces(ids.join(', '))];
}

const CAUSE_STEPS_MAX = 8;

/** Why answers failed, a step a line: first the steps of what failed. */
export function causeLines(causes: Verdict['causes'], { words }: Sheet, stepsMax: number): Lines {
  const steps = new Set(explaining(causes).map(({ step }) => step));
  for (const { step } of causes) steps.add(step);
  const lines = [...steps].slice(0, stepsMax).flatMap((step) => {
    const its = causes.filter((each) => each.step === step);
    return wrapped(`${step}: ${its.map(({ cause, count }) => `${inFull(count)} × ${cause}`).join(', ')}`, '');
  });
  const more = steps.size - stepsMax;
  return more > 0 ? [...lines, `${INDENT}${words.table.moreInFile(inFull(more))}`] : lines;
}

function unprovenLines({ verdict, words, paints }: Sheet): Lines {
  return unproven(verdict).flatMap(({ objective, required, others, byRegion }) => {
    const names = others.shown.map((cell) => `${cellName(cell)} (${samples(cell)})`);
    if (others.more > 0) names.push(words.table.more(inFull(others.more)));
    if (byRegion > 0) names.push(words.table.ofRegions(inFull(byRegion)));
    return [
      ...required.flatMap((cell) =>
        wrapped(
          `${objective.id} · ${cellName(cell)}: ${cell.reason} — ${words.table.required}`,
          `${paints.yellow('?')} `,
        ),
      ),
      ...(names.length === 0 ? [] : wrapped(`${objective.id}: ${names.join(', ')}`, `${paints.dim('?')} `)),
    ];
  });
}

// ── load ─────────────────────────────────────────────────────────────────────

const CHECK_COLUMNS = 17;

export function checkLines({ check, worstOf }: PlacedCheck, { marks, words }: Sheet): Lines {
  const { id, phase, state, reason } = check;
  const place =
    phase !== null && worstOf !== null && worstOf > 1 ? words.table.worstOf(phase, inFull(worstOf)) : phase;
  const text = place === null ? reason : `${place}: ${reason}`;
  const lead = `${marks[state]} ${fillEnd(id.replaceAll('-', ' '), CHECK_COLUMNS)}`;
  return wrapped(text, lead, INDENT.length + 2 + CHECK_COLUMNS);
}
