/** The live screen: a run's state as lines of text. Pure. For one run and one size of the terminal, the number of lines never changes. */
import type { Paints } from '../../text/colour.ts';
import { shown } from '../../text/shown.ts';
import { cutTo, fillEnd, fillStart, widthOf } from '../../text/width.ts';
import type { Words } from '../../words/words.ts';
import { figureRows, recentHeading } from './figure-rows.ts';
import { clock } from './figures.ts';
import {
  breakersAway,
  breakersNow,
  drillNow,
  drillsOn,
  lengthMs,
  progressNow,
  warningsNow,
} from './happenings.ts';
import { sparkline } from './sparkline.ts';
import type { LiveState } from './state.ts';

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
}

/** How lines are said. */
export interface Voice {
  readonly words: Words;
  readonly paints: Paints;
}

const COLUMNS_MAX = 120;
const CELL_COLUMNS = 13;
const GAP = 2;
/** Width of the text after a bar: `1:02:03 left`. */
const LEFT_COLUMNS = 14;

/** A line, and when it must go: on a low terminal, the lines with the highest rank leave first. */
interface Line {
  readonly text: string;
  readonly rank: number;
  readonly painted?: (line: string) => string;
}

const RANK = {
  always: 0,
  figure: 1,
  bar: 2,
  breakers: 3,
  heading: 4,
  detail: 5,
  doneBar: 6,
  blank: 7,
} as const;
const BLANK: Line = { text: '', rank: RANK.blank };

export function screenLines(
  state: LiveState,
  terminal: Terminal,
  { words, paints }: Voice,
): readonly string[] {
  const width = Math.max(0, Math.min(terminal.columns - 1, COLUMNS_MAX));
  const warnings = warningsNow(state, words);
  const lines: readonly Line[] = [
    // The first line never changes: log-update redraws everything from the first change on.
    { text: state.title, rank: RANK.always, painted: paints.bold },
    { text: progressNow(state, words), rank: RANK.always },
    BLANK,
    ...bars(state, width, words),
    ...(state.drills.length === 0
      ? []
      : [
          line(drillNow(state, words), RANK.figure, drillsOn(state, words).length > 0 ? paints.yellow : null),
        ]),
    line(
      breakersNow(state, words),
      RANK.breakers,
      breakersAway(state.breakers).length > 0 ? paints.yellow : null,
    ),
    BLANK,
    ...figureLines(state, width, words),
    BLANK,
    line(
      warnings.length === 0 ? '' : `! ${warnings.map(({ text }) => text).join(' · ')}`,
      RANK.always,
      warnings.some(({ isPage }) => isPage) ? paints.red : paints.yellow,
    ),
    line(silenceNow(state, words), RANK.always, paints.red),
  ];
  return fitting(lines, terminal.rows - 1).map(({ text, painted = (same) => same }) => {
    const cut = cutTo(shown(text.replaceAll(/\s/gu, ' ')), width).trimEnd();
    return cut === '' ? cut : painted(cut);
  });
}

const line = (text: string, rank: number, painted: ((line: string) => string) | null): Line =>
  painted === null ? { text, rank } : { text, rank, painted };

/** As many lines as the terminal has rows for. A line more would push the first one out of sight, each second again. */
function fitting(lines: readonly Line[], rowsMax: number): readonly Line[] {
  const left = [...lines];
  while (left.length > Math.max(1, rowsMax)) {
    const most = left.reduce((rank, each) => Math.max(rank, each.rank), 0);
    left.splice(
      left.findLastIndex(({ rank }) => rank === most),
      1,
    );
  }
  return left;
}

/** One row per phase, all on the same time scale, because phases may overlap. */
function bars(state: LiveState, width: number, { live }: Words): readonly Line[] {
  const { timetable, elapsedMs } = state;
  const names = Math.max(0, ...timetable.map(({ phase }) => widthOf(phase))) + GAP + 1;
  const columns = Math.max(1, width - names - LEFT_COLUMNS);
  const at = (ms: number) => Math.round((ms / Math.max(1, lengthMs(state))) * columns);
  return timetable.map(({ phase, startMs, endMs }) => {
    // At least one column, so that a phase of seconds shows in a run of hours.
    const from = Math.min(at(startMs), columns - 1);
    const until = Math.max(at(endMs), from + 1);
    const now = elapsedMs >= endMs ? until : Math.min(Math.max(at(elapsedMs), from), until);
    const bar = `${' '.repeat(from)}${'█'.repeat(now - from)}${'░'.repeat(until - now)}`.padEnd(columns);
    const isOver = elapsedMs >= endMs;
    const time =
      elapsedMs >= startMs ? live.left(clock(endMs - elapsedMs)) : live.startsIn(clock(startMs - elapsedMs));
    return {
      text: fillEnd(phase, names) + bar + fillStart(isOver ? live.done : time, LEFT_COLUMNS),
      rank: isOver ? RANK.doneBar : RANK.bar,
    };
  });
}

function figureLines(state: LiveState, width: number, words: Words): readonly Line[] {
  const heading = { name: '', recent: recentHeading(state, words), whole: words.live.wholeRun, trend: null };
  const rows = [
    { ...heading, rank: RANK.heading },
    ...figureRows(state, words).map((row) => ({
      ...row,
      rank: row.weight === 'main' ? RANK.figure : RANK.detail,
    })),
  ];
  const names = Math.max(...rows.map(({ name }) => widthOf(name))) + GAP;
  const sparks = width - names - 2 * CELL_COLUMNS - GAP;
  return rows.map(({ name, rank, recent, whole, trend }) => ({
    text:
      fillEnd(name, names) +
      [recent, whole].map((cell) => fillStart(cell, CELL_COLUMNS)).join('') +
      (trend === null || sparks < SPARKS_MIN ? '' : ' '.repeat(GAP) + sparkline(trend, sparks)),
    rank,
  }));
}

/** Fewer columns show no course. */
const SPARKS_MIN = 8;

export function silenceNow({ silence, elapsedMs }: LiveState, { live }: Words): string {
  if (silence === null) return '';
  // Always one line.
  return live.noData(clock(elapsedMs - silence.sinceMs), silence.reason.replaceAll(/\s+/g, ' '));
}
