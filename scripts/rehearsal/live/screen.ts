/** The live screen: a run's state as lines of text. Pure. For one timetable the number of lines never changes. */
import type { PhaseTime } from '../../../scenarios/crowd/timetable.ts';
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import { inFull } from '../../text/numbers.ts';
import { shown } from '../../text/shown.ts';
import type { Rates } from './rates.ts';

export type PhaseSpan = Pick<PhaseTime, 'phase' | 'startMs' | 'endMs'>;

export interface LiveState {
  readonly title: string;
  readonly timetable: readonly PhaseSpan[];
  /** The plan's limit, milliseconds. */
  readonly withinMs: number;
  /** From the timetable's zero; negative while the run is being set up. */
  readonly elapsedMs: number;
  readonly shoppers: number;
  /** What the shop lacks has no line. */
  readonly hasCoupons: boolean;
  readonly hasOrders: boolean;
  /** Of the last seconds, and of the whole run; null before the first answer. */
  readonly recent: Rates | null;
  readonly whole: Rates | null;
  /** The drills of the plan, in the order of their times. */
  readonly drills: readonly DrillTime[];
  /** Since when Prometheus has not answered (on the same clock), and the error; null while it answers. */
  readonly silence: { readonly sinceMs: number; readonly reason: string } | null;
}

const COLUMNS_MAX = 96;
const CELL_COLUMNS = 18;
const NAME_GAP = 3;
/** Width of the text after a bar: `1:02:03 left`. */
const LEFT_COLUMNS = 14;
const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;
const NONE = '–';

/** @param columns of the terminal */
export function screenLines(state: LiveState, columns: number): readonly string[] {
  const width = Math.min(columns - 1, COLUMNS_MAX);
  const lines = [
    // The first line never changes: log-update redraws everything from the first change on.
    state.title,
    wholeProgress(state),
    '',
    ...bars(state, width),
    ...(state.drills.length === 0 ? [] : [drillNow(state)]),
    '',
    ...rateRows(state),
    '',
    silence(state),
  ];
  return lines.map((line) => shown(line).slice(0, Math.max(0, width)).trimEnd());
}

/** One line for a log, when there is no terminal. */
export function plainLine(state: LiveState): string {
  const { recent, elapsedMs } = state;
  const parts = [clock(elapsedMs).padStart('0:00:00'.length), phasesNow(state), ...drillsOn(state)];
  if (recent === null) return [...parts, silence(state) || 'no data yet'].join('  ');
  parts.push(
    `shoppers ${inFull(state.shoppers)}`,
    `offered ${rate(recent, recent.offered)}`,
    `achieved ${rate(recent, recent.achieved)}`,
    `within ${percent(recent.withinShare)}`,
    ...(state.hasCoupons ? [`coupons ${percent(recent.couponShare)}`] : []),
    ...(state.hasOrders ? [`orders ${rate(recent, recent.orders)}`] : []),
    `lag p99 ${lag(recent.sendLagSecondsP99)}`,
  );
  if (state.silence !== null) parts.push(silence(state));
  return parts.join('  ');
}

function wholeProgress(state: LiveState): string {
  const allMs = lengthMs(state);
  if (state.elapsedMs < 0) return `set-up, begins in ${clock(-state.elapsedMs)}`;
  if (state.elapsedMs >= allMs) return `all ${clock(allMs)} done, waiting for the last answers`;
  return `${clock(state.elapsedMs)} of ${clock(allMs)}, ${clock(allMs - state.elapsedMs)} left`;
}

const lengthMs = ({ timetable }: LiveState): number => Math.max(0, ...timetable.map(({ endMs }) => endMs));

function phasesNow({ timetable, elapsedMs }: LiveState): string {
  const running = timetable.filter(({ startMs, endMs }) => startMs <= elapsedMs && elapsedMs < endMs);
  if (running.length > 0) return running.map(({ phase }) => phase).join('+');
  if (timetable.every(({ endMs }) => endMs <= elapsedMs)) return 'drain';
  return 'set-up';
}

/** Always one line: the drills that are on, or else the next one. */
function drillNow(state: LiveState): string {
  const on = drillsOn(state);
  if (on.length > 0) return on.join(' · ');
  const next = state.drills.find(({ beginMs }) => beginMs > state.elapsedMs);
  return next === undefined
    ? 'all drills are over'
    : `next drill: ${next.drill} in ${clock(next.beginMs - state.elapsedMs)}`;
}

const drillsOn = ({ drills, elapsedMs }: LiveState): readonly string[] =>
  drills
    .filter(({ beginMs, recoveredMs }) => beginMs <= elapsedMs && elapsedMs < recoveredMs)
    .map(({ drill, endMs, recoveredMs }) =>
      elapsedMs < endMs
        ? `drill ${drill}: fault for ${clock(endMs - elapsedMs)} more`
        : `drill ${drill}: may recover for ${clock(recoveredMs - elapsedMs)} more`,
    );

