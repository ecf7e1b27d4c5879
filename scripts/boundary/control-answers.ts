/** What the control port of a boundary answers. */
import type { BoundaryFault } from '../../scenarios/drills/boundary-fault.ts';

/** `/faults`. Epoch milliseconds. */
export interface BoundaryState {
  readonly boundary: string;
  readonly faults: readonly BoundaryFault[];
  /** Null while nothing is set. */
  readonly setAtMs: number | null;
  /** When the faults lift by themselves. */
  readonly liftsAtMs: number | null;
}

/** `/healthz` */
export interface BoundaryHealth {
  readonly boundary: string;
  /** The origin that it stands before. */
  readonly to: string;
  /** Whether a connection to it can be opened: faults have no part in that, and it is sent no request. */
  readonly isReachable: boolean;
  /** Why not. */
  readonly reason: string | null;
}

/** With every status above 399. */
export interface ControlMistakes {
  readonly mistakes: readonly { readonly path: string; readonly problem: string; readonly hint: string }[];
}
