/** The verdict as a calm table, as wide as its terminal: 80 columns at the least, 100 where there is none. */
import { type Cell, cellName } from '../evidence/cell.ts';
import { type Paints, paintsFor } from '../text/colour.ts';
import { inFull, inPercent, inPercentUp, inShort, plural } from '../text/numbers.ts';
import { allShown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import { fullName, type NamedCell } from '../verdict/judge.ts';
import { isAtMost, type ObjectiveResult, type ValidityCheck, type Verdict } from '../verdict/verdict.ts';
import { alertLines } from './alert-lines.ts';
import { drillLines } from './drill-lines.ts';
import type { Output, PrintOptions } from './output.ts';
import { INDENT, type Lines, onPage, type Prose, type Row, wrapped } from './page.ts';
import { provenLines } from './proven-lines.ts';
import {
  cellsIn,
  checks,
  deciders,
  failures,
  inTimeWords,
  type PlacedCheck,
  unproven,
  widestCell,
} from './selection.ts';

export const table = { name: 'table', file: null, print } as const satisfies Output;

type Marks = Readonly<Record<Cell['state'] | ValidityCheck['state'], string>>;

function print(given: Verdict, { colour, columns: width = COLUMNS }: PrintOptions): string {
  const verdict = allShown(given);
  const paints = paintsFor(colour);
  const marks = marksFor(paints);
  const blocks = [
    headline(verdict, paints),
    block('OBJECTIVES', objectiveLines(verdict, marks, paints), paints),
    block('DRILLS', drillLines(verdict, marks), paints),
    block('FAILED', failedLines(verdict, marks), paints),
    block('CAUSES', causeLines(verdict), paints),
    block('NOT PROVEN', unprovenLines(verdict, paints), paints),
    block(
      verdict.loadValid ? 'LOAD valid' : 'LOAD not valid',
      checks(verdict).flatMap((placed) => checkLines(placed, marks)),
      paints,
    ),
    block('ALERTS', alertLines(verdict), paints),
    block('PROVEN', provenLines(verdict), paints),
    block(
      'NOTES',
      [...verdict.notes, ...tracesNote(verdict)].flatMap((note) => wrapped(note, '· ')),
      paints,
    ),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap((line) => onPage(line, width)).join('\n'))
    .join('\n\n')}\n`;
}

function headline(verdict: Verdict, paints: Paints): Lines {
  const hue = ({ pass: 'green', fail: 'red', inconclusive: 'yellow' } as const)[verdict.outcome];
  const { plan, runId, seed, scale, pace, speed } = verdict;
  return [
    `${paints[hue](paints.bold(verdict.outcome.toUpperCase()))}  ${plan} · ${runId}`,
    ...wrapped(verdict.headline, ''),
    ...decidedBy(verdict).map((line) => ({ ...line, painted: paints.dim })),
    paints.dim(`${INDENT}seed ${seed} · scale ${scale} · pace ${pace} · speed ${speed}`),
    ...verdict.onPurpose.flatMap((each) => wrapped(`on purpose: ${each}`, '')),
  ];
}

function decidedBy(verdict: Verdict): readonly Prose[] {
  const { shown, more } = deciders(verdict);
  if (shown.length === 0) return [];
  return wrapped(`decided by ${shown.join(', ')}${more > 0 ? ` and ${inFull(more)} more` : ''}`, '');
}

const block = (title: string, lines: Lines, paints: Paints): Lines =>
  lines.length === 0 ? [] : [paints.bold(title), ...lines];

// ── objectives ───────────────────────────────────────────────────────────────

const OBJECTIVE_COLUMNS = { wide: [-30, 12, 12, 18, 13], narrow: [-19, 9, 12, 14, 11] };

function objectiveLines({ objectives }: Verdict, marks: Marks, paints: Paints): Lines {
  const header = ['', 'figure', 'bound', 'target', 'n'];
  const ofPlan = objectives.filter(({ drill }) => drill === null);
  const lines = ofPlan.flatMap((objective): Lines => {
    const widest = widestCell(objective);
    const cells = [
      objective.id,
      figure(objective, widest?.figure ?? null),
      bound(objective, widest),
      target(objective),
      samples(widest),
    ];
    const counts = countsByState(objective);
    const tail = counts === '' ? '' : `  ${paints.dim(counts)}`;
    const row: Row = { cells, layout: OBJECTIVE_COLUMNS, lead: `${INDENT}${marks[objective.state]} `, tail };
    const below = [...inTime(widest), ...decision(widest), ...alsoRequired(objective, widest)];
    return [row, ...below.map((line) => ({ ...line, painted: paints.dim }))];
  });
  const lead = `${INDENT}  `;
  return [{ cells: header, layout: OBJECTIVE_COLUMNS, lead, painted: paints.dim }, ...lines];
}

/** How the samples of a share lie in time, below its bound. */
function inTime(cell: Cell | undefined): readonly Prose[] {
  const words = cell === undefined ? null : inTimeWords(cell);
  return words === null ? [] : wrapped(words, `${INDENT}  `, 2 * INDENT.length + 2);
}

/** What to do with a gray release. Where it failed or is not proven, the reason stands below FAILED or NOT PROVEN. */
function decision(cell: Cell | undefined): readonly Prose[] {
  if (cell?.gray === undefined || cell.state !== 'pass') return [];
  return wrapped(cell.reason, `${INDENT}  `, 2 * INDENT.length + 2);
}

/** The other cells that the plan requires of a share: its outcome rests on them as much. */
function alsoRequired(objective: ObjectiveResult, widest: Cell | undefined): readonly Prose[] {
  const others = objective.cells.filter((cell) => cell.required && cell !== widest && cell.sample !== null);
  return others.flatMap((cell) => {
    const words = [`${cellName(cell)} ${bound(objective, cell)} of ${samples(cell)}`, inTimeWords(cell)];
    return wrapped(words.filter((each) => each !== null).join('; '), `${INDENT}  `, 2 * INDENT.length + 2);
  });
}

function figure(objective: ObjectiveResult, value: number | null): string {
  if (value === null) return '–';
  if (objective.unit === 'share') return isAtMost(objective) ? inPercentUp(value) : inPercent(value);
  if (objective.unit === 'seconds') return `${inShort(value)} s`;
  return objective.unit === 'number' ? inShort(value) : inFull(value);
}

/** The bound that decides: the lower one of how good it is or, if the cell failed, the upper one. */
function bound(objective: ObjectiveResult, cell: Cell | undefined): string {
  if (cell === undefined || cell.lower === null || cell.upper === null || cell.n === 0) return '–';
  const failed = cell.state === 'fail';
  if (isAtMost(objective)) return failed ? `≥ ${inPercentUp(cell.lower)}` : `≤ ${inPercentUp(cell.upper)}`;
  return failed ? `≤ ${inPercent(cell.upper)}` : `≥ ${inPercent(cell.lower)}`;
}

function target(objective: ObjectiveResult): string {
  const { targetMin, targetMax } = objective;
  const max = figure(objective, targetMax);
  if (targetMin === null) return targetMax === 0 ? max : `≤ ${max}`;
  const min = figure(objective, targetMin);
  return targetMax === null ? `≥ ${min}` : `${min.replace(' %', '')} – ${max}`;
}

const samples = (cell: Cell | undefined): string => inFull(cell?.n ?? 0);

/** `12✓ 1✗ 3?`: how many of its cells passed, failed and are not proven. */
function countsByState(objective: ObjectiveResult): string {
  const of = (state: Cell['state'], mark: string): string => {
    const count = cellsIn(objective, state);
    return count === 0 ? '' : `${count}${mark}`;
  };
  return [of('pass', '✓'), of('fail', '✗'), of('not-proven', '?')].filter(Boolean).join(' ');
}

const FAILED_COLUMNS = { wide: [-58, 12, 12, 13], narrow: [-40, 12, 12, 12] };

function failedLines(verdict: Verdict, marks: Marks): Lines {
  const { shown, more } = failures(verdict);
  const lines = shown.flatMap((named) => failedLine(named, marks));
  return more > 0 ? [...lines, `${INDENT}… and ${inFull(more)} more in verdict.json`] : lines;
}

function failedLine(named: NamedCell, marks: Marks): Lines {
  const { objective, cell } = named;
  // Only a sampled share has bounds, and its figures fit into a row. The other kinds say what they found in a sentence, and a canary
  // may have failed for its time.
  if (cell.lower === null || cell.gray !== undefined)
    return wrapped(`${fullName(named)}: ${cell.reason}`, `${marks.fail} `);
  const cells = [fullName(named), figure(objective, cell.figure), bound(objective, cell), samples(cell)];
  return [{ cells, layout: FAILED_COLUMNS, lead: `${INDENT}${marks.fail} ` }];
}

const TRACES_SHOWN_MAX = 3;

/** Where to look in the target's own tracing. */
function tracesNote({ traces }: Verdict): readonly string[] {
  const shown = traces.slice(0, TRACES_SHOWN_MAX);
  if (shown.length === 0) return [];
  const words = shown.map(
    ({ id, step, outcome, responseMs }) => `${id} (${step}, ${outcome}, ${inFull(responseMs)} ms)`,
  );
  return [`traces to look up: ${words.join(', ')}`];
}

const CAUSE_STEPS_MAX = 8;

/** Why answers failed, a step a line. */
function causeLines({ causes }: Verdict): Lines {
  const steps = [...new Set(causes.map(({ step }) => step))];
  const lines = steps.slice(0, CAUSE_STEPS_MAX).flatMap((step) => {
    const its = causes.filter((each) => each.step === step);
    return wrapped(`${step}: ${its.map(({ cause, count }) => `${inFull(count)} × ${cause}`).join(', ')}`, '');
  });
  const more = steps.length - CAUSE_STEPS_MAX;
  return more > 0 ? [...lines, `${INDENT}… and ${plural(more, 'step')} more in verdict.json`] : lines;
}

function unprovenLines(verdict: Verdict, paints: Paints): Lines {
  return unproven(verdict).flatMap(({ objective, required, others, byRegion }) => {
    const names = others.shown.map((cell) => `${cellName(cell)} (${samples(cell)})`);
    if (others.more > 0) names.push(`… ${inFull(others.more)} more`);
    if (byRegion > 0) names.push(`${plural(byRegion, 'cell')} of single regions`);
    return [
      ...required.flatMap((cell) =>
        wrapped(`${objective.id} · ${cellName(cell)}: ${cell.reason} — required`, `${paints.yellow('?')} `),
      ),
      ...(names.length === 0 ? [] : wrapped(`${objective.id}: ${names.join(', ')}`, `${paints.dim('?')} `)),
    ];
  });
}

// ── load ─────────────────────────────────────────────────────────────────────

const CHECK_COLUMNS = 17;

function checkLines({ check, worstOf }: PlacedCheck, marks: Marks): Lines {
  const { id, phase, state, reason } = check;
  const place = worstOf !== null && worstOf > 1 ? `${phase}, the worst of ${worstOf}` : phase;
  const text = place === null ? reason : `${place}: ${reason}`;
  const lead = `${marks[state]} ${id.replaceAll('-', ' ').padEnd(CHECK_COLUMNS)}`;
  return wrapped(text, lead, INDENT.length + 2 + CHECK_COLUMNS);
}

const marksFor = ({ green, red, yellow, dim }: Paints): Marks => ({
  pass: green('✓'),
  ok: green('✓'),
  fail: red('✗'),
  broken: red('✗'),
  'not-proven': yellow('?'),
  'not-judged': dim('·'),
  'not-checked': dim('·'),
});