/** One row per phase, all on the same time scale, because phases may overlap. */
function bars(state: LiveState, width: number): readonly string[] {
  const { timetable, elapsedMs } = state;
  const names = Math.max(0, ...timetable.map(({ phase }) => phase.length)) + NAME_GAP;
  const columns = Math.max(1, width - names - LEFT_COLUMNS);
  const at = (ms: number) => Math.round((ms / Math.max(1, lengthMs(state))) * columns);
  return timetable.map(({ phase, startMs, endMs }) => {
    // At least one column, so that a phase of seconds shows in a run of hours.
    const from = Math.min(at(startMs), columns - 1);
    const until = Math.max(at(endMs), from + 1);
    const now = elapsedMs >= endMs ? until : Math.min(Math.max(at(elapsedMs), from), until);
    const bar = `${' '.repeat(from)}${'█'.repeat(now - from)}${'░'.repeat(until - now)}`.padEnd(columns);
    return phase.padEnd(names) + bar + progress(startMs, endMs, elapsedMs).padStart(LEFT_COLUMNS);
  });
}

function progress(startMs: number, endMs: number, elapsedMs: number): string {
  if (elapsedMs >= endMs) return 'done';
  return elapsedMs >= startMs ? `${clock(endMs - elapsedMs)} left` : `in ${clock(startMs - elapsedMs)}`;
}

function rateRows({
  recent,
  whole,
  shoppers,
  withinMs,
  hasCoupons,
  hasOrders,
}: LiveState): readonly string[] {
  const rate_ = (of: (rates: Rates) => number) => (recent === null ? NONE : rate(recent, of(recent)));
  const total = (of: (rates: Rates) => number) => (whole === null ? NONE : inFull(of(whole)));
  const both = (of: (rates: Rates) => string) =>
    [recent, whole].map((rates) => (rates === null ? NONE : of(rates)));
  const rows: readonly (readonly string[])[] = [
    ['', recent === null ? 'now' : `last ${Math.round(recent.seconds)} s`, 'whole run'],
    ['shoppers', recent === null ? NONE : inFull(shoppers), ''],
    ['requests offered', rate_(({ offered }) => offered), total(({ offered }) => offered)],
    ['requests achieved', rate_(({ achieved }) => achieved), total(({ achieved }) => achieved)],
    ['requests answered', rate_(({ answered }) => answered), total(({ answered }) => answered)],
    [`within ${withinMs / MS_PER_SECOND} s`, ...both(({ withinShare }) => percent(withinShare))],
    ...(hasCoupons ? [['coupon success', ...both(({ couponShare }) => percent(couponShare))]] : []),
    ...(hasOrders ? [['orders', rate_(({ orders }) => orders), total(({ orders }) => orders)]] : []),
    ['send lag p99', ...both(({ sendLagSecondsP99 }) => lag(sendLagSecondsP99))],
  ];
  const names = Math.max(...rows.map(([name]) => name!.length)) + NAME_GAP;
  return rows.map(
    ([name, ...cells]) => name!.padEnd(names) + cells.map((cell) => cell.padStart(CELL_COLUMNS)).join(''),
  );
}

function silence({ silence: silent, elapsedMs }: LiveState): string {
  if (silent === null) return '';
  // Always one line.
  return `no data for ${clock(elapsedMs - silent.sinceMs)}: ${silent.reason.replaceAll(/\s+/g, ' ')}`;
}

function rate({ seconds }: Rates, increment: number): string {
  if (seconds <= 0) return NONE;
  const perSecond = increment / seconds;
  return `${perSecond < RATE_WITH_DIGIT ? perSecond.toFixed(1) : inFull(perSecond)}/s`;
}
/** Rates below this show a tenth. */
const RATE_WITH_DIGIT = 10;

/** Cut, not rounded: 99.996 % is not shown as 100. */
function percent(share: number | null): string {
  if (share === null) return NONE;
  return `${(Math.floor(share * PERCENT * HUNDREDTHS) / HUNDREDTHS).toFixed(2)} %`;
}
const PERCENT = 100;
const HUNDREDTHS = 100;

function lag(seconds: number | null): string {
  if (seconds === null) return NONE;
  return Number.isFinite(seconds) ? `≤ ${Math.round(seconds * MS_PER_SECOND)} ms` : 'off the scale';
}

/** `1:02:03`, `2:03`, `-0:05`. */
function clock(ms: number): string {
  const all = Math.round(Math.abs(ms) / MS_PER_SECOND);
  const seconds = String(all % SECONDS_PER_MINUTE).padStart(2, '0');
  const allMinutes = Math.floor(all / SECONDS_PER_MINUTE);
  const hours = Math.floor(allMinutes / MINUTES_PER_HOUR);
  const minutes = allMinutes % MINUTES_PER_HOUR;
  const text =
    hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
  return ms < 0 && all > 0 ? `-${text}` : text;
}
