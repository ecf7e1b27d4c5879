/** The verdict as a calm table, as wide as its terminal: 80 columns at the least, 100 where there is none. */
import { type Cell, cellName } from '../evidence/cell.ts';
import { type Paints, paintsFor } from '../text/colour.ts';
import { columns } from '../text/columns.ts';
import { inBytes, inFull, inPercent, inPercentUp, inShort, plural } from '../text/numbers.ts';
import { allShown } from '../text/shown.ts';
import { COLUMNS, wrap } from '../text/wrap.ts';
import { fullName, type NamedCell } from '../verdict/judge.ts';
import {
  isAtMost,
  type ObjectiveResult,
  type PhaseScale,
  type ValidityCheck,
  type Verdict,
} from '../verdict/verdict.ts';
import type { Output, PrintOptions } from './output.ts';
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

const INDENT = '  ';

type Marks = Readonly<Record<Cell['state'] | ValidityCheck['state'], string>>;

/** Texts side by side, in columns that are narrower on a page of less than 100. */
interface Row {
  readonly cells: readonly string[];
  readonly layout: { readonly wide: readonly number[]; readonly narrow: readonly number[] };
  readonly lead: string;
  readonly tail?: string;
  readonly painted?: (row: string) => string;
}
/** A text that takes as many lines as its page makes of it. */
interface Prose {
  readonly text: string;
  readonly lead: string;
  readonly hang: number;
  readonly painted?: (line: string) => string;
}
type Lines = readonly (string | Row | Prose)[];

function print(given: Verdict, { colour, columns: width = COLUMNS }: PrintOptions): string {
  const verdict = allShown(given);
  const paints = paintsFor(colour);
  const marks = marksFor(paints);
  const blocks = [
    headline(verdict, paints),
    block('OBJECTIVES', objectiveLines(verdict, marks, paints), paints),
    block('FAILED', failedLines(verdict, marks), paints),
    block('NOT PROVEN', unprovenLines(verdict, paints), paints),
    block(
      verdict.loadValid ? 'LOAD valid' : 'LOAD not valid',
      checks(verdict).flatMap((placed) => checkLines(placed, marks)),
      paints,
    ),
    block('PROVEN', provenLines(verdict), paints),
    block(
      'NOTES',
      verdict.notes.flatMap((note) => wrapped(note, '· ')),
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
  const lines = objectives.flatMap((objective): Lines => {
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
    const below = [...inTime(widest), ...alsoRequired(objective, widest)];
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
  return objective.unit === 'seconds' ? `${inShort(value)} s` : inFull(value);
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
  // Only a sampled share has bounds, and its figures fit into a row. The other kinds say what they found in a sentence.
  if (cell.lower === null) return wrapped(`${fullName(named)}: ${cell.reason}`, `${marks.fail} `);
  const cells = [fullName(named), figure(objective, cell.figure), bound(objective, cell), samples(cell)];
  return [{ cells, layout: FAILED_COLUMNS, lead: `${INDENT}${marks.fail} ` }];
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

// ── scale ────────────────────────────────────────────────────────────────────

const PHASE_COLUMNS = { wide: [-20, 6, 14, 12, 11, 10, 11, 6], narrow: [-12, 7, 14, 12, 11, 9, 8, 5] };

function provenLines({ proven, validity }: Verdict): Lines {
  const { heldTogether: held } = proven;
  const planHolds = validity.some(({ id }) => id === 'crowd-held');
  const heldLine =
    held === null
      ? planHolds
        ? 'concurrency is not proven: no held crowd was complete'
        : 'no held population: concurrency is not judged'
      : `at least ${inFull(held.shoppersMin)} shoppers at once, ${inFull(held.shoppersPlanned)} planned, for ` +
        `${inShort(held.seconds)} s of ${held.phase}, at ${inFull(held.ordersPerHour)} orders/h`;
  const phases = proven.phases.map((phase) => [
    phase.phase,
    `${inShort(phase.seconds)} s`,
    inFull(phase.shoppersMean),
    inFull(phase.shoppersSending),
    inShort(phase.requestsPerSecond),
    inShort(phase.ordersPerSecond),
    lag(phase.sendLagMsP99, phase.requestsPerSecond),
    phase.cpuShare === null ? '–' : `${(phase.cpuShare * 100).toFixed(0)} %`,
  ]);
  const header = [
    'phase',
    'length',
    'shoppers mean',
    'sent at all',
    'requests/s',
    'orders/s',
    'lag p99',
    'CPU',
  ];
  const lines = [
    heldLine,
    `at most ${inFull(proven.shoppersMax)} shoppers; ${plural(proven.shoppersSending, 'session')} sent a request at all`,
    `best ${proven.bestSeconds} s: ${inShort(proven.requestsPerSecondBest)} requests/s, ${inShort(proven.ordersPerSecondBest)} orders/s`,
    `generator ${inBytes(proven.generatorRssBytesMax)}, ${inShort(proven.generatorCpuSeconds)} CPU seconds; ` +
      `everything ${inBytes(proven.allPssBytesMax)}, ${inShort(proven.cpuShare * 100)} % of all cores`,
  ];
  return [
    ...lines.flatMap((line) => wrapped(line, '')),
    ...proven.phases.flatMap(connectionLine),
    ...[header, ...phases].map((cells): Row => ({ cells, layout: PHASE_COLUMNS, lead: INDENT })),
  ];
}

function connectionLine({ phase, connections }: PhaseScale): readonly Prose[] {
  if (connections === undefined) return [];
  const { mean, most, dropped } = connections;
  return wrapped(
    `connections held in ${phase}: ${inShort(mean)} on average, ${inFull(most)} at most; ${inFull(dropped)} dropped`,
    '',
  );
}

function lag(p99Ms: number | null, requestsPerSecond: number): string {
  if (p99Ms !== null) return `${inShort(p99Ms)} ms`;
  return requestsPerSecond > 0 ? 'over 10 s' : '–';
}

/** `lead` opens the first line; the text of the others begins below the text of the first. */
const wrapped = (
  text: string,
  lead: string,
  hang = INDENT.length + (lead === '' ? 0 : 2),
): readonly Prose[] => [{ text, lead: `${INDENT}${lead}`, hang }];

function onPage(line: Lines[number], width: number): readonly string[] {
  if (typeof line === 'string') return [line];
  const { lead, painted = (text) => text } = line;
  if ('text' in line) return wrap(line.text, { lead, hang: line.hang, columns: width }).map(painted);
  const { cells, layout, tail = '' } = line;
  const row = columns(cells, width < COLUMNS ? layout.narrow : layout.wide);
  return [`${painted(`${lead}${row}`)}${tail}`];
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
