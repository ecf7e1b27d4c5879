/** What is read of a run, and of which stretch of time. */
import type { Watched } from '../../evidence/gather-dispersion.ts';
import type { SecondsOfAnswers } from './read-dispersion.ts';

export interface RunSpan {
  /** Only series with it are read. */
  readonly runId: string;
  /** Every phase of the plan. A phase that never started is reported with 0 VUs, not left out. */
  readonly phases: readonly string[];
  /** The steps whose `ok` is an order. */
  readonly orderSteps: readonly string[];
  /** Whether the shop has a step that stays. Left out: it has none. */
  readonly holdsConnections?: boolean;
  /** Whether the plan has a gray release. Left out: it has none. */
  readonly hasGray?: boolean;
  /** The shares whose seconds are read. */
  readonly watched: readonly Watched[];
  readonly counted: SecondsOfAnswers['counted'];
  /** Epoch milliseconds: k6's start, the timetable's zero, and the end of k6, after its last push. */
  readonly startedAtMs: number;
  readonly zeroAtMs: number;
  readonly endedAtMs: number;
  readonly herds: readonly HerdStep[];
}
/** A step of a phase's herd, and when the herd is released, milliseconds from the timetable's zero. */
export interface HerdStep {
  readonly phase: string;
  readonly step: string;
  readonly atMs: number;
}
