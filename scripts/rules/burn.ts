/**
 * How long a share must burn before an alert fires: multiwindow, multi-burn-rate (The Site Reliability Workbook, chapter 5), scaled to
 * the rehearsal.
 *
 * The budget is what the objective allows to fail over the whole run: 1 − target. A burn rate of b spends it b times as fast as planned.
 * An alert fires when the share of bad answers is b × budget over a long window, and over a short one too, so that it ends soon after
 * its cause. A burn rate, the share of the budget that it spends and the share of the time belong together:
 *
 *     long window = share spent × length of the run ÷ burn rate
 *
 * The workbook's month warns at 14.4 once 2 % are spent (1 h), and at 6 once 5 % are spent (6 h). In a run of minutes those windows
 * would be shorter than a push of the counters. So more is spent before an alert: a quarter at burn rate 6, half at burn rate 2. The
 * short window is a twelfth of the long one, as in the workbook. No window is shorter than what a rate can be read from, and none
 * longer than what can be read every few seconds.
 */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { lengthMs, timetable } from '../../scenarios/crowd/timetable.ts';

export interface Burn {
  readonly speed: 'fast' | 'slow';
  readonly rate: number;
  readonly longSeconds: number;
  readonly shortSeconds: number;
}

interface BurnRow {
  readonly speed: Burn['speed'];
  readonly rate: number;
  readonly spentShare: number;
  readonly longSecondsMin: number;
  readonly longSecondsMax: number;
}
const ROWS = [
  { speed: 'fast', rate: 6, spentShare: 0.25, longSecondsMin: 10, longSecondsMax: 300 },
  { speed: 'slow', rate: 2, spentShare: 0.5, longSecondsMin: 20, longSecondsMax: 1800 },
] as const satisfies readonly BurnRow[];

/** The workbook's: "1/12 the duration of the long window". */
const SHORT_OF_LONG = 12;
/** The counters are pushed once a second, and a rate needs two of them. */
const SHORT_SECONDS_MIN = 5;
const MS_PER_SECOND = 1000;

export interface Burns {
  readonly fast: Burn;
  readonly slow: Burn;
}

export function burnsOf(plan: Plan): Burns {
  const runSeconds = lengthMs(timetable(plan)) / MS_PER_SECOND;
  const [fast, slow] = ROWS.map((row) => burnOf(row, runSeconds));
  return { fast: fast!, slow: slow! };
}

function burnOf(row: BurnRow, runSeconds: number): Burn {
  const { speed, rate, spentShare, longSecondsMin, longSecondsMax } = row;
  const scaled = Math.round((spentShare * runSeconds) / rate);
  const longSeconds = Math.min(longSecondsMax, Math.max(longSecondsMin, scaled));
  const shortSeconds = Math.max(SHORT_SECONDS_MIN, Math.round(longSeconds / SHORT_OF_LONG));
  return { speed, rate, longSeconds, shortSeconds };
}

/** All windows, each once. */
export const windowsOf = ({ fast, slow }: Burns): readonly number[] =>
  [...new Set([fast, slow].flatMap(({ longSeconds, shortSeconds }) => [longSeconds, shortSeconds]))].toSorted(
    (one, other) => one - other,
  );

/** The share of bad answers that is too much. A wide budget, burnt fast, would be more than all: then it is half of what should be good. */
export const badShareMax = ({ rate }: Burn, targetShare: number): number => {
  const budget = 1 - targetShare;
  return tidy(Math.min(rate * budget, (1 + budget) / 2));
};

const DIGITS = 12;
/** 1 − 0.998 is 0.0020000000000000018. */
const tidy = (share: number): number => Number(share.toPrecision(DIGITS));
