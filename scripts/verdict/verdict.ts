/**
 * The verdict of one run, as plain data: what `verdict.json` holds and the printers print.
 *
 * The format is stable: `version` rises when a field changes its meaning or goes; new fields may appear without that.
 * Shares are fractions of 1, times are named with their unit, and `null` means "there is none".
 */
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import type { CellState } from '../evidence/cell.ts';
import type { ExitCode } from '../mistakes/exit-codes.ts';
import type { Judged } from '../objectives/kind.ts';
import type { noOtherRefusals } from '../objectives/no-other-refusals.ts';

export const VERDICT_VERSION = 1;

export type VerdictOutcome = 'pass' | 'fail' | 'inconclusive';

export interface ObjectiveResult extends Judged {
  readonly id: string;
  /** The plan's kinds, and the one that no plan declares. */
  readonly kind: Objective['kind'] | (typeof noOtherRefusals)['kind'];
  /** Where the target comes from. */
  readonly source: string;
  /** Worst of its cells that decide: any failed, else any required one (or the first) not proven. */
  readonly state: CellState;
}

/** What may be wrong with the load itself. In order of cause: the first broken one is the headline. */
export type CheckId =
  | 'series-complete'
  | 'generator-ended'
  | 'clock-steady'
  | 'vus-finished'
  | 'own-failures'
  | 'ticks-on-time'
  | 'sends-on-time'
  | 'achieved-load'
  | 'crowd-held'
  | 'conservation'
  | 'littles-law'
  | 'in-flight-bound';

export interface ValidityCheck {
  readonly id: CheckId;
  readonly phase: string | null;
  readonly population: string | null;
  readonly state: 'ok' | 'broken' | 'not-checked';
  /** The larger, the worse; at most `limit` is fine. `null` where a number says nothing. */
  readonly figure: number | null;
  readonly limit: number | null;
  /** For people, one clause. */
  readonly reason: string;
}

/** What one phase was shown to carry. */
export interface PhaseScale {
  readonly phase: string;
  /** Real seconds of it that were seen. */
  readonly seconds: number;
  readonly shoppersMean: number;
  /** Sessions that sent at least one request. */
  readonly shoppersSending: number;
  readonly requestsPerSecond: number;
  /** Orders acknowledged while the phase ran, also those of a phase beside it. */
  readonly ordersPerSecond: number;
  /**
   * Actual minus intended send, whatever the cause: the upper end of the bucket that holds the 99th percentile.
   * `null`: nothing was sent, or it lies beyond the last bucket (10 s).
   */
  readonly sendLagMsP99: number | null;
}

/** The longest stretch of its phase's steady part in which the planned crowd was there as a whole, and what was ordered meanwhile. */
export interface HeldTogether {
  readonly phase: string;
  readonly shoppersPlanned: number;
  readonly shoppersMin: number;
  readonly seconds: number;
  readonly ordersPerHour: number;
}

export interface Scale {
  readonly shoppersMax: number;
  /** Sessions that sent at least one request, over all phases. */
  readonly shoppersSending: number;
  /** How long the best stretches below are: 60, or the length of a shorter run. */
  readonly bestSeconds: number;
  /** Highest means over any stretch of that length, each by itself. */
  readonly requestsPerSecondBest: number;
  readonly ordersPerSecondBest: number;
  readonly heldTogether: HeldTogether | null;
  readonly phases: readonly PhaseScale[];
  readonly generatorRssBytesMax: number;
  /** Proportional set size of k6, shop, Prometheus and the CLI together. */
  readonly allPssBytesMax: number;
  readonly generatorCpuSeconds: number;
  /** Of all cores, by everything that Carnival started. Explains, never decides. */
  readonly cpuShare: number;
}

export interface Verdict {
  readonly version: typeof VERDICT_VERSION;
  readonly runId: string;
  readonly plan: string;
  /** What the load was: printed with every verdict. */
  readonly seed: number;
  readonly scale: number;
  readonly pace: number;
  readonly speed: number;
  readonly withinMs: number;
  readonly outcome: VerdictOutcome;
  /** True: judged on what there is. Such a run can fail, and can never pass, because the plan was not carried out. */
  readonly interrupted: boolean;
  readonly exitCode: ExitCode;
  /** One sentence: why. */
  readonly headline: string;
  readonly loadValid: boolean;
  readonly objectives: readonly ObjectiveResult[];
  readonly validity: readonly ValidityCheck[];
  readonly proven: Scale;
  /** What else a reader should know: events of the run, leftovers of the audit. */
  readonly notes: readonly string[];
}

/** A sampled share that must not be exceeded: the lower its figure, the better. */
export const isAtMost = ({ unit, targetMin }: Pick<ObjectiveResult, 'unit' | 'targetMin'>): boolean =>
  unit === 'share' && targetMin === null;
