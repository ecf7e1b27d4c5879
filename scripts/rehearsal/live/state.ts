/** What is known of a run while it happens: plain data, for a screen, a log and a page. */
import type { PhaseTime } from '../../../scenarios/crowd/timetable.ts';
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import type { Rates } from './rates.ts';

export type PhaseSpan = Pick<PhaseTime, 'phase' | 'startMs' | 'endMs'>;

/** How it went around one moment: the mean of a few seconds. */
export interface TrendPoint {
  /** From the timetable's zero. */
  readonly atMs: number;
  /** Requests a second. */
  readonly offered: number;
  readonly achieved: number;
  /** Null: there was no answer. */
  readonly withinShare: number | null;
  /** Seconds. Null: nothing was sent. Infinity: beyond the last bucket. */
  readonly sendLagP99: number | null;
}

export interface BreakerNow {
  readonly dependency: string;
  readonly region: string;
  readonly state: 'closed' | 'half-open' | 'open';
}

/** An alert of the run's own Prometheus that fires. */
export interface AlertNow {
  readonly alert: string;
  readonly severity: string;
  readonly labels: Readonly<Record<string, string>>;
}

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
  /** The last minutes, about a point a second, the oldest first. */
  readonly trend: readonly TrendPoint[];
  /** The drills of the plan, in the order of their times. */
  readonly drills: readonly DrillTime[];
  /** Those that are known; none where nobody tells. */
  readonly breakers: readonly BreakerNow[];
  readonly alerts: readonly AlertNow[];
  /** Since when Prometheus has not answered (on the same clock), and the error; null while it answers. */
  readonly silence: { readonly sinceMs: number; readonly reason: string } | null;
}

/** Where the state goes, each second. */
export interface LiveView {
  draw(state: LiveState): void;
  /** The last one. */
  end(state: LiveState): void;
}
