/**
 * A drill: something goes wrong on purpose, at a planned time, and beside it stands what must be seen because of it. Plain data, for k6
 * and Node.
 *
 * A drill's *window* is the time of its fault and of the recovery that it allows. Requests that are intended within the window, and
 * within its scope (steps, regions), are judged by `expect`; the plan's objectives judge all others.
 */
import type { BoundaryFault } from './boundary-fault.ts';

/** @typeParam Expected the objectives of the plan */
export interface Drill<Expected = unknown> {
  readonly name: string;
  /** When its fault begins: a minute of a phase's calendar. */
  readonly at: { readonly phase: string; readonly minute: number };
  /** Real seconds: how long the fault lasts, and how long the recovery after it may take. */
  readonly for: { readonly seconds: number; readonly recoverySeconds: number };
  readonly where: DrillPlace;
  readonly fault: DrillFault;
  readonly expect: readonly Expected[];
  /** The drills whose window and scope it may share. A request in both belongs to the one that the plan names last. */
  readonly overlaps?: readonly string[];
}

/** What breaks, and with it whose requests the drill is about. Without `regions` it is all of them. */
export type DrillPlace =
  | { readonly step: string; readonly regions?: readonly string[] }
  /** `steps`: those that need the dependency. */
  | {
      readonly dependency: string;
      readonly steps: readonly string[];
      readonly regions?: readonly string[];
    }
  | { readonly region: string }
  /** A process by the name of its region: the embedded shop has one process a region. */
  | { readonly process: string }
  /** The whole target, or some steps of it. */
  | { readonly steps: readonly string[]; readonly regions?: readonly string[] };

/** Real seconds: the fault is there, then away, and so on until its time is over. */
export interface Flapping {
  readonly onSeconds: number;
  readonly offSeconds: number;
}

/** A call over HTTP to something of the user's, on loopback or on an admitted host. */
export interface DrillCall {
  readonly method: 'POST' | 'PUT' | 'DELETE' | 'GET';
  readonly url: string;
  readonly body?: unknown;
  /** The whole Authorization header, by the name of its variable. */
  readonly authorization?: { readonly env: string };
}

/** What makes things go wrong. Whatever ends the run, it is lifted. */
export type DrillFault =
  /** Faults of the embedded shop, at the drill's step or dependency, or at every step of its region. */
  | {
      readonly kind: 'shop';
      /** Kinds of scenarios/targets/mock-shop/faults.ts. */
      readonly faults: readonly { readonly kind: string; readonly value: number }[];
      readonly flapping?: Flapping;
    }
  /** The embedded shop's process is killed with -9, and started again on its data when the fault's time is over. */
  | { readonly kind: 'kill' }
  /** The gray release of the plan is rolled back in a Carnival shop, and stays so. */
  | { readonly kind: 'roll-back' }
  /** Faults at a boundary of the plan's `boundaries`: the one with the name of the drill's dependency. */
  | { readonly kind: 'boundary'; readonly faults: readonly BoundaryFault[]; readonly flapping?: Flapping }
  /** Commands of the user's, as words: no shell reads them. */
  | { readonly kind: 'command'; readonly begin: readonly string[]; readonly end: readonly string[] }
  | { readonly kind: 'http'; readonly begin: DrillCall; readonly end: DrillCall }
  /** People are the fault: a population that comes in the drill's time, such as scripts, or clients that retry without end. */
  | { readonly kind: 'crowd'; readonly population: string }
  /** Somebody else sees to it, or nobody: only what is expected is judged. */
  | { readonly kind: 'expect-only' };

/** A drill as the timetable has it. Milliseconds from the run's zero. */
export interface DrillTime {
  readonly drill: string;
  readonly phase: string;
  readonly beginMs: number;
  readonly endMs: number;
  /** The end of the window. */
  readonly recoveredMs: number;
}
